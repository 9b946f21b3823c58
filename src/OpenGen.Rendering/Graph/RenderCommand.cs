using OpenGen.Media;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Graph;

/// <summary>A command of FFmpeg, and the small files that it reads.</summary>
/// <param name="Texts">By their paths; whoever runs it writes them before.</param>
internal sealed record FFmpegCommand(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Texts);

/// <summary>The whole commands of a render: the same scene gives the same arguments.</summary>
internal static class RenderCommand
{
    private static readonly string[] Tags = [
        "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"];

    /// <summary>A scene's video, without its sound.</summary>
    public static FFmpegCommand Picture(Scene scene, string output, RenderingOptions options)
    {
        var (inputs, graph) = Graph(scene, VideoEncoder.Upload(options), options);
        return new FFmpegCommand(
        [
            .. VideoEncoder.Device(options), .. inputs.Arguments, .. graph,
            "-map", "[video]", "-r", "30", "-fps_mode", "cfr",
            .. VideoEncoder.Arguments(options), "-g", Expression.Of($"{Segments.KeyFrames}"), "-threads",
            Expression.Of($"{options.Threads}"), .. Tags,
            .. File(output, options),
        ], inputs.Texts);
    }

    /// <summary>The first frame of a scene as a picture: PNG, or JPEG by the file's ending.</summary>
    public static FFmpegCommand Still(Scene scene, string output, RenderingOptions options)
    {
        var isJpeg = Path.GetExtension(output).ToLowerInvariant() is ".jpg" or ".jpeg";
        // The colours of JPEG are BT.601 in full range, those of a PNG are RGB.
        var (inputs, graph) = Graph(
            scene,
            isJpeg
                ? ",scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p"
                : ",scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=rgb24", options);
        return new FFmpegCommand(
        [
            .. inputs.Arguments, .. graph, "-map", "[video]", "-frames:v", "1",
            .. isJpeg ? (string[])["-c:v", "mjpeg", "-q:v", "2"] : ["-c:v", "png"],
            "-f", "image2", "-update", "1", InputGuard.Address(output),
        ], inputs.Texts);
    }

    /// <summary>Joins the pieces of a video, or its only one, and puts the sound beside them; nothing is encoded again.</summary>
    /// <param name="listFile">The pieces, as a list of FFmpeg's concat demuxer.</param>
    public static IReadOnlyList<string> Join(string listFile, string soundFile, string output, RenderingOptions options) =>
    [
        "-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", InputGuard.Address(listFile),
        .. InputGuard.Pinned(soundFile, "mov"),
        "-map", "0:v", "-map", "1:a", "-c", "copy", .. Tags, "-movflags", "+faststart",
        .. File(output, options),
    ];

    private static (InputList Inputs, IReadOnlyList<string> Arguments) Graph(Scene scene, string last, RenderingOptions options)
    {
        var inputs = new InputList();
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var chains = VideoGraph.Build(scene, last, inputs, threads);
        return (inputs, ["-filter_complex_threads", Expression.Of($"{threads}"), "-filter_complex", string.Join(';', chains)]);
    }

    private static IReadOnlyList<string> File(string output, RenderingOptions options) =>
    [
        "-map_metadata", "-1", "-map_chapters", "-1", "-video_track_timescale", "30000",
        "-fs", Expression.Of($"{options.MaxOutputBytes}"),
        "-f", "mp4", InputGuard.Address(output),
    ];
}
