using System.ComponentModel;
using NetVips;

namespace OpenGen.Media;

/// <summary>
/// Makes PNGs of HEIC pictures through libheif's heif-convert, which runs under the limits of FFmpeg and two minutes; they are kept in
/// the render cache.
/// </summary>
/// <param name="options">Where the program is, and the limits.</param>
/// <param name="cache">Keeps the PNGs.</param>
public sealed class HeicConverter(MediaOptions options, RenderCache cache)
{
    private readonly FFmpegTool tool = new(options);

    /// <summary>The PNG of a HEIC: upright, with its colour profile and its alpha, good for the next hour.</summary>
    /// <exception cref="HeicNotOpenedException">The file is broken or too large, or the program is not there.</exception>
    public async Task<string> PngAsync(string file, CancellationToken cancellationToken) => await cache.GetAsync(
        RenderCache.Key(typeof(HeicConverter), "heic", await cache.ContentAsync(file, cancellationToken)), ".png",
        path => ConvertAsync(file, path, cancellationToken), cancellationToken);

    /// <summary>What libvips can open of a picture: itself, or its PNG.</summary>
    /// <exception cref="HeicNotOpenedException">The file is broken or too large, or the program is not there.</exception>
    internal async Task<string> OpenableAsync(string file, CancellationToken cancellationToken) =>
        File.Exists(file) && HeicFile.TryRead(file, options, out _) ? await PngAsync(file, cancellationToken) : file;

    private async Task ConvertAsync(string file, string path, CancellationToken cancellationToken)
    {
        if (!HeicFile.TryRead(file, options, out var facts) || facts is null) throw new HeicNotOpenedException(Refusal.Of(file));
        using var scratch = new ScratchFolder(options);
        try
        {
            await tool.HeifConvertAsync(file, scratch.File("picture.png"), cancellationToken);
            await Task.Run(() => Take(scratch.Path, facts, path), cancellationToken);
        }
        catch (Exception missing) when (missing is InvalidOperationException or Win32Exception)
        {
            throw new HeicNotOpenedException(
                "is a HEIC picture, and heif-convert, which opens those, is not there: install libheif-examples or set "
                    + "Rendering:HeifConvertPath, or save it as JPEG or PNG", missing);
        }
        catch (Exception broken) when (broken is FFmpegFailedException or VipsException)
        {
            throw new HeicNotOpenedException(
                broken is FFmpegFailedException { Limit: { } limit }
                    ? $"is a HEIC picture that could not be opened: heif-convert was {limit}"
                    : "is a HEIC picture that is broken", broken);
        }
    }

    /// <summary>Of a file with several pictures it writes all, numbered; the one of the size that is expected is taken.</summary>
    private void Take(string folder, MediaFacts expected, string path)
    {
        string? taken = null;
        foreach (var made in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            using var header = Vips.Open(made, Enums.Access.Sequential);
            // The pictures may be larger than the header said.
            if ((long)header.Width * header.Height > options.MaxImagePixels) continue;
            var isIt = (header.Width, header.Height) == (expected.Width, expected.Height);
            if (isIt || taken is null) taken = made;
            if (isIt) break;
        }
        if (taken is null) throw new FFmpegFailedException(0, "No picture came out.");

        using var picture = Vips.Open(taken, Enums.Access.Sequential);
        // It is upright; libheif 1.15 leaves the camera's orientation in it all the same, and it would be turned twice.
        if (picture.Contains("orientation")) picture.Pngsave(path, compression: 1, keep: Enums.ForeignKeep.Icc);
        else File.Move(taken, path);
    }
}

/// <summary>A HEIC picture that could not be made a PNG; the message is the rest of a sentence that begins with "its file".</summary>
public sealed class HeicNotOpenedException(string message, Exception? inner = null) : Exception(message, inner);
