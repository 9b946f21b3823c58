using System.Buffers.Binary;
using CliWrap;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Tests;

/// <summary>Writes HEIC pictures as phones do: tiles in a grid, turned by a property, with the camera's EXIF beside them.</summary>
internal static class Heic
{
    /// <summary>Makes a HEIC of pictures that heif-enc reads (JPEG, PNG); the first is the one that is meant.</summary>
    public static Task EncodeAsync(string path, params string[] pictures) =>
        Cli.Wrap("heif-enc").WithArguments([.. pictures, "-q", "95", "-o", path]).ExecuteAsync(TestContext.Current.CancellationToken);

    /// <summary>Four HEICs of 64 pixels square as the tiles of one.</summary>
    /// <param name="turns">Quarters to the left.</param>
    /// <param name="orientation">EXIF's, which readers of HEIC leave alone.</param>
    public static byte[] Tiled(IReadOnlyList<byte[]> tiles, byte turns, byte orientation)
    {
        var coded = tiles.Select(tile => tile[(Find(tile, "mdat") + 4)..]).ToList();
        byte[] exif = [0, 0, 0, 0, .. "MM\0*\0\0\0\u0008"u8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] grid = [0, 0, 1, 1, 0, 128, 0, 128];
        var hvcc = tiles[0][(Find(tiles[0], "hvcC") - 4)..];
        hvcc = hvcc[..BinaryPrimitives.ReadInt32BigEndian(hvcc)];
        byte[] ftyp = Box("ftyp", "heic"u8.ToArray(), [0, 0, 0, 0], "mif1heic"u8.ToArray());

        var meta = Meta(0);
        return [.. ftyp, .. Meta(ftyp.Length + meta.Length + 8), .. Box("mdat", [.. coded.SelectMany(tile => tile)], exif)];

        // Items 1 to 4 are the tiles, 5 is the picture, 6 its EXIF.
        byte[] Meta(int dataStart) => Box(
            "meta", Zeros(4), Box("hdlr", Zeros(8), "pict"u8.ToArray(), Zeros(13)), Box("pitm", Zeros(4), [0, 5]),
            Box("iinf", Zeros(4), [0, 6], [.. Enumerable.Range(1, 6).SelectMany(Info)]),
            Box("iref", Zeros(4), Box("dimg", [0, 5, 0, 4, 0, 1, 0, 2, 0, 3, 0, 4]), Box("cdsc", [0, 6, 0, 1, 0, 5])),
            Box("iprp",
                Box("ipco", hvcc, Box("ispe", Zeros(4), [0, 0, 0, 64, 0, 0, 0, 64]), Box("ispe", Zeros(4), [0, 0, 0, 128, 0, 0, 0, 128]),
                    Box("irot", [turns])),
                Box("ipma", Zeros(4),
                    [0, 0, 0, 5, 0, 1, 2, 0x81, 2, 0, 2, 2, 0x81, 2, 0, 3, 2, 0x81, 2, 0, 4, 2, 0x81, 2, 0, 5, 2, 3, 0x84])),
            Box("idat", grid),
            Box("iloc", [1, 0, 0, 0, 0x44, 0, 0, 6], [.. Locations(dataStart)]));

        byte[] Info(int item) =>
            Box("infe", [2, 0, 0, (byte)(item <= 4 ? 1 : 0), 0, (byte)item, 0, 0],
                item switch { <= 4 => "hvc1"u8.ToArray(), 5 => "grid"u8.ToArray(), _ => "Exif"u8.ToArray() }, [0]);

        IEnumerable<byte> Locations(int start)
        {
            for (var item = 1; item <= 6; item++)
            {
                var length = item switch { <= 4 => coded[item - 1].Length, 5 => grid.Length, _ => exif.Length };
                foreach (var part in (byte[])[
                    0, (byte)item, 0, (byte)(item == 5 ? 1 : 0), 0, 0, 0, 1, .. Number(item == 5 ? 0 : start), .. Number(length)])
                    yield return part;
                if (item != 5) start += length;
            }
        }
    }

    /// <summary>The file with the bytes after a name, past version and flags, replaced.</summary>
    public static byte[] With(byte[] file, string box, params byte[] value)
    {
        var changed = file.ToArray();
        value.CopyTo(changed, Find(file, box) + 8);
        return changed;
    }

    /// <summary>Four bytes, the highest first.</summary>
    public static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Zeros(int count) => new byte[count];

    private static int Find(byte[] file, string box)
    {
        var at = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box));
        Assert.True(at > 0, box);
        return at;
    }

    private static byte[] Box(string name, params ReadOnlySpan<byte[]> parts)
    {
        byte[] body = [.. parts.ToArray().SelectMany(part => part)];
        return [.. Number(body.Length + 8), .. System.Text.Encoding.ASCII.GetBytes(name), .. body];
    }
}
