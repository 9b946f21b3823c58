using System.ComponentModel.DataAnnotations;
using OpenGen.Media;

namespace OpenGen.Rendering;

/// <summary>How the renderer encodes, its fonts, and the limits it keeps to, beside those of all media.</summary>
public sealed class RenderingOptions : MediaOptions
{
    /// <summary>The folder with the fonts that ship with the product.</summary>
    public string FontsFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "fonts");

    /// <summary>
    /// The encoder: <c>libx264</c>, or one of a graphics card, where FFmpeg has it and the card is there: <c>h264_nvenc</c>,
    /// <c>h264_qsv</c>, <c>h264_vaapi</c>, <c>h264_amf</c>, <c>h264_videotoolbox</c>. When the card's encoder fails, x264 makes the
    /// video, and a warning says so.
    /// </summary>
    public string Encoder { get; set; } = "libx264";

    /// <summary>The device of <c>h264_vaapi</c>.</summary>
    public string EncoderDevice { get; set; } = "/dev/dri/renderD128";

    /// <summary>
    /// Pieces of a video that are made at once and joined, 1–16; 0 is one for every four cores, none shorter than ten seconds. More
    /// make one video faster on a machine with cores to spare, and cost memory for each.
    /// </summary>
    [Range(0, 16)]
    public int Segments { get; set; }

    /// <summary>
    /// x264's preset. Files of <c>veryfast</c> are as small as those of <c>medium</c> at the same CRF, made in half the time; of
    /// its searches those are left out that cost much and find little.
    /// </summary>
    public string Preset { get; set; } = "veryfast";

    /// <summary>x264's constant rate factor, 0–51; lower is better and larger.</summary>
    [Range(0, 51)]
    public int Crf { get; set; } = 20;

    /// <summary>
    /// Threads of the filters, and of the encoder; 0 is one for each core, and what the encoder takes by itself (x264: three for
    /// two cores).
    /// </summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>The longest timeline, frames at 30 fps (10 minutes).</summary>
    [Range(1, 24 * 3600 * 30)]
    public int MaxFrames { get; set; } = 10 * 60 * 30;

    /// <summary>The most layers of one composition.</summary>
    [Range(1, 10_000)]
    public int MaxLayers { get; set; } = 200;

    /// <summary>The most characters of a text layer that are drawn; a canvas holds fewer.</summary>
    [Range(1, 100_000)]
    public int MaxTextCharacters { get; set; } = 3_000;

    internal RenderingOptions With(string encoder)
    {
        var changed = (RenderingOptions)MemberwiseClone();
        changed.Encoder = encoder;
        return changed;
    }
}
