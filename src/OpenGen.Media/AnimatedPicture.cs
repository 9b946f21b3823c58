using NetVips;

namespace OpenGen.Media;

/// <summary>
/// An animated GIF or WebP: its pages in order, and how long each is shown. FFmpeg 5 does not decode such WebPs, and loops GIFs
/// without the last page's delay.
/// </summary>
/// <param name="Delays">Milliseconds of each page.</param>
internal sealed record AnimatedPicture(string File, int Width, int Height, IReadOnlyList<int> Delays)
{
    /// <summary>Pages shown for less are shown for 100 ms, as browsers do it.</summary>
    private const int LeastDelay = 11;

    /// <summary>Seconds.</summary>
    public double Duration => Delays.Sum(delay => (long)delay) / 1000.0;

    /// <summary>Reads the header, and no page.</summary>
    /// <exception cref="VipsException">The file is broken.</exception>
    public static AnimatedPicture Open(string file)
    {
        using var pages = OpenPages(file);
        var count = (int)pages.Get("n-pages");
        var delays = pages.Contains("delay") ? (int[])pages.Get("delay") : [];
        return new AnimatedPicture(
            file, pages.Width, pages.PageHeight,
            [.. Enumerable.Range(0, count).Select(i => i < delays.Length && delays[i] >= LeastDelay ? delays[i] : 100)]);
    }

    /// <summary>Writes RGBA frames at a rate, each page as often as it is shown: one page is in memory at a time.</summary>
    /// <param name="framesPerSecond">At a frame's moment, the page is written that is shown then.</param>
    /// <param name="frames">How many at most.</param>
    /// <returns>Whether there was a page that could be read; the first one that cannot be ends the frames.</returns>
    public async Task<bool> WriteFramesAsync(Stream target, int framesPerSecond, int frames, CancellationToken cancellationToken)
    {
        using var pages = OpenPages(File);
        long shownUntil = 0;
        var written = 0;
        for (var page = 0; page < Delays.Count && written < frames; page++)
        {
            shownUntil += Delays[page];
            if (TryRead(pages, page) is not { } pixels) break;
            for (; written < frames && written * 1000L < shownUntil * framesPerSecond; written++)
                await target.WriteAsync(pixels, cancellationToken);
        }
        return written > 0;
    }

    private byte[]? TryRead(Image pages, int page)
    {
        try
        {
            using var cut = pages.Crop(0, page * Height, Width, Height);
            using var colours = cut.Colourspace(Enums.Interpretation.Srgb);
            using var rgba = colours.HasAlpha() ? colours.Copy() : colours.Bandjoin(255);
            return rgba.WriteToMemory<byte>();
        }
        catch (VipsException)
        {
            return null;
        }
    }

    /// <summary>All pages as one tall picture that is decoded from top to bottom as it is read.</summary>
    private static Image OpenPages(string file) =>
        Image.NewFromFile(file, access: Enums.Access.Sequential, kwargs: new VOption { { "n", -1 } });
}
