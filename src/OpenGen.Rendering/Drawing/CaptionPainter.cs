using System.Runtime.ExceptionServices;
using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

/// <summary>
/// Draws captions once for every change of what is seen: 1. every page is set, to know the area that all of them need;
/// 2. page by page, what lies behind the letters is drawn; 3. for each word the letters are set again with that word in the
/// highlight's colour, and the picture is written with the frame at which it appears. Every core has one page in memory at a time.
/// </summary>
internal static class CaptionPainter
{
    /// <summary>How a <c>pop</c> page grows, a frame each.</summary>
    private static readonly double[] PopScales = [0.62, 0.9, 1.07, 1.03];

    /// <summary>A page with its size settled.</summary>
    /// <param name="Room">Where its lines wrap, pixels.</param>
    private sealed record SetPage(CaptionPage Page, IReadOnlyList<string> Texts, TextStyle Style, double Room, Box Box, Area Extent);

    /// <param name="window">The frames of the layer that will be looked at; pages outside of it are not drawn.</param>
    /// <returns>The pictures, whose clock is frames at 30 fps from the layer's start, and where they lie.</returns>
    public static (PictureTrack Track, Area Area) Paint(
        CaptionLayer layer, Canvas canvas, FrameSpan window, string folder, string name, CancellationToken cancellationToken)
    {
        var seen = layer.Pages.Where(page => page.From < window.End && page.End > window.From).ToList();
        var pages = new SetPage[seen.Count];
        ForEach(pages.Length, i => pages[i] = Set(layer, seen[i], canvas), cancellationToken);
        var area = pages.Length == 0
            ? new Area(0, 0, 2, 2)
            : pages.Select(page => page.Extent).Aggregate((all, one) => all.Union(one)).On(canvas);

        var painted = new PictureTrack[pages.Length];
        ForEach(painted.Length, i =>
        {
            painted[i] = new PictureTrack(folder, Expression.Of($"{name}-{i}"), area);
            PaintPage(layer, pages[i], canvas, painted[i]);
        }, cancellationToken);

        var track = new PictureTrack(folder, name, area);
        for (var i = 0; i < pages.Length; i++)
        {
            track.Append(painted[i]);
            track.Clear(pages[i].Page.End);
        }
        return (track, area);
    }

    /// <summary>Does something for every page, on all cores; what goes wrong with one of them is thrown as it is.</summary>
    private static void ForEach(int pages, Action<int> work, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(
                0, pages,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private static SetPage Set(CaptionLayer layer, CaptionPage page, Canvas canvas)
    {
        var hint = layer.Look.Box;
        var room = Room(hint, canvas);
        var texts = page.Words.Select(word => TextPainter.Transform(word.Text, layer.Style.Transform)).ToList();
        var style = Fitting(layer.Style, texts, room);
        room = Balanced(texts, style, room);
        var inked = Ink(texts, -1, style, layer.Highlight, room);
        using (inked.Image)
        {
            var box = Place(inked, style, hint, canvas);
            var scale = layer.Template == CaptionTemplate.Pop ? PopScales.Max() : 1;
            return new SetPage(
                page, texts, style, room, box,
                TextPainter.Extent(inked, style, box).Around(box.CentreX, box.CentreY, layer.Look.Rotation, scale));
        }
    }

    private static void PaintPage(CaptionLayer layer, SetPage set, Canvas canvas, PictureTrack track)
    {
        var (page, texts, style, room, box, _) = set;
        var radius = layer.Look.Radius.IsZero && layer.Template == CaptionTemplate.Classic
            ? new CornerRadius(18 * canvas.Scale, 0)
            : layer.Look.Radius;
        Backing? under = null;
        for (var i = 0; i < page.Words.Count; i++)
        {
            var from = page.Words[i].From;
            // Words that begin in the same frame: the last of them is the one being spoken.
            if (i + 1 < page.Words.Count && page.Words[i + 1].From == from) continue;

            var inked = Ink(texts, i, style, layer.Highlight, room);
            under ??= TextPainter.Under(inked, style, box, radius);
            using var picture = TextPainter.Over(under, inked, style, box);
            inked.Image.Dispose();

            if (layer.Template == CaptionTemplate.Pop && from == page.Words[0].From)
            {
                var next = i + 1 < page.Words.Count ? page.Words[i + 1].From : page.End;
                foreach (var scale in PopScales)
                {
                    if (from >= next) break;
                    using var grown = Scaled(picture, scale, box);
                    track.Show(from++, Finish(grown, layer, box));
                }
                if (from >= next) continue;
            }
            track.Show(from, Finish(picture, layer, box));
        }
    }

    private static double Room(BoxHint hint, Canvas canvas) => hint.Width ?? canvas.Width * (1 - 2 * Defaults.TextMargin);

    private static Inked Ink(IReadOnlyList<string> texts, int spoken, TextStyle style, Rgba highlight, double room) =>
        TextInk.Draw(Runs(texts, spoken, style.Color, highlight), style, room - style.Padding.Left - style.Padding.Right);

    private static Picture Finish(Picture picture, CaptionLayer layer, Box box) =>
        picture.Rotated(layer.Look.Rotation, box.CentreX, box.CentreY).Faded(layer.Look.Opacity);

    /// <summary>A word longer than a line would be cut in two: its page is set smaller instead, down to half.</summary>
    private static TextStyle Fitting(TextStyle style, List<string> texts, double room)
    {
        var widest = 0.0;
        var most = texts.Max(text => text.Length);
        foreach (var text in texts.Where(text => text.Length * 2 > most)) widest = Math.Max(widest, Width(text, style));
        var fits = room - style.Padding.Left - style.Padding.Right - 2 * style.Stroke;
        if (widest <= fits) return style;
        var factor = Math.Max(0.5, fits / widest * 0.99);
        return style with
        {
            Size = style.Size * factor,
            LineHeight = style.LineHeight * factor,
            LetterSpacing = style.LetterSpacing * factor,
            Stroke = style.Stroke * factor,
        };
    }

    private static double Width(string text, TextStyle style)
    {
        var inked = TextInk.Draw([new TextRun(text, style.Color)], style, 16_000);
        using (inked.Image) return inked.Image.Width;
    }

    /// <summary>
    /// Lines of like length: the narrowest wrap that makes no further line, so that no word is left alone on the last one.
    /// </summary>
    private static double Balanced(List<string> texts, TextStyle style, double room)
    {
        var (height, width) = Measure(room);
        if (height < style.LineHeight * 1.5) return room;
        // Narrower than its longest word, a line would break inside it. Letters take a little more room than their ink.
        var longest = texts.Max(text => Width(text, style)) + style.Size * 0.15 + style.Padding.Left + style.Padding.Right;
        var (least, most) = (Math.Min(Math.Max(width / 2.0, longest), room), room);
        for (var i = 0; i < 5; i++)
        {
            var middle = (least + most) / 2;
            if (Measure(middle) is var tried && tried.Height <= height && tried.Width <= middle) most = middle;
            else least = middle;
        }
        return most;

        (int Height, int Width) Measure(double wrap)
        {
            var inked = Ink(texts, -1, style, style.Color, wrap);
            using (inked.Image) return (inked.Height, inked.Image.Width);
        }
    }

    private static List<TextRun> Runs(IReadOnlyList<string> texts, int spoken, Rgba color, Rgba highlight)
    {
        var runs = new List<TextRun>();
        for (var i = 0; i < texts.Count; i++)
        {
            runs.Add(new TextRun(texts[i], i == spoken ? highlight : color));
            if (i + 1 < texts.Count && !(EndsUnspaced(texts[i]) && StartsUnspaced(texts[i + 1]))) runs.Add(new TextRun(" ", color));
        }
        return runs;
    }

    private static bool StartsUnspaced(string word) =>
        Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done && Script.IsUnspaced(rune);

    private static bool EndsUnspaced(string word) =>
        Rune.DecodeLastFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done && Script.IsUnspaced(rune);

    private static Box Place(Inked inked, TextStyle style, BoxHint hint, Canvas canvas)
    {
        var width = inked.Image.Width + style.Padding.Left + style.Padding.Right;
        var height = inked.Height + style.Padding.Top + style.Padding.Bottom;
        var areaWidth = hint.Width ?? (hint.Left is { } l ? canvas.Width - l : canvas.Width);
        var left = (hint.Left ?? (canvas.Width - areaWidth) / 2) + style.Align switch
        {
            TextAlign.Left or TextAlign.Start => 0,
            TextAlign.Right or TextAlign.End => areaWidth - width,
            _ => (areaWidth - width) / 2,
        };
        var top = hint switch
        {
            { Top: { } given, Height: { } tall } => given + (tall - height) / 2,
            { Top: { } given } => given,
            _ => canvas.Height * Defaults.CaptionCentre - height / 2,
        };
        return new Box(left, top, width, height);
    }

    private static Picture Scaled(Picture picture, double scale, Box box)
    {
        using var premultiplied = picture.Image.Premultiply();
        using var resized = premultiplied.Resize(scale, kernel: Enums.Kernel.Linear);
        var image = resized.Unpremultiply().Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return new Picture(
            image, (int)Math.Round(box.CentreX + (picture.X - box.CentreX) * scale),
            (int)Math.Round(box.CentreY + (picture.Y - box.CentreY) * scale));
    }
}
