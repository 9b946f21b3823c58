using System.Runtime.InteropServices;
using NetVips;

namespace OpenGen.Media;

/// <summary>libvips, opened safely: untrusted loaders blocked, no cache of operations kept between renders.</summary>
internal static class Vips
{
    static Vips()
    {
        NativeHeap.Prepare();
        // What it finds wrong with a file is the file's fault, and is told to those who gave it: no line on the server's console for each.
        NativeEnvironment.Set("VIPS_WARNING", "0");
        NetVips.NetVips.BlockUntrusted = true;
        // Shapes are SVGs of our own, in memory; no SVG file is ever opened.
        Operation.Block("VipsForeignLoadSvgBuffer", false);
        Cache.Max = 0;
    }

    /// <summary>Runs the static constructor.</summary>
    public static void Ready()
    {
    }

    public static Image Open(string file, Enums.Access access = Enums.Access.Random) => Image.NewFromFile(file, access: access);

    public static Image OpenOwnSvg(byte[] svg) => Image.SvgloadBuffer(svg);

    /// <summary>A see-through picture.</summary>
    public static Image Clear(int width, int height) =>
        Image.Black(width, height, bands: 4).Copy(interpretation: Enums.Interpretation.Srgb);

    /// <summary>Writes pixels as they are, row by row: what FFmpeg reads with no decoding.</summary>
    public static void WriteRaw(Image image, string file) => image.Rawsave(file);
}

/// <summary>The environment as native libraries see it; .NET keeps a copy of its own on Unix.</summary>
internal static partial class NativeEnvironment
{
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows()) _ = SetEnv(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
