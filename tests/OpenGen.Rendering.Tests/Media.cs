using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Pipeline;

namespace OpenGen.Rendering.Tests;

/// <summary>Small media files, each made once by FFmpeg for the whole run, and what tests read back from renders.</summary>
public sealed class Media : IAsyncLifetime
{
    public static readonly (int R, int G, int B) Red = (255, 0, 0), Green = (0, 255, 0), Blue = (0, 0, 255), White = (255, 255, 255);

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"opengen-tests-{Guid.NewGuid():n}");

    public RenderingOptions Options { get; private set; } = new();

    internal FFmpegTool FFmpeg { get; private set; } = null!;

    public string RedClip => In("red.mp4");

    public string CountingClip => In("counting.mp4");

    /// <summary>8 s at 30 fps that grow lighter, one key frame every 1.5 s, the index at the front.</summary>
    public string LongClip => In("long.mp4");

    public string FlashAndClick => In("flash.mp4");

    public string Photo => In("photo.png");

    public string Speech => In("speech.wav");

    public string Music => In("music.mp3");

    public string Whisper => In("whisper.wav");

    public string Silence => In("silence.wav");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        Options = new RenderingOptions { ScratchFolder = In("scratch"), Preset = "superfast" };
        FFmpeg = new FFmpegTool(Options);
        // Tests that paint without a renderer see the fonts that a renderer does.
        Drawing.Fonts.Use(Options);
        string[] tagged = [
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709",
            "-color_trc", "bt709"];
        const string Rgb = "format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";
        await MakeAsync([.. Lavfi($"color=c=0xff0000:s=320x320:r=30:d=1,{Rgb}"), .. tagged, RedClip]);
        // Frame n is a grey of 8·n: which frame is shown can be read from any pixel.
        await MakeAsync(
            [.. Lavfi("color=c=black:s=160x160:r=30:d=1,geq=lum='16+7*N':cb=128:cr=128"), .. tagged, "-crf", "1", CountingClip]);
        await MakeAsync(
            [.. Lavfi("color=c=black:s=160x160:r=30:d=8,geq=lum='30+0.8*N+30*mod(X+N\\,7)/7':cb=128:cr='128+20*sin(N/9)'"), .. tagged,
                "-crf", "12", "-g", "45", "-movflags", "+faststart", LongClip]);
        await MakeAsync([
            .. Lavfi("color=c=black:s=320x320:r=30:d=2,geq=lum='if(eq(N,30),235,16)':cb=128:cr=128"),
            .. Lavfi("aevalsrc='0.9*sin(2*PI*1000*t)*between(t,1,1.03)':s=44100:d=2"), .. tagged, "-c:a", "aac", FlashAndClick]);
        await MakeAsync([.. Lavfi("testsrc2=s=400x300:r=1:d=1"), "-frames:v", "1", Photo]);
        // Three words of half a second: at 0.5, 1.5 and 2.5 s.
        await MakeAsync(
            [.. Lavfi(
                "aevalsrc='0.4*sin(2*PI*180*t)*(0.6+0.4*sin(2*PI*7*t))*(between(t,0.5,1)+between(t,1.5,2)+between(t,2.5,3))':s=22050:d=3.5"), Speech]);
        await MakeAsync([.. Lavfi("aevalsrc='0.3*sin(2*PI*440*t)':s=44100:d=2"), Music]);
        await MakeAsync([.. Lavfi("anoisesrc=a=0.012:c=pink:r=48000:d=2:seed=7"), Whisper]);
        await MakeAsync([.. Lavfi("anullsrc=r=48000:cl=mono:d=1"), Silence]);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public string In(string name) => Path.Combine(folder, name);

    /// <summary>A path of its own for a render.</summary>
    public string Output() => In($"out-{Guid.NewGuid():n}.mp4");

    /// <summary>Renders layers on a square canvas.</summary>
    public Task<RenderedVideo> RenderAsync(params LayerInput[] layers) =>
        new VideoRenderer(Options).RenderAsync(
            new CompositionInput("1:1", null, layers), Output(), null, TestContext.Current.CancellationToken);

    public static LayerInput Layer(
        string type, string? file = null, string attributes = "{}", string name = "Layer", int position = 0, string? text = null,
        string? captions = null, bool isSpeech = false, bool isMusic = false) =>
        new(name, LayerTypes.Named(type)!.Value, position, JsonNode.Parse(attributes)!.AsObject(), file, text,
            captions is null ? null : JsonNode.Parse(captions)!.AsArray(), isSpeech, isMusic);

    /// <summary>All frames of a part of a video, one average colour each.</summary>
    public async Task<IReadOnlyList<(int R, int G, int B)>> ColoursAsync(string video, int x, int y, int width, int height)
    {
        using var bytes = new MemoryStream();
        await FFmpeg.RunIntoAsync(
            [.. InputGuard.Pinned(video, "mov"), "-an", "-vf",
                string.Create(
                    CultureInfo.InvariantCulture, $"crop={width}:{height}:{x}:{y},scale=1:1:flags=area:in_color_matrix=bt709,format=rgb24"),
                "-vsync", "0", "-f", "rawvideo", "pipe:1"],
            bytes, TestContext.Current.CancellationToken);
        return [.. bytes.ToArray().Chunk(3).Select(pixel => ((int)pixel[0], (int)pixel[1], (int)pixel[2]))];
    }

    public async Task<float[]> SamplesAsync(string file) =>
        await new SoundReader(FFmpeg).ReadAsync(InputGuard.Any(file), 60, TestContext.Current.CancellationToken);

    internal async Task<Loudness> LoudnessAsync(string file) =>
        LoudnessLog.Read(
            await FFmpeg.RunForLogAsync(
                [.. InputGuard.Any(file), "-af", LoudnessLog.Filter, "-f", "null", "-"], TestContext.Current.CancellationToken));

    /// <summary>Effective level of a stretch, dB.</summary>
    public static double Level(float[] samples, double from, double to)
    {
        var part = samples.AsSpan((int)(from * SoundReader.Rate), (int)((to - from) * SoundReader.Rate));
        double sum = 0;
        foreach (var sample in part) sum += sample * sample;
        return 10 * Math.Log10(sum / part.Length + 1e-12);
    }

    private static string[] Lavfi(string graph) => ["-f", "lavfi", "-i", graph];

    private async Task MakeAsync(string[] arguments) => await FFmpeg.RunAsync(arguments, null, TestContext.Current.CancellationToken);
}
