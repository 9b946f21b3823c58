
namespace OpenGen.Media;

/// <summary>Why a file that the probe refused is none that can be opened, for the person who gave it; told by its first bytes.</summary>
internal static class Refusal
{
    /// <summary>The rest of a sentence that begins with "its file".</summary>
    public static string Of(string file)
    {
        if (Directory.Exists(file)) return "is a folder";
        if (!File.Exists(file)) return "is not there any more";
        if (!IsRegular(file)) return "is empty";
        var head = new byte[4096];
        using (var stream = File.OpenRead(file)) Array.Resize(ref head, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return OfHead(head, new FileInfo(file).Length);
    }

    /// <summary>Whether a file holds bytes of its own: pipes, sockets and devices, which may never end, have no length.</summary>
    public static bool IsRegular(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    private static string OfHead(ReadOnlySpan<byte> head, long length)
    {
        if (HeicFile.IsHeic(head)) return "is a HEIC picture that is broken or has too many pixels";
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
            return "is an MP4 whose index (moov) is missing or broken: it was cut off while it was recorded or sent, so record or send it "
                + "again";
        var text = head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("#EXTM3U"u8) || text.StartsWith("ffconcat"u8) || text.IndexOf("<MPD"u8) >= 0)
            return "is a playlist, which names other files: give the video itself";
        if (text.IndexOf("<svg"u8) >= 0) return "is an SVG, which is not opened because it may name other files: save it as PNG";
        if (text.StartsWith("%PDF"u8)) return "is a PDF: save its page as PNG";
        return length < 100
            ? "is too short to be a picture, video or sound"
            : "is not a picture, video or sound that can be opened, is broken, or has too many pixels";
    }
}
