using OpenGen.Rendering.FFmpeg;

namespace OpenGen.Rendering.Graph;

/// <summary>The whole command of a render: the same scene gives the same arguments.</summary>
internal static class RenderCommand
{
    public static IReadOnlyList<string> Build(Scene scene, string soundFile, string output, RenderingOptions options)
    {
        var inputs = new InputList();
        var chains = VideoGraph.Build(scene, inputs);
        var sound = inputs.Add(InputGuard.Pinned(soundFile, "mov"));
        var threads = Expression.Of($"{(options.Threads > 0 ? options.Threads : Environment.ProcessorCount)}");
        return
        [
            .. inputs.Arguments,
            "-filter_complex_threads", threads,
            "-filter_complex", string.Join(';', chains),
            "-map", "[video]", "-map", $"{sound}:a",
            "-r", "30", "-fps_mode", "cfr",
            "-c:v", "libx264", "-profile:v", "high", "-preset", options.Preset, "-crf", Expression.Of($"{options.Crf}"), "-pix_fmt", "yuv420p",
            "-g", "60", "-threads", threads,
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-c:a", "copy",
            "-map_metadata", "-1", "-map_chapters", "-1", "-video_track_timescale", "30000", "-movflags", "+faststart",
            "-f", "mp4", InputGuard.Address(output),
        ];
    }
}
