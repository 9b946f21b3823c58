using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Graph;

/// <summary>Cuts a video into pieces that are made at once.</summary>
internal static class Segments
{
    /// <summary>Frames from one key frame to the next; pieces begin where a key frame would be.</summary>
    public const int KeyFrames = 60;

    private const int Shortest = 10 * Timeline.FramesPerSecond;
    private const int CoresForEach = 4;

    public static IReadOnlyList<FrameSpan> Of(int frames, RenderingOptions options)
    {
        var wanted = options.Segments > 0 ? Math.Min(options.Segments, 16) : Math.Min(Environment.ProcessorCount / CoresForEach, frames / Shortest);
        var count = Math.Clamp(wanted, 1, Math.Max(1, frames / KeyFrames));
        var spans = new List<FrameSpan>();
        for (var i = 0; i < count; i++)
        {
            var from = (int)((long)frames * i / count / KeyFrames * KeyFrames);
            var end = i + 1 == count ? frames : (int)((long)frames * (i + 1) / count / KeyFrames * KeyFrames);
            spans.Add(new FrameSpan(from, end - from));
        }
        return spans;
    }
}
