using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Graph;

/// <summary>
/// Cuts a video into pieces: 1. evenly, where there are cores to make several at once; 2. within those where it saves more than it
/// costs. A piece
/// decodes no clip that others hide in it, and its pictures pass through the layers alone that are seen in it: less to do, and less to
/// hold.
/// </summary>
internal static class Segments
{
    /// <summary>Frames from one key frame to the next; even pieces begin where a key frame would be.</summary>
    public const int KeyFrames = 60;

    private const int ShortestAtOnce = 10 * Timeline.FramesPerSecond;
    private const int CoresForEach = 4;

    // Milliseconds on two cores, measured with the templates; only what they are to one another matters.
    private const double CostOfPiece = 300;
    private const double CostOfLayer = 0.15;
    private const double CostOfClipPixel = 2e-6;

    /// <summary>What a clip beyond the second is taken to cost: no time, but the 50 MB that an open one of 1080×1920 holds.</summary>
    private const double CostOfManyClips = 700;

    /// <summary>Frames that are decoded before the first that is wanted, where a clip is opened in its midst.</summary>
    private const int Sought = 30;

    /// <summary>How many pieces are made at the same time.</summary>
    public static int AtOnce(int frames, RenderingOptions options)
    {
        var wanted = options.Segments > 0
            ? Math.Min(options.Segments, 16)
            : Math.Min(Environment.ProcessorCount / CoresForEach, frames / ShortestAtOnce);
        return Math.Clamp(wanted, 1, Math.Max(1, frames / KeyFrames));
    }

    /// <returns>The pieces in their order, without gaps.</returns>
    public static IReadOnlyList<FrameSpan> Of(Scene scene, RenderingOptions options)
    {
        var count = AtOnce(scene.Frames, options);
        List<int> cuts = [
            .. Enumerable.Range(0, count).Select(i => (int)((long)scene.Frames * i / count / KeyFrames * KeyFrames)), scene.Frames];
        return [.. cuts.Zip(cuts.Skip(1), (from, end) => new FrameSpan(from, end - from)).SelectMany(even => Cheapest(scene, even))];
    }

    /// <summary>
    /// The pieces of a span that together cost least, cut where layers come to rest or begin to leave, and where clips come and are
    /// gone.
    /// </summary>
    private static IEnumerable<FrameSpan> Cheapest(Scene scene, FrameSpan span)
    {
        var changes = scene.Visuals.SelectMany(
            visual => (int[])[visual.Span.From + visual.Phases.EnterFrames, visual.Span.End - visual.Phases.ExitFrames])
            .Concat(scene.Visuals.OfType<SceneClip>().SelectMany(clip => (int[])[clip.Span.From, clip.Span.End]));
        int[] edges = [.. changes.Where(edge => edge > span.From && edge < span.End).Append(span.From).Append(span.End).Distinct().Order()];

        // The least cost of everything up to each edge, and the piece that ends there.
        var least = new double[edges.Length];
        var last = new FrameSpan[edges.Length];
        for (var end = 1; end < edges.Length; end++)
        {
            least[end] = double.MaxValue;
            for (var from = 0; from < end; from++)
            {
                var piece = new FrameSpan(edges[from], edges[end] - edges[from]);
                var cost = least[from] + Cost(scene, piece);
                if (cost < least[end]) (least[end], last[end]) = (cost, piece);
            }
        }

        var pieces = new Stack<FrameSpan>();
        for (var end = span.End; end > span.From; end = pieces.Peek().From) pieces.Push(last[Array.BinarySearch(edges, end)]);
        return pieces;
    }

    private static double Cost(Scene scene, FrameSpan piece)
    {
        var cost = CostOfPiece;
        var clips = 0;
        foreach (var visual in scene.Visuals.Skip(scene.Ground(piece)))
        {
            if (!visual.Span.Overlaps(piece)) continue;
            cost += CostOfLayer * piece.Frames;
            if (visual is not SceneClip clip) continue;
            cost += CostOfClipPixel * clip.Place.ScaledWidth * clip.Place.ScaledHeight * Decoded(clip, piece);
            if (++clips > 2) cost += CostOfManyClips;
        }
        return cost;
    }

    private static int Decoded(SceneClip clip, FrameSpan piece)
    {
        var seen = Math.Min(clip.Span.End, piece.End) - Math.Max(clip.Span.From, piece.From);
        var passed = Math.Max(0, piece.From - clip.Span.From);
        var canSkip = clip.Layer.Picture.Facts.SeeksExactly && (!clip.Layer.Hearing.Loop || clip.Layer.Round is not null);
        return seen + (canSkip ? Math.Min(passed, Sought) : passed);
    }
}
