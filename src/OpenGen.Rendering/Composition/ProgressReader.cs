namespace OpenGen.Rendering.Composition;

/// <summary>Reads a progress bar: where it lies, which way it fills, and where its ticks are.</summary>
internal static class ProgressReader
{
    private enum Edge { Top, Bottom, Left, Right }

    /// <summary>How thick a bar is where nobody says, and how wide a tick, pixels of a canvas whose shorter side has 1080.</summary>
    private const double Thickness = 12, TickWidth = 4;

    private static readonly Rgba Track = new(255, 255, 255, 0.3);

    /// <returns>What makes the bar once its span is known: in a bar over the whole video, ticks are placed by the video's end.</returns>
    public static Func<FrameSpan, ProgressLayer> Read(AttributeReader fields, AttributeReader styles, Look look, Canvas canvas)
    {
        var edge = fields.Choice("edge", ("top", Edge.Top), ("bottom", Edge.Bottom), ("left", Edge.Left), ("right", Edge.Right));
        var direction = fields.Choice(
            "direction",
            ("right", ProgressDirection.Right), ("left", ProgressDirection.Left),
            ("up", ProgressDirection.Up), ("down", ProgressDirection.Down))
            ?? (edge is Edge.Left or Edge.Right ? ProgressDirection.Up : ProgressDirection.Right);
        var isUpright = direction is ProgressDirection.Up or ProgressDirection.Down;
        if (edge is { } given && isUpright != (given is Edge.Left or Edge.Right))
        {
            var fitting = isUpright
                ? "neither left nor right, where a bar that fills up or down lies"
                : "neither top nor bottom, where a bar that fills to a side lies";
            fields.Warn("edge", fields.Node("edge"), fitting);
            edge = null;
        }
        var ticks = fields.Numbers("ticks", 0, 1_000_000, LayerInput.MostTicks);
        var bar = new ProgressLayer(
            fields.Layer,
            default,
            look with { Box = isUpright ? Upright(look.Box, edge, canvas) : Level(look.Box, edge, canvas) },
            direction,
            styles.Color("fill") ?? Rgba.White,
            styles.Color("trackColor") ?? Track,
            [],
            styles.Length("tickWidth", 100, 1, 1000) ?? TickWidth * canvas.Scale,
            styles.Color("tickColor"));
        return span => bar with { Span = span, Ticks = Shares(ticks, span, fields) };
    }

    private static BoxHint Level(BoxHint hint, Edge? edge, Canvas canvas)
    {
        var height = Math.Min(hint.Height ?? Thickness * canvas.Scale, canvas.Height);
        var (left, width) = Along(hint.Left, hint.Width, canvas.Width);
        return new BoxHint(left, hint.Top ?? (edge == Edge.Top ? 0 : canvas.Height - height), width, height);
    }

    private static BoxHint Upright(BoxHint hint, Edge? edge, Canvas canvas)
    {
        var width = Math.Min(hint.Width ?? Thickness * canvas.Scale, canvas.Width);
        var (top, height) = Along(hint.Top, hint.Height, canvas.Height);
        return new BoxHint(hint.Left ?? (edge == Edge.Left ? 0 : canvas.Width - width), top, width, height);
    }

    /// <summary>The whole side, or what is left of it behind the bar's beginning; in the middle when only its length is known.</summary>
    private static (double Begin, double Length) Along(double? begin, double? length, int side)
    {
        var rest = side - Math.Max(0, begin ?? 0);
        var room = Math.Min(length ?? (rest >= 1 ? rest : side), side);
        return (begin ?? (side - room) / 2, room);
    }

    /// <summary>Where ticks are along the bar, 0–1: the bar reaches each in the frame that is shown at its time.</summary>
    private static List<double> Shares(IReadOnlyList<double> seconds, FrameSpan span, AttributeReader fields)
    {
        var shares = new List<double>();
        foreach (var second in seconds)
        {
            var frame = second * Timeline.FramesPerSecond;
            if (frame <= span.Frames) shares.Add(Math.Min(1, frame / Math.Max(1, span.Frames - 1)));
            else fields.Warn("ticks", second, "past the layer's end");
        }
        return shares;
    }
}
