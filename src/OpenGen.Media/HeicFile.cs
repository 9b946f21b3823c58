using System.Buffers.Binary;

namespace OpenGen.Media;

/// <summary>
/// HEIC pictures, known by their first bytes. The libvips we ship cannot decode them: here their header alone is read, to know their
/// size before anything is decoded.
/// </summary>
/// <remarks>
/// It is boxes within boxes (ISO/IEC 14496-12 and 23008-12), and no length or count in them is believed:
/// 1. the brands say that it is a HEIC; 2. <c>meta</c> is among the outermost boxes; 3. <c>pitm</c> names the picture that is meant;
/// 4. <c>ipma</c> numbers its properties among those of <c>ipco</c>: its size, and how it is cropped and turned, in their order.
/// </remarks>
internal static class HeicFile
{
    /// <summary>What <see cref="MediaFacts.Demuxer"/> is for them.</summary>
    public const string Demuxer = "heif";

    /// <summary>Bytes; a phone's has four thousand, a panorama's of hundreds of tiles some ten thousand.</summary>
    private const int LongestMeta = 1 << 20;

    private const int MostOutermost = 64;

    /// <summary>The facts of a HEIC; null when it is broken or too large.</summary>
    /// <returns>False when it is none, or a film of that kind without a picture of its own.</returns>
    public static bool TryRead(string file, MediaOptions options, out MediaFacts? facts)
    {
        facts = null;
        using var stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[256];
        // 1
        if (!IsHeic(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)])) return false;
        // 2, 3
        ReadOnlySpan<byte> boxes = ReadMeta(stream);
        if (Find(boxes, "pitm"u8) is not { Length: > 4 } pitm || !TryNumber(ref pitm, 4, out var version)
            || !TryNumber(ref pitm, version >> 24 == 0 ? 2 : 4, out var primary)) return false;
        // 4
        var iprp = Find(boxes, "iprp"u8);
        var ipco = Find(iprp, "ipco"u8);
        var properties = new List<Range>();
        for (var rest = ipco; TryTake(ref rest, out _, out var body);)
            properties.Add((ipco.Length - rest.Length - body.Length - 8)..(ipco.Length - rest.Length));
        if (TryMeasure(ipco, properties, IndicesOf(primary, iprp), options.MaxImagePixels) is not var (width, height)) return true;
        var hasAlpha = ipco.IndexOf("hevc:2015:auxid:1"u8) >= 0 || ipco.IndexOf("auxiliary:alpha"u8) >= 0;
        facts = new MediaFacts(MediaKind.Image, width, height, 0, 0, "heic", null, false, Demuxer, hasAlpha);
        return true;
    }

    /// <summary>
    /// Whether a file that begins so is a HEIC, or a film of that kind; brands of AVIF and of other pictures are not ours.
    /// </summary>
    public static bool IsHeic(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16 || !head[4..8].SequenceEqual("ftyp"u8)) return false;
        if (IsOurs(head[8..12])) return true;
        if (!head[8..12].SequenceEqual("mif1"u8) && !head[8..12].SequenceEqual("msf1"u8)) return false;
        var end = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), head.Length);
        for (var at = 16; at + 4 <= end; at += 4) if (IsOurs(head[at..(at + 4)])) return true;
        return false;
    }

    private static bool IsOurs(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8)
            || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8);

    /// <summary>The boxes within <c>meta</c>; none when it is not there, cut off or longer than any honest one.</summary>
    private static byte[] ReadMeta(FileStream stream)
    {
        var head = new byte[16];
        var at = 0L;
        for (var i = 0; i < MostOutermost && at <= stream.Length - head.Length; i++)
        {
            stream.Position = at;
            stream.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head) switch
            {
                0 => stream.Length - at,
                1 => BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)),
                var told => told,
            };
            if (length < 8 || length > stream.Length - at) return [];
            if (head.AsSpan(4, 4).SequenceEqual("meta"u8))
            {
                if (length is < 12 or > LongestMeta) return [];
                // After its own length and name come four bytes of version and flags.
                stream.Position = at + 12;
                var boxes = new byte[length - 12];
                stream.ReadExactly(boxes);
                return boxes;
            }
            at += length;
        }
        return [];
    }

    /// <summary>The size as shown; null when it is not said, or when that or any other picture of the file is too large.</summary>
    private static (int Width, int Height)? TryMeasure(ReadOnlySpan<byte> ipco, List<Range> properties, List<int> indices, long mostPixels)
    {
        foreach (var property in properties)
            if (SizeOf(ipco[property]) is var (w, h) && (w == 0 || h == 0 || w > mostPixels / h)) return null;
        var (width, height) = (0L, 0L);
        foreach (var index in indices)
        {
            // They are numbered from 1; 0 is none.
            if (index < 1 || index > properties.Count) continue;
            var box = ipco[properties[index - 1]];
            if (SizeOf(box) is { } size) (width, height) = size;
            else if (IsBox(box, "irot"u8, 1) && (box[8] & 1) == 1) (width, height) = (height, width);
            else if (IsBox(box, "clap"u8, 16))
            {
                width = Math.Min(width, Cropped(box[8..]));
                height = Math.Min(height, Cropped(box[16..]));
            }
        }
        return width > 0 && height > 0 ? ((int)width, (int)height) : null;
    }

    private static (long Width, long Height)? SizeOf(ReadOnlySpan<byte> box) =>
        IsBox(box, "ispe"u8, 12)
            ? (BinaryPrimitives.ReadUInt32BigEndian(box[12..]), BinaryPrimitives.ReadUInt32BigEndian(box[16..]))
            : null;

    /// <summary>A length as a fraction.</summary>
    private static long Cropped(ReadOnlySpan<byte> fraction) =>
        BinaryPrimitives.ReadUInt32BigEndian(fraction[4..]) is var below and > 0
            ? BinaryPrimitives.ReadUInt32BigEndian(fraction) / below
            : 0;

    private static bool IsBox(ReadOnlySpan<byte> box, ReadOnlySpan<byte> name, int body) =>
        box.Length >= 8 + body && box[4..8].SequenceEqual(name);

    private static List<int> IndicesOf(uint item, ReadOnlySpan<byte> iprp)
    {
        var indices = new List<int>();
        while (indices.Count == 0 && TryTake(ref iprp, out var name, out var ipma))
        {
            if (!name.SequenceEqual("ipma"u8) || !TryNumber(ref ipma, 4, out var version) || !TryNumber(ref ipma, 4, out var entries))
                continue;
            var (idBytes, indexBytes, mark) = (version >> 24 == 0 ? 2 : 4, (version & 1) + 1, (version & 1) == 0 ? 0x80u : 0x8000u);
            for (; entries > 0 && TryNumber(ref ipma, idBytes, out var id) && TryNumber(ref ipma, 1, out var count); entries--)
                for (; count > 0 && TryNumber(ref ipma, (int)indexBytes, out var index); count--)
                    // Its highest bit says that a reader must understand it.
                    if (id == item) indices.Add((int)(index & ~mark));
        }
        return indices;
    }

    /// <summary>What is in the first box of a name; nothing when there is none.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> wanted)
    {
        while (TryTake(ref boxes, out var name, out var body))
            if (name.SequenceEqual(wanted)) return body;
        return [];
    }

    /// <summary>
    /// The next box; false at the end and at a length that cannot be. Within <c>meta</c> none needs 64 bits or lasts until the end.
    /// </summary>
    private static bool TryTake(scoped ref ReadOnlySpan<byte> boxes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> body)
    {
        name = body = [];
        if (boxes.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(boxes) is not (>= 8 and var length) || length > boxes.Length)
            return false;
        name = boxes[4..8];
        body = boxes[8..(int)length];
        boxes = boxes[(int)length..];
        return true;
    }

    private static bool TryNumber(scoped ref ReadOnlySpan<byte> from, int bytes, out uint value)
    {
        value = 0;
        if (from.Length < bytes) return false;
        foreach (var next in from[..bytes]) value = value << 8 | next;
        from = from[bytes..];
        return true;
    }
}
