using System.Globalization;
using NetVips;
using OpenGen.Making.Scenes;
using OpenGen.Rendering;

namespace OpenGen.Making.Motion;

/// <summary>Words that come in one after another over the film, a page at a time, and leave before it ends.</summary>
internal sealed class KineticType
{
    private readonly record struct Piece(Plate Plate, double X, double Y, double In, double Out);

    private readonly List<Piece> pieces = [];
    private readonly double seconds;
    private readonly double rise;

    public KineticType(string text, Setting setting, double seconds, RenderingOptions options)
    {
        this.seconds = seconds;
        rise = 46 * setting.Unit;
        var lettering = new Lettering(options);
        var pages = Pages(text, seconds);
        var each = seconds / pages.Count;
        for (var page = 0; page < pages.Count; page++) Set(pages[page], setting, lettering, page * each, each);
    }

    public void Place(double turn, List<Placed> into)
    {
        var now = turn * seconds;
        foreach (var piece in pieces)
        {
            if (now < piece.In || now > piece.Out) continue;
            var enter = Math.Clamp((now - piece.In) / 0.42, 0, 1);
            var leave = Math.Clamp((piece.Out - now) / 0.25, 0, 1);
            var settled = 1 - Math.Pow(1 - enter, 4);
            var pop = 0.86 + 0.14 * settled + 0.035 * Math.Sin(enter * Math.PI);
            var (w, h) = (piece.Plate.Width, piece.Plate.Height);
            into.Add(
                new(piece.Plate, piece.X + w * (1 - pop) / 2, piece.Y + h * (1 - pop) / 2 + (1 - settled) * rise - (1 - leave) * rise * 0.5,
                    pop, Math.Min(1, enter * 2.2) * leave));
        }
    }

    /// <summary>Sentences and phrases of at most seven words; fewer pages when there is little time.</summary>
    private static List<string[]> Pages(string text, double seconds)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var most = Math.Max(1, (int)(seconds / 1.4));
        var count = Math.Clamp((int)Math.Ceiling(words.Length / 6.0), 1, most);
        var size = (int)Math.Ceiling(words.Length / (double)count);   // evenly full, so that no word is left alone
        var pages = new List<string[]>();
        var page = new List<string>();
        foreach (var word in words)
        {
            page.Add(word);
            var ends = word[^1] is '.' or '!' or '?' or '…' or '。' or '؟';
            if (page.Count < size && !(ends && page.Count >= Math.Min(2, size) && pages.Count + 1 < most)) continue;
            pages.Add([.. page]);
            page.Clear();
        }
        if (page.Count > 0) pages.Add([.. page]);
        return pages;
    }

    private void Set(string[] words, Setting setting, Lettering lettering, double start, double length)
    {
        var (stage, u) = (setting.Stage, setting.Unit);
        var room = stage.Width * 0.84;
        // Scripts that join or run right to left are set by the line: their letters must not be torn from one another.
        var whole = words.Any(word => word.EnumerateRunes().Any(rune => rune.Value is > 0x58F and < 0x1E00 or > 0x2E7F and < 0x1F000));
        var longest = words.OrderByDescending(word => new StringInfo(word).LengthInTextElements).First();
        var accent = setting.Palette.Accent with { L = Math.Max(setting.Palette.Accent.L, 0.78) };
        var white = new Oklch(0.99, 0.004, 90);
        var size = Math.Min(124 * u, (stage.Height * 0.5) / Math.Max(2, words.Length * 0.62));
        var pad = 2 * lettering.Pad(size);
        List<List<Word>> lines;
        while (true)
        {
            pad = 2 * lettering.Pad(size);
            lines = whole
                ? [[new(lettering.Draw(string.Join(' ', words), size, white, room), 0)]]
                : Break(words, longest, lettering, size, white, accent, room);
            if (size <= 34 * u || lines.All(line => line.Sum(word => word.Image.Width - pad) <= room)) break;
            size *= 0.9;
        }

        var lead = size * 1.16;
        var y = stage.Height * 0.5 - lines.Sum(line => whole ? line[0].Image.Height : lead) / 2;
        var count = lines.Sum(line => line.Count);
        var stagger = Math.Min(0.16, length * 0.45 / count);
        var (index, leave) = (0, start + length - 0.02);
        foreach (var line in lines)
        {
            var gap = size * 0.24 - pad;
            var x = (stage.Width - line.Sum(word => word.Image.Width) - gap * (line.Count - 1)) / 2;
            foreach (var word in line)
            {
                pieces.Add(new(new Plate(word.Image), x, y + word.Drop - pad / 2, start + 0.06 + index++ * stagger, leave));
                x += word.Image.Width + gap;
            }
            y += lead;
        }
    }

    private readonly record struct Word(Image Image, double Drop);

    private static List<List<Word>> Break(
        string[] words, string longest, Lettering lettering, double size, Oklch white, Oklch accent, double room)
    {
        var lines = new List<List<Word>> { new() };
        var (used, pad) = (0.0, 2 * lettering.Pad(size));
        foreach (var word in words)
        {
            var key = ReferenceEquals(word, longest) && words.Length > 2;
            var image = lettering.Draw(word, size, key ? accent : white, 0);
            var wide = image.Width - pad;
            if (used > 0 && used + wide > room)
            {
                lines.Add([]);
                used = 0;
            }
            lines[^1].Add(new(image, lettering.Drop(word, size)));
            used += wide + size * 0.24;
        }
        return lines;
    }
}
