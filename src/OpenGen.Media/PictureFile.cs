using NetVips;

namespace OpenGen.Media;

/// <summary>Picture files that libvips opens, still or moving: JPEG, PNG, WebP, AVIF and GIF, known by their first bytes.</summary>
/// <remarks>SVG and every loader that libvips calls untrusted stay shut: they can name other files.</remarks>
internal static class PictureFile
{
    /// <summary>How many pixels all pages of an animation may have together, in pictures of the largest size.</summary>
    private const int MostPictures = 40;

    /// <summary>The facts of a picture; null when it is none of ours, is broken or too large.</summary>
    public static MediaFacts? TryReadFacts(string file, MediaOptions options)
    {
        if (Sniff(file) is not { } format) return null;
        try
        {
            using var image = Vips.Open(file, access: Enums.Access.Sequential);
            var pages = image.Contains("n-pages") ? (int)image.Get("n-pages") : 1;
            if ((long)image.Width * image.Height > options.MaxImagePixels) return null;

            if (pages > 1 && (format is "gif" or "webp")) return Animation(file, format, image.HasAlpha(), options);

            var turned = image.Contains("orientation") && (int)image.Get("orientation") >= 5;
            var (width, height) = turned ? (image.Height, image.Width) : (image.Width, image.Height);
            return new MediaFacts(MediaKind.Image, width, height, 0, 0, format, null, false, "", image.HasAlpha());
        }
        catch (VipsException)
        {
            return null;
        }
    }

    private static MediaFacts? Animation(string file, string format, bool hasAlpha, MediaOptions options)
    {
        var picture = AnimatedPicture.Open(file);
        if ((long)picture.Width * picture.Height * picture.Delays.Count > MostPictures * options.MaxImagePixels) return null;
        return new MediaFacts(
            MediaKind.Video, picture.Width, picture.Height, picture.Duration, picture.Delays.Count / picture.Duration, format, null, false,
            "", hasAlpha);
    }

    private static string? Sniff(string file)
    {
        Span<byte> head = stackalloc byte[64];
        using (var stream = File.OpenRead(file)) head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length < 16) return null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])) return "jpeg";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return "png";
        if (head.StartsWith("GIF8"u8)) return "gif";
        if (head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8)) return "webp";
        // Its own brand comes first, or after the general one of pictures (mif1).
        if (head[4..8].SequenceEqual("ftyp"u8) && (head[8..].IndexOf("avif"u8) >= 0 || head[8..].IndexOf("avis"u8) >= 0)) return "avif";
        return null;
    }
}
