using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Pipeline;
using OpenGen.Rendering.Tests.Golden;

[assembly: AssemblyFixture(typeof(GoldenSources))]

namespace OpenGen.Rendering.Tests.Golden;

/// <summary>The few sources of golden compositions, drawn so that every cut, turn and mirror shows; the same bytes on every run.</summary>
public sealed class GoldenSources : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opengen-golden-");

    internal string Folder => folder.FullName;

    internal RenderingOptions Options => new() { ScratchFolder = In("scratch") };

    public async ValueTask InitializeAsync()
    {
        // Four quarters, a grid, a ring that shows stretching, and one red corner.
        Draw("photo.png", 800, 600, """
            <rect width="400" height="300" fill="#e9c46a"/><rect x="400" width="400" height="300" fill="#2a9d8f"/>
            <rect y="300" width="400" height="300" fill="#264653"/><rect x="400" y="300" width="400" height="300" fill="#e76f51"/>
            <path d="M0 100H800M0 200H800M0 300H800M0 400H800M0 500H800M100 0V600M200 0V600M300 0V600M400 0V600M500 0V600M600 0V600M700 0V600" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>
            <circle cx="400" cy="300" r="200" fill="none" stroke="#fff" stroke-width="24"/><rect width="100" height="100" fill="#d00000"/>
            """);
        Draw("small.png", 200, 100,
            """<rect width="200" height="100" fill="#8338ec"/><circle cx="50" cy="50" r="35" fill="#ffbe0b"/><rect x="110" y="20" width="70" height="60" fill="#fb5607"/>""");
        Draw("badge.png", 400, 400,
            """<circle cx="200" cy="200" r="190" fill="#ff006e"/><circle cx="200" cy="200" r="110" fill="#3a86ff" fill-opacity=".4"/><rect x="180" y="20" width="40" height="180" fill="#fff"/>""");

        // 60 frames: the bar's left edge is at five times the frame's number. Two colours below, a red corner above.
        await MakeAsync(
            "clip.mp4",
            "color=c=0x1d3557:s=320x240:r=30:d=2,drawbox=y=120:w=160:h=120:c=0x2a9d8f:t=fill,drawbox=x=160:y=120:w=160:h=120:c=0x8338ec:t=fill[a];color=c=0xf4a261:s=40x240:r=30:d=2[b];color=c=0xe63946:s=40x40:r=30:d=2[c];[a][b]overlay=x=5*n:y=0[d];[d][c]overlay=x=280:y=0,format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
            "-c:v", "libx264", "-preset", "ultrafast", "-crf", "1", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc",
            "bt709");
        // A disc that moves to the right over nothing.
        await MakeAsync(
            "disc.mov", "color=c=black@0:s=320x240:r=30:d=1,format=rgba,geq=r=255:g=190:b=11:a='255*lt(hypot(X-60-6*N,Y-120),50)'", "-c:v",
            "qtrle");
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>Draws a frame of a composition.</summary>
    /// <returns>As small as approved pictures are; and what the renderer warned of.</returns>
    internal async Task<(Image Picture, IReadOnlyList<string> Warnings)> FrameAsync(ReadOnlyMemory<byte> json, int frame)
    {
        var file = In($"{Guid.NewGuid():n}.png");
        var warnings = await new VideoRenderer(Options).FrameAsync(
            CompositionFile.Read(json.Span, Folder), frame, file, cancellationToken: TestContext.Current.CancellationToken);
        using var full = Image.NewFromFile(file);
        return (GoldenComposition.Small(full), warnings);
    }

    private void Draw(string name, int width, int height, string elements)
    {
        using var image = Vips.OpenOwnSvg(Encoding.UTF8.GetBytes($"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{elements}</svg>"""));
        image.Pngsave(In(name));
    }

    private Task MakeAsync(string name, string graph, params string[] encoding) =>
        new FFmpegTool(Options).RunAsync(["-f", "lavfi", "-i", graph, .. encoding, In(name)], null, TestContext.Current.CancellationToken);
}
