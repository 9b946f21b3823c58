using System.Globalization;
using System.Text;
using NetVips;
using OpenGen.Rendering.Captions;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Drawing;

/// <summary>A caption layer as one track of pictures: FFmpeg shows each from its frame on.</summary>
/// <param name="ListFile">A list for FFmpeg's concat demuxer; its clock is frames at 30 fps from the layer's start.</param>
internal sealed record CaptionTrack(string ListFile, int X, int Y, int Width, int Height);

/// <summary>
/// Draws captions once for every change of what is seen: 1. each page's letters are set and what lies behind them is drawn;
/// 2. for each word of the page the letters are set again, that word in the highlight's colour; 3. all pictures get the same
/// size, that of the pages together, and go into one list with the frames at which they appear.
/// </summary>
internal static class CaptionPainter
{
    /// <summary>How a <c>pop</c> page grows, a frame each.</summary>
    private static readonly double[] PopScales = [0.62, 0.9, 1.07, 1.03];

    private sealed record State(int From, Picture? Picture);

    public static CaptionTrack Paint(CaptionLayer layer, Canvas canvas, string folder, string name, CancellationToken stop)
    {
        var states = new List<State>();
        foreach (var page in layer.Pages)
        {
            stop.ThrowIfCancellationRequested();
            if (page.From >= layer.Span.Frames) break;
            if (states.Count > 0 && states[^1].From == page.From) states.RemoveAt(states.Count - 1);
            if (states.Count == 0 && page.From > 0) states.Add(new State(0, null));
            states.AddRange(PaintPage(layer, page, canvas));
            states.Add(new State(page.End, null));
        }
        return Write(states, layer.Span.Frames, folder, name);
    }

    private static IEnumerable<State> PaintPage(CaptionLayer layer, CaptionPage page, Canvas canvas)
    {
        var style = layer.Style;
        var texts = page.Words.Select(word => TextPainter.Transform(word.Text, style.Transform)).ToList();
        var hint = layer.Look.Box;
        var room = hint.Width ?? canvas.Width * (1 - 2 * Defaults.TextMargin);
        // Words longer than a line would be cut in two: set the page smaller instead, down to half.
        style = Fitting(style, texts, room);

        Box? box = null;
        Picture? under = null;
        for (var i = 0; i < page.Words.Count; i++)
        {
            // Words that begin in the same frame: the last of them is the one being spoken.
            if (i + 1 < page.Words.Count && page.Words[i + 1].From == page.Words[i].From) continue;
            var inked = TextInk.Draw(Runs(texts, i, style.Color, layer.Highlight), style, room - style.Padding.Left - style.Padding.Right);
            box ??= Place(inked, style, hint, canvas);
            under ??= TextPainter.Under(inked, style, box.Value, layer.Look.Radius.IsZero && layer.Template == CaptionTemplate.Classic ? new CornerRadius(18 * canvas.Scale, 0) : layer.Look.Radius);
            var picture = TextPainter.Over(under, inked, style, box.Value);

            var from = page.Words[i].From;
            if (layer.Template == CaptionTemplate.Pop && i == 0)
            {
                for (var step = 0; step < PopScales.Length && from + step < NextChange(page, i); step++)
                    yield return new State(from + step, Finish(Scaled(picture, PopScales[step], box.Value), layer, box.Value));
                from += PopScales.Length;
                if (from >= NextChange(page, i)) continue;
            }
            yield return new State(from, Finish(picture, layer, box.Value));
        }
    }

    private static int NextChange(CaptionPage page, int word) =>
        page.Words.Skip(word + 1).Select(next => next.From).Where(from => from > page.Words[word].From).DefaultIfEmpty(page.End).First();

    private static Picture Finish(Picture picture, CaptionLayer layer, Box box) =>
        picture.Trimmed().Rotated(layer.Look.Rotation, box.CentreX, box.CentreY).Faded(layer.Look.Opacity);

    private static TextStyle Fitting(TextStyle style, List<string> texts, double room)
    {
        var widest = 0.0;
        foreach (var text in texts)
        {
            var inked = TextInk.Draw([new TextRun(text, style.Color)], style, 16_000);
            widest = Math.Max(widest, inked.Image.Width);
            inked.Image.Dispose();
        }
        var fits = room - style.Padding.Left - style.Padding.Right - 2 * style.Stroke;
        if (widest <= fits) return style;
        var factor = Math.Max(0.5, fits / widest * 0.99);
        return style with { Size = style.Size * factor, LineHeight = style.LineHeight * factor, LetterSpacing = style.LetterSpacing * factor, Stroke = style.Stroke * factor };
    }

    private static List<TextRun> Runs(List<string> texts, int spoken, Rgba color, Rgba highlight)
    {
        var runs = new List<TextRun>();
        for (var i = 0; i < texts.Count; i++)
        {
            var space = i + 1 < texts.Count && !(EndsUnspaced(texts[i]) && StartsUnspaced(texts[i + 1])) ? " " : "";
            runs.Add(new TextRun(texts[i], i == spoken ? highlight : color));
            if (space.Length > 0) runs.Add(new TextRun(space, color));
        }
        return runs;
    }

    private static bool StartsUnspaced(string word) => Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done && Script.IsUnspaced(rune);

    private static bool EndsUnspaced(string word) => Rune.DecodeLastFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done && Script.IsUnspaced(rune);

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
        return new Picture(image, (int)Math.Round(box.CentreX + (picture.X - box.CentreX) * scale), (int)Math.Round(box.CentreY + (picture.Y - box.CentreY) * scale));
    }

    private static CaptionTrack Write(List<State> states, int frames, string folder, string name)
    {
        var pictures = states.Where(state => state.Picture is not null).Select(state => state.Picture!).ToList();
        var x = pictures.Min(picture => picture.X);
        var y = pictures.Min(picture => picture.Y);
        var width = pictures.Max(picture => picture.X + picture.Image.Width) - x;
        var height = pictures.Max(picture => picture.Y + picture.Image.Height) - y;

        var list = new StringBuilder("ffconcat version 1.0\n");
        string? blank = null;
        for (var i = 0; i < states.Count; i++)
        {
            var state = states[i];
            if (state.From >= frames) break;
            var end = Math.Min(frames, i + 1 < states.Count ? states[i + 1].From : frames);
            string file;
            if (state.Picture is { } picture)
            {
                file = $"{name}-{i}.png";
                WritePng(picture.Image.Embed(picture.X - x, picture.Y - y, width, height, extend: Enums.Extend.Background, background: [0, 0, 0, 0]), Path.Combine(folder, file));
                picture.Dispose();
            }
            else
            {
                file = blank ??= WriteBlank();
            }
            // Microseconds from rounded edges, so that errors never add up.
            var length = Microseconds(end) - Microseconds(state.From);
            list.Append(CultureInfo.InvariantCulture, $"file {file}\noption framerate 30\nduration {length / 1_000_000}.{length % 1_000_000:d6}\n");
        }
        var listFile = Path.Combine(folder, name + ".ffconcat");
        File.WriteAllText(listFile, list.ToString());
        return new CaptionTrack(listFile, x, y, width, height);

        string WriteBlank()
        {
            var file = $"{name}-blank.png";
            WritePng(Vips.Clear(width, height), Path.Combine(folder, file));
            return file;
        }
    }

    private static void WritePng(Image image, string file) => image.Pngsave(file, compression: 1, filter: Enums.ForeignPngFilter.None);

    private static long Microseconds(int frame) => (long)Math.Round(frame * 1_000_000.0 / Timeline.FramesPerSecond);
}
