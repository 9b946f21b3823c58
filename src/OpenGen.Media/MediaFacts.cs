namespace OpenGen.Media;

/// <summary>What a media file is.</summary>
public enum MediaKind
{
    /// <summary>A still picture.</summary>
    Image,

    /// <summary>Moving pictures, with or without sound; animated GIFs and WebPs too.</summary>
    Video,

    /// <summary>Sound alone.</summary>
    Audio,
}

/// <summary>What a file says of itself.</summary>
/// <param name="Width">Pixels as shown: after rotation and pixel aspect; 0 for audio.</param>
/// <param name="Height">Pixels as shown; 0 for audio.</param>
/// <param name="Duration">Seconds; 0 for a still.</param>
/// <param name="FramesPerSecond">On average; 0 for stills and audio.</param>
/// <param name="VideoCodec">FFmpeg's name, or the picture format; null for audio.</param>
/// <param name="AudioCodec">FFmpeg's name; null without sound.</param>
/// <param name="HasAudio">Whether there is a sound track.</param>
/// <param name="Demuxer">FFmpeg's name of the container; empty for pictures, still or animated, that libvips reads, and <c>heif</c>
/// for those that heif-convert reads.</param>
/// <param name="HasAlpha">Whether pixels can be see-through.</param>
public sealed record MediaFacts(
    MediaKind Kind,
    int Width,
    int Height,
    double Duration,
    double FramesPerSecond,
    string? VideoCodec,
    string? AudioCodec,
    bool HasAudio,
    string Demuxer,
    bool HasAlpha)
{
    /// <summary>Which of the file's streams is the picture; -1 without.</summary>
    internal int VideoStream { get; init; } = -1;

    /// <summary>Which of the file's streams is the sound; -1 without.</summary>
    internal int AudioStream { get; init; } = -1;

    /// <summary>Seconds of the picture alone, where its sound is longer or shorter; 0 without a picture.</summary>
    internal double PictureDuration { get; init; }

    /// <summary>The file's colour matrix as FFmpeg's scale filter names it, guessed by size where the file is silent.</summary>
    internal string ColorMatrix { get; init; } = "bt709";

    /// <summary>
    /// Whether a decoder can begin at any whole second and show what it would have shown there had it begun at the start: its clock
    /// divides seconds.
    /// </summary>
    internal bool SeeksExactly { get; init; }

    /// <summary>
    /// How brightness is coded, as FFmpeg names it, where that is PQ (smpte2084) or HLG (arib-std-b67) and must be brought down to a
    /// screen's range; else null.
    /// </summary>
    internal string? HighDynamicRange { get; init; }

    /// <summary>Whether its frames are two fields each, of different moments.</summary>
    internal bool IsInterlaced { get; init; }
}
