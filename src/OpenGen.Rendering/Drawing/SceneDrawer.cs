using System.Globalization;
using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

/// <summary>Draws all of a timeline that does not move by itself, once, into files that FFmpeg reads without decoding.</summary>
internal sealed class SceneDrawer(ScratchFolder scratch, List<string> warnings)
{
    public Scene Draw(Timeline timeline, CancellationToken cancellationToken) =>
        Draw(timeline, new FrameSpan(0, timeline.Frames), cancellationToken);

    /// <summary>Draws what is seen in some of a timeline's frames, as a scene of those alone.</summary>
    public Scene Draw(Timeline timeline, FrameSpan window, CancellationToken cancellationToken)
    {
        var visuals = new List<SceneVisual>();
        var number = 0;
        foreach (var layer in timeline.Layers.OfType<VisualLayer>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (layer.Look.Opacity <= 0 || !layer.Span.Overlaps(window)) continue;
            var name = $"layer{number++}";
            try
            {
                visuals.Add(Draw(layer, timeline.Canvas, window, name, cancellationToken));
            }
            catch (VipsException fault)
            {
                warnings.Add($"Layer \"{layer.Name}\" cannot be drawn and is left out: {FirstLine(fault.Message)}");
            }
        }
        return new Scene(
            timeline.Canvas, timeline.Background, timeline.Frames, Spine.Marked(visuals, timeline.Canvas, timeline.Background)).Within(
                window);
    }

    private SceneVisual Draw(VisualLayer layer, Canvas canvas, FrameSpan window, string name, CancellationToken cancellationToken)
    {
        switch (layer)
        {
            case TextLayer text:
                WarnOfMissingFont(text.Name, text.Style);
                return Still(text, TextPainter.Paint(text, canvas), canvas, name);
            case ShapeLayer shape:
                return Still(shape, ShapePainter.Paint(shape, canvas), canvas, name);
            case ImageLayer image:
                return Still(image, PicturePainter.Paint(image, canvas), canvas, name);
            case CaptionLayer caption:
                WarnOfMissingFont(caption.Name, caption.Style);
                var (track, area) = CaptionPainter.Paint(
                    caption, canvas, window with { From = window.From - caption.Span.From }, scratch.Path, name, cancellationToken);
                return new SceneTrack(caption.Span, caption.Look.Animation, area.X, area.Y, area.Width, area.Height, track.Pictures());
            case ClipLayer clip:
                return Clip(clip, canvas, name);
            case ProgressLayer progress:
                return Progress(progress, canvas, name);
            default:
                throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "no way to draw it");
        }
    }

    private SceneStill Still(VisualLayer layer, Picture picture, Canvas canvas, string name)
    {
        using (picture)
        using (var seen = StaysInPlace(layer) ? picture.On(canvas) : picture)
        {
            var file = scratch.File(name + ".rgba");
            Vips.WriteRaw(seen.Image, file);
            using var alpha = seen.Image[3];
            return new SceneStill(
                layer.Span, layer.Look.Animation, seen.X, seen.Y, seen.Image.Width, seen.Image.Height, file, alpha.Min() >= 255);
        }
    }

    /// <summary>Whether what lies outside the canvas never comes in.</summary>
    private static bool StaysInPlace(VisualLayer layer) => Phases.Of(layer.Look.Animation, layer.Span).IsNothingButFade;

    private SceneProgress Progress(ProgressLayer progress, Canvas canvas, string name)
    {
        var turn = progress.Look.Rotation;
        var (bar, area) = ProgressPainter.Paint(progress, canvas, StaysInPlace(progress) && turn % 360 == 0, scratch, name);
        var (x, y, width, height) = Turned(area, turn);
        return new SceneProgress(progress.Span, progress.Look.Animation, x, y, width, height, bar, turn);
    }

    private SceneClip Clip(ClipLayer clip, Canvas canvas, string name)
    {
        var place = Placement.Of(clip.Look.Box, clip.Fit, clip.Facts.Width, clip.Facts.Height, canvas, clip.Density);
        // A mask is as large as the whole, a turn goes about its middle, and a blur draws on what is around.
        if (StaysInPlace(clip) && clip.Look is { Rotation: 0, Radius.IsZero: true } && clip.Filter.BlurSigma == 0) place = place.On(canvas);
        string? mask = null;
        if (!clip.Look.Radius.IsZero)
        {
            using var drawn = PicturePainter.RadiusMask(place, clip.Look.Radius);
            mask = scratch.File(name + ".mask");
            Vips.WriteRaw(drawn, mask);
        }
        string? lookup = null;
        if (clip.Filter.HasColour && !ClipFilters.IsSimple(clip.Filter))
        {
            lookup = scratch.File(name + ".cube");
            File.WriteAllText(lookup, Cube(clip.Filter));
        }
        var (x, y, width, height) = Turned(new Area(place.X, place.Y, place.Width, place.Height), clip.Look.Rotation);
        return new SceneClip(clip, place, x, y, width, height, mask, lookup);
    }

    /// <summary>The upright box around a turned one.</summary>
    private static (int X, int Y, int Width, int Height) Turned(Area place, double degrees)
    {
        if (degrees % 360 == 0) return (place.X, place.Y, place.Width, place.Height);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var width = (int)Math.Ceiling((Math.Abs(place.Width * cos) + Math.Abs(place.Height * sin)) / 2) * 2;
        var height = (int)Math.Ceiling((Math.Abs(place.Width * sin) + Math.Abs(place.Height * cos)) / 2) * 2;
        return (place.X + (place.Width - width) / 2, place.Y + (place.Height - height) / 2, width, height);
    }

    /// <summary>A table of colours in the format of Adobe's .cube, red fastest.</summary>
    private static string Cube(CssFilter filter)
    {
        const int Size = 17;
        var text = new StringBuilder($"LUT_3D_SIZE {Size}\n");
        for (var i = 0; i < Size * Size * Size; i++)
        {
            var (red, green, blue) = filter.Apply(
                i % Size / (Size - 1.0), i / Size % Size / (Size - 1.0), i / (Size * Size) / (Size - 1.0));
            text.Append(CultureInfo.InvariantCulture, $"{red:0.#####} {green:0.#####} {blue:0.#####}\n");
        }
        return text.ToString();
    }

    private void WarnOfMissingFont(string layer, TextStyle style)
    {
        if (!Fonts.Has(style.Family))
            warnings.Add($"Layer \"{layer}\": the font \"{style.Family}\" is not installed; {Defaults.TextFamily} is used.");
    }

    private static string FirstLine(string message) => message.Trim().Split('\n')[0];
}
