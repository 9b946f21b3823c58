using System.Buffers.Binary;
using System.Text;

namespace OpenGen.Rendering.Drawing;

/// <summary>Reads the family names of the TrueType and OpenType files of some folders, from their <c>name</c> tables.</summary>
internal static class FontNames
{
    private const int Family = 1;
    private const int TypographicFamily = 16;

    public static HashSet<string> In(IEnumerable<string> folders)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in folders.SelectMany(Files))
        {
            try
            {
                using var stream = File.OpenRead(file);
                Read(stream, found);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // A broken font is no family; fontconfig leaves it out too.
            }
        }
        return found;
    }

    /// <summary>The font files of a folder and those below it; none when it is not there.</summary>
    public static IEnumerable<string> Files(string folder) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc" or ".otc");

    private static void Read(Stream font, HashSet<string> found)
    {
        var head = At(font, 0, 12);
        if (!head.AsSpan().StartsWith("ttcf"u8))
        {
            ReadFace(font, 0, found);
            return;
        }
        var faces = Math.Min(64, BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(8)));
        for (var i = 0; i < faces; i++) ReadFace(font, BinaryPrimitives.ReadUInt32BigEndian(At(font, 12 + 4 * i, 4)), found);
    }

    private static void ReadFace(Stream font, long start, HashSet<string> found)
    {
        int tables = BinaryPrimitives.ReadUInt16BigEndian(At(font, start + 4, 2));
        var directory = At(font, start + 12, tables * 16);
        for (var i = 0; i < tables; i++)
        {
            var entry = directory.AsSpan(i * 16, 16);
            if (entry.StartsWith("name"u8))
                ReadNames(
                    At(font, BinaryPrimitives.ReadUInt32BigEndian(entry[8..]),
                        (int)Math.Min(1 << 20, BinaryPrimitives.ReadUInt32BigEndian(entry[12..]))), found);
        }
    }

    private static void ReadNames(ReadOnlySpan<byte> table, HashSet<string> found)
    {
        int count = BinaryPrimitives.ReadUInt16BigEndian(table[2..]);
        int strings = BinaryPrimitives.ReadUInt16BigEndian(table[4..]);
        for (var i = 0; i < count && 6 + i * 12 + 12 <= table.Length; i++)
        {
            var record = table.Slice(6 + i * 12, 12);
            int platform = BinaryPrimitives.ReadUInt16BigEndian(record), name = BinaryPrimitives.ReadUInt16BigEndian(record[6..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(record[8..]),
            offset = strings + BinaryPrimitives.ReadUInt16BigEndian(record[10..]);
            if (name is Family or TypographicFamily && platform is 0 or 3 && offset + length <= table.Length)
                found.Add(Encoding.BigEndianUnicode.GetString(table.Slice(offset, length)));
        }
    }

    private static byte[] At(Stream font, long offset, int length)
    {
        var bytes = new byte[length];
        font.Position = offset;
        font.ReadExactly(bytes);
        return bytes;
    }
}
