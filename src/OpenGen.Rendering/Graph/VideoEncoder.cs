using OpenGen.Media;

namespace OpenGen.Rendering.Graph;

/// <summary>What FFmpeg is told about H.264: by x264, or by the encoder of a graphics card that the operator chose.</summary>
internal static class VideoEncoder
{
    public const string Software = "libx264";

    /// <summary>The preset that is taken where nobody chose one.</summary>
    public const string VeryFast = "veryfast";

    private const string Vaapi = "h264_vaapi";

    /// <summary>
    /// What the preset veryfast is given up for: without its search for quarter pixels, for inter blocks under 16×16 and for the best
    /// places of
    /// B-frames, x264 takes little more than half of the processor time; a third of its lookahead and two B-frames without a pyramid
    /// take 80 MB less.
    /// Files are as small or smaller, at an SSIM that falls by 0.001 to 0.003 (drawn, detailed and shaken 1080×1920 pictures at CRF
    /// 20). The preset
    /// superfast takes longer, and loses the macroblock tree: files of two to nine times the size.
    /// </summary>
    private static readonly string[] LeanVeryFast = [
        "-rc-lookahead", "3", "-x264-params", "subme=1:partitions=i8x8,i4x4:b-adapt=0:b-pyramid=none:bframes=2"];

    /// <summary>The encoders that can be chosen.</summary>
    public static readonly IReadOnlyList<string> Names = [Software, "h264_nvenc", "h264_qsv", Vaapi, "h264_amf", "h264_videotoolbox"];

    /// <summary>Options that stand before all inputs.</summary>
    public static IReadOnlyList<string> Device(RenderingOptions options) =>
        options.Encoder == Vaapi ? ["-vaapi_device", options.EncoderDevice] : [];

    /// <summary>What the last filter hands over, beginning with a comma.</summary>
    public static string Upload(RenderingOptions options) => options.Encoder == Vaapi ? ",format=nv12,hwupload" : "";

    /// <summary>H.264 High by x264.</summary>
    public static IReadOnlyList<string> X264(string preset, int crf) =>
    [
        "-c:v", Software, "-profile:v", "high", "-preset", preset, .. preset == VeryFast ? LeanVeryFast : [], "-crf",
        Expression.Of($"{crf}"), "-pix_fmt", "yuv420p",
    ];

    /// <summary>
    /// For clips that are made to become layers: a tenth larger at the same quality, and decoded in two thirds of the time.
    /// </summary>
    public static readonly IReadOnlyList<string> MadeToBeDecoded = ["-tune", "fastdecode"];

    /// <summary>
    /// The encoder and its quality. The cards' constant quantisers are on x264's scale, near enough for the same setting to serve
    /// both.
    /// </summary>
    public static IReadOnlyList<string> Arguments(RenderingOptions options)
    {
        var quality = Expression.Of($"{options.Crf}");
        return options.Encoder switch
        {
            Software => X264(options.Preset, options.Crf),
            "h264_nvenc" =>
                ["-c:v", "h264_nvenc", "-profile:v", "high", "-preset", "p4", "-rc", "vbr", "-cq", quality, "-b:v", "0", "-pix_fmt",
                    "yuv420p"],
            "h264_qsv" => ["-c:v", "h264_qsv", "-profile:v", "high", "-preset", VeryFast, "-global_quality", quality, "-pix_fmt", "nv12"],
            Vaapi => ["-c:v", Vaapi, "-profile:v", "high", "-rc_mode", "CQP", "-qp", quality],
            "h264_amf" =>
                ["-c:v", "h264_amf", "-profile:v", "high", "-rc", "cqp", "-qp_i", quality, "-qp_p", quality, "-pix_fmt", "yuv420p"],
            // Apple's scale runs the other way, from 1 to 100.
            "h264_videotoolbox" =>
                ["-c:v", "h264_videotoolbox", "-profile:v", "high", "-q:v", Expression.Of($"{Math.Clamp(100 - 2 * options.Crf, 1, 100)}"),
                    "-pix_fmt", "yuv420p"],
            _ => throw new ArgumentException(
                $"There is no encoder \"{options.Encoder}\"; these can be set as Rendering:Encoder: {string.Join(", ", Names)}."),
        };
    }
}
