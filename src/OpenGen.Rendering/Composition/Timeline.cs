using OpenGen.Media;

namespace OpenGen.Rendering.Composition;

/// <summary>A composition that was read and found good: every value typed, in range and with its default.</summary>
/// <param name="Layers">Back to front.</param>
/// <param name="Frames">Length at 30 fps, at least 1.</param>
internal sealed record Timeline(Canvas Canvas, Rgba Background, int Frames, IReadOnlyList<Layer> Layers)
{
    public const int FramesPerSecond = 30;
}

internal readonly record struct Canvas(int Width, int Height)
{
    /// <summary>What lengths grow with, so that a default size suits any canvas: 1 where the shorter side has 1080 pixels.</summary>
    public double Scale => Math.Min(Width, Height) / 1080.0;

    public static Canvas? For(string aspectRatio) => aspectRatio.Trim() switch
    {
        "9:16" => new Canvas(1080, 1920),
        "16:9" => new Canvas(1920, 1080),
        "1:1" => new Canvas(1080, 1080),
        "4:3" => new Canvas(1440, 1080),
        "3:4" => new Canvas(1080, 1440),
        _ => null,
    };
}

/// <summary>Frames at 30 fps: the first one, and how many.</summary>
internal readonly record struct FrameSpan(int From, int Frames)
{
    public int End => From + Frames;

    public bool Overlaps(FrameSpan other) => From < other.End && other.From < End;
}

/// <summary>A layer's box as given, pixels of the canvas; what is absent follows from the layer's kind.</summary>
internal readonly record struct BoxHint(double? Left, double? Top, double? Width, double? Height);

internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double CentreX => Left + Width / 2;

    public double CentreY => Top + Height / 2;
}

internal enum Fit { Cover, Contain, Fill, None }

/// <summary>A corner radius, in pixels or as a share of the box's sides: half of each makes an ellipse of any box, as in CSS.</summary>
internal readonly record struct CornerRadius(double Pixels, double Share)
{
    public bool IsZero => Pixels <= 0 && Share <= 0;

    public (double X, double Y) For(double width, double height)
    {
        var most = Math.Min(width, height) / 2;
        return Share > 0 ? (Math.Min(Share, 0.5) * width, Math.Min(Share, 0.5) * height) : (Math.Min(Pixels, most), Math.Min(Pixels, most));
    }
}

internal enum Motion { None, Fade, SlideLeft, SlideRight, SlideUp, SlideDown, Zoom, Pop }

/// <summary>How a layer comes and goes.</summary>
/// <param name="Frames">Length of each of the two, frames.</param>
internal sealed record Animation(Motion Enter, Motion Exit, int Frames);

/// <summary>What all visible layers share.</summary>
/// <param name="Rotation">Degrees, clockwise, about the box's centre.</param>
/// <param name="Opacity">0–1.</param>
internal sealed record Look(BoxHint Box, double Rotation, double Opacity, CornerRadius Radius, Animation? Animation)
{
    /// <summary>On a canvas of another size.</summary>
    public Look Scaled(double factor) => this with
    {
        Box = new BoxHint(Box.Left * factor, Box.Top * factor, Box.Width * factor, Box.Height * factor),
        Radius = Radius with { Pixels = Radius.Pixels * factor },
    };
}

internal abstract record Layer(string Name, FrameSpan Span)
{
    /// <summary>The same on a canvas of another size: every length in pixels changes with it.</summary>
    public abstract Layer Scaled(double factor);
}

internal abstract record VisualLayer(string Name, FrameSpan Span, Look Look) : Layer(Name, Span);

/// <summary>What is heard of a clip or sound.</summary>
/// <param name="StartSeconds">Trim, seconds into the source.</param>
/// <param name="Volume">0–1, linear.</param>
/// <param name="FadeIn">Frames.</param>
/// <param name="FadeOut">Frames.</param>
internal sealed record Hearing(double StartSeconds, bool Loop, double Volume, int FadeIn, int FadeOut);

/// <summary>A file that a clip's picture is read from.</summary>
/// <param name="StartSeconds">Where in it the clip begins.</param>
internal sealed record PictureSource(string File, MediaFacts Facts, double StartSeconds);

internal sealed record ClipLayer(
    string Name, FrameSpan Span, Look Look, string File, MediaFacts Facts, Fit Fit, CssFilter Filter, Hearing Hearing)
    : VisualLayer(Name, Span, Look)
{
    /// <summary>Its picture as a film of its own, where one was needed.</summary>
    public PictureSource? Conformed { get; init; }

    /// <summary>Where its picture is read from.</summary>
    public PictureSource Picture => Conformed ?? new PictureSource(File, Facts, Hearing.StartSeconds);

    /// <summary>
    /// Frames of one round of a clip that goes round, where they can be known: in films of our own, and in files whose frames are the
    /// video's and
    /// whose rounds no sound makes longer. Null otherwise.
    /// </summary>
    public int? Round
    {
        get
        {
            var frames = Picture.Facts.Duration * Timeline.FramesPerSecond;
            var isWhole = frames >= 1 && Math.Abs(frames - Math.Round(frames)) < 0.02;
            var isOurs = Conformed is not null
                || Facts is { HasAudio: false, SeeksExactly: true, FramesPerSecond: Timeline.FramesPerSecond };
            return Hearing.Loop && isWhole && isOurs ? (int)Math.Round(frames) : null;
        }
    }

    /// <inheritdoc cref="ImageLayer.Density"/>
    public double Density { get; init; } = 1;

    public override Layer Scaled(double factor) =>
        this with { Look = Look.Scaled(factor), Filter = Filter.Scaled(factor), Density = Density * factor };
}

internal sealed record ImageLayer(string Name, FrameSpan Span, Look Look, string File, MediaFacts Facts, Fit Fit, CssFilter Filter)
    : VisualLayer(Name, Span, Look)
{
    /// <summary>
    /// Canvas pixels for each of the source's where nothing scales it (<see cref="Fit.None"/>): less than 1 in a preview.
    /// </summary>
    public double Density { get; init; } = 1;

    public override Layer Scaled(double factor) =>
        this with { Look = Look.Scaled(factor), Filter = Filter.Scaled(factor), Density = Density * factor };
}

internal sealed record TextLayer(string Name, FrameSpan Span, Look Look, string Text, TextStyle Style) : VisualLayer(Name, Span, Look)
{
    public override Layer Scaled(double factor) => this with { Look = Look.Scaled(factor), Style = Style.Scaled(factor) };
}

internal enum ShapeKind { Rect, Circle, Line, Triangle }

internal sealed record ShapeLayer(string Name, FrameSpan Span, Look Look, ShapeKind Kind, Rgba Fill, Rgba Stroke, double StrokeWidth)
    : VisualLayer(Name, Span, Look)
{
    public override Layer Scaled(double factor) => this with { Look = Look.Scaled(factor), StrokeWidth = StrokeWidth * factor };
}

/// <summary>The way a bar grows.</summary>
internal enum ProgressDirection { Right, Left, Up, Down }

/// <summary>A bar that is empty in its first frame and full in its last, with no easing; its box has all four of its numbers.</summary>
/// <param name="Fill">What has passed.</param>
/// <param name="Track">What is still to come; may be see-through.</param>
/// <param name="Ticks">Marks along it, shares of its length, 0–1.</param>
/// <param name="TickWidth">Pixels along the bar.</param>
/// <param name="TickColor">Null for ticks that are gaps.</param>
internal sealed record ProgressLayer(
    string Name, FrameSpan Span, Look Look, ProgressDirection Direction, Rgba Fill, Rgba Track,
    IReadOnlyList<double> Ticks, double TickWidth, Rgba? TickColor)
    : VisualLayer(Name, Span, Look)
{
    public bool IsUpright => Direction is ProgressDirection.Up or ProgressDirection.Down;

    public override Layer Scaled(double factor) => this with { Look = Look.Scaled(factor), TickWidth = TickWidth * factor };
}

internal sealed record CaptionLayer(
    string Name, FrameSpan Span, Look Look, IReadOnlyList<CaptionPage> Pages, CaptionTemplate Template, TextStyle Style, Rgba Highlight)
    : VisualLayer(Name, Span, Look)
{
    public override Layer Scaled(double factor) => this with { Look = Look.Scaled(factor), Style = Style.Scaled(factor) };
}

internal sealed record SoundLayer(string Name, FrameSpan Span, string File, MediaFacts Facts, Hearing Hearing, bool Duck, bool IsSpeech)
    : Layer(Name, Span)
{
    public override Layer Scaled(double factor) => this;
}
