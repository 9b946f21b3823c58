using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using OpenGen.Media;

namespace OpenGen.Rendering.Tests.Making;

/// <summary>A folder of a test's own, and what ffprobe and ffmpeg say of a file in it.</summary>
public sealed class Workbench : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("opengen-making-").FullName;

    public RenderingOptions Options => new() { ScratchFolder = Path.Combine(folder, "scratch") };

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>Fields of the first stream of a kind ("v" or "a"), frames counted by decoding.</summary>
    public static async Task<Dictionary<string, string>> ProbeAsync(string file, string kind)
    {
        var answer = await Cli.Wrap("ffprobe")
            .WithArguments(["-v", "error", "-count_frames", "-select_streams", $"{kind}:0", "-show_entries",
                "stream=codec_name,profile,width,height,pix_fmt,color_space,color_transfer,color_primaries,r_frame_rate,nb_read_frames,sample_rate,channels,duration", "-of", "default=noprint_wrappers=1", file])
            .ExecuteBufferedAsync(Stop);
        return answer.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim());
    }

    /// <summary>Every frame as RGB, scaled to a size.</summary>
    public static async Task<List<byte[]>> FramesAsync(string file, int width, int height)
    {
        using var bytes = new MemoryStream();
        await Cli.Wrap("ffmpeg")
            .WithArguments(
                ["-v", "error", "-i", file, "-vf", string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}:flags=area"), "-f",
                    "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
            .WithStandardOutputPipe(PipeTarget.ToStream(bytes)).ExecuteAsync(Stop);
        return [.. bytes.ToArray().Chunk(width * height * 3)];
    }

    public static double Difference(byte[] one, byte[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
