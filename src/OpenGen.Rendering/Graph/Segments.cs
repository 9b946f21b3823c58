using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Graph;

/// <summary>
/// Cuts a video into pieces: 1. where another layer begins to hide all below it, so that no clip is decoded, or held open, that is not seen;
/// 2. evenly, where there are cores to make several pieces at once.
/// </summary>
internal static class Segments
{
    /// <summary>Frames from one key frame to the next; even pieces begin where a key frame would be.</summary>
    public const int KeyFrames = 60;

    /// <summary>A piece costs a start of FFmpeg, so shorter ones save nothing.</summary>
    private const int Shortest = 60;

    private const int ShortestAtOnce = 10 * Timeline.FramesPerSecond;
    private const int CoresForEach = 4;

    /// <summary>How many pieces are made at the same time.</summary>
    public static int AtOnce(int frames, RenderingOptions options)
    {
        var wanted = options.Segments > 0 ? Math.Min(options.Segments, 16) : Math.Min(Environment.ProcessorCount / CoresForEach, frames / ShortestAtOnce);
        return Math.Clamp(wanted, 1, Math.Max(1, frames / KeyFrames));
    }

    /// <returns>The pieces in their order, without gaps.</returns>
    public static IReadOnlyList<FrameSpan> Of(Scene scene, RenderingOptions options)
    {
        var count = AtOnce(scene.Frames, options);
        List<int> cuts = [0, .. Enumerable.Range(1, count - 1).Select(i => (int)((long)scene.Frames * i / count / KeyFrames * KeyFrames)), scene.Frames];
        foreach (var change in Changes(scene).Where(change => cuts.TrueForAll(cut => Math.Abs(cut - change) >= Shortest))) cuts.Add(change);
        cuts.Sort();
        return [.. cuts.Zip(cuts.Skip(1), (from, end) => new FrameSpan(from, end - from))];
    }

    /// <summary>Frames from which on other clips are open than before, because another layer hides what is below it.</summary>
    private static IEnumerable<int> Changes(Scene scene)
    {
        var edges = scene.Visuals.SelectMany(visual => (int[])[visual.Span.From + visual.Phases.EnterFrames, visual.Span.End - visual.Phases.ExitFrames]);
        foreach (var edge in edges.Where(edge => edge > 0 && edge < scene.Frames).Distinct().Order())
        {
            var (before, after) = (Seen(scene, edge - 1), Seen(scene, edge));
            if (before.Ground != after.Ground && !before.Clips.SequenceEqual(after.Clips) && before.Clips.Intersect(after.Clips).All(clip => clip.IsSoonAt(edge))) yield return edge;
        }
    }

    private static (int Ground, List<SceneClip> Clips) Seen(Scene scene, int frame)
    {
        var window = new FrameSpan(frame, 1);
        var ground = scene.Ground(window);
        return (ground, [.. scene.Visuals.Skip(ground).OfType<SceneClip>().Where(clip => clip.Span.Overlaps(window))]);
    }

    /// <summary>Whether a clip can be opened at a frame without decoding much of what is before it.</summary>
    private static bool IsSoonAt(this SceneClip clip, int frame)
    {
        var canSkip = clip.Layer.Picture.Facts.SeeksExactly && (!clip.Layer.Hearing.Loop || clip.Layer.Round is not null);
        return canSkip || frame - clip.Span.From <= Shortest;
    }
}
