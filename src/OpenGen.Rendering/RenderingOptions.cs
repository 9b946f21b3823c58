namespace OpenGen.Rendering;

/// <summary>Where the renderer finds its tools and fonts, and the limits it keeps to.</summary>
public sealed class RenderingOptions
{
    /// <summary>The ffmpeg binary: a path, or a name to be found on PATH.</summary>
    public string FFmpegPath { get; set; } = "ffmpeg";

    /// <summary>The ffprobe binary: a path, or a name to be found on PATH.</summary>
    public string FFprobePath { get; set; } = "ffprobe";

    /// <summary>The folder with the fonts that ship with the product.</summary>
    public string FontsFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "fonts");

    /// <summary>Where scratch folders are made; each is removed when its work ends.</summary>
    public string ScratchFolder { get; set; } = Path.Combine(Path.GetTempPath(), "opengen");

    /// <summary>Wall-clock limit of one FFmpeg run.</summary>
    public TimeSpan FFmpegTimeLimit { get; set; } = TimeSpan.FromMinutes(60);
}
