using System.Diagnostics;
using System.Globalization;
using OpenGen.Media;

namespace OpenGen.Tests.Renders;

/// <summary><c>./opengen render</c>, as a process of its own: what it makes, what it says, and its exit codes.</summary>
public sealed class RenderCommand : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opengen-render-");

    [Fact]
    public async Task It_makes_a_video_with_its_poster_and_sheet_and_says_what_it_left_out()
    {
        await WriteAsync(
            """{"aspect_ratio":"1:1","layers":[{"name":"Hi","layer_type":"text","additional_attributes":{"content":"Hi","durationInFrames":12,"styles":{"fontFamily":"Nowhere Sans"}}}]}""");

        var ended = await RunAsync("render", "c.json", "-o", "out.mp4", "--sheet", "sheet.png");

        Assert.Equal((0, In("out.mp4") + "\n"), (ended.Code, ended.Said));
        Assert.Contains("100 %", ended.Complained, StringComparison.Ordinal);
        Assert.Contains("! Layer \"Hi\": the font \"Nowhere Sans\" is not installed", ended.Complained, StringComparison.Ordinal);
        var facts = await new MediaProbe(new()).ReadAsync(In("out.mp4"), TestContext.Current.CancellationToken);
        Assert.Equal((1080, 1080, 0.4), (facts!.Width, facts.Height, Math.Round(facts.Duration, 2)));
        Assert.True(File.Exists(In("out.jpg")) && File.Exists(In("sheet.png")));
    }

    [Fact]
    public async Task A_frame_is_a_picture_as_wide_as_wished()
    {
        await WriteAsync("""{"layers":[{"layer_type":"shape"}]}""");

        Assert.Equal(0, (await RunAsync("render", "c.json", "-o", "frame.png", "--frame", "3", "--width", "270")).Code);

        using var picture = NetVips.Image.NewFromFile(In("frame.png"));
        Assert.Equal((270, 480), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData(1, "layers[0].layer_type must be one of", "render", "c.json", "-o", "out.mp4")]
    [InlineData(2, "There is no file", "render", "nowhere.json", "-o", "out.mp4")]
    [InlineData(2, "--out", "render", "c.json")]
    [InlineData(2, "--frame counts from 0", "render", "c.json", "-o", "a.png", "--frame", "-1")]
    [InlineData(2, "--width is 64 pixels or more", "render", "c.json", "-o", "a.png", "--width", "8")]
    [InlineData(2, "--sheet shows a video", "render", "c.json", "-o", "a.png", "--frame", "1", "--sheet", "s.png")]
    public async Task What_is_wrong_is_said_and_told_by_the_exit_code(int code, string sentence, params string[] arguments)
    {
        await WriteAsync("""{"layers":[{"layer_type":"hologram"}]}""");

        var ended = await RunAsync(arguments);

        Assert.Equal(code, ended.Code);
        Assert.Contains(sentence, ended.Complained, StringComparison.Ordinal);
        Assert.Equal(["c.json"], folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public async Task Stopped_it_leaves_nothing_behind()
    {
        await WriteAsync(
            """{"layers":[{"layer_type":"shape","additional_attributes":{"durationInFrames":18000,"styles":{"fill":"#369"}}}]}""");

        // Once it says how far it is, it listens to signals.
        var ended = await RunAsync(["render", "c.json", "-o", "out.mp4"], stopAt: "%");

        Assert.Equal(130, ended.Code);
        Assert.Contains("Stopped", ended.Complained, StringComparison.Ordinal);
        Assert.Equal(["c.json"], folder.EnumerateFiles().Select(file => file.Name));
        // What the next run can use, and nothing half made beside it.
        Assert.Equal(
            ["cache", "fontconfig"],
            Directory.EnumerateFileSystemEntries(In("scratch")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(In("scratch/cache")));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(folder.FullName, name);

    private Task WriteAsync(string json) => File.WriteAllTextAsync(In("c.json"), json, TestContext.Current.CancellationToken);

    private Task<(int Code, string Said, string Complained)> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    /// <param name="stopAt">SIGTERM is sent when a line of its complaints holds this.</param>
    private async Task<(int Code, string Said, string Complained)> RunAsync(string[] arguments, string? stopAt)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "OpenGen.Server.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["Rendering__ScratchFolder"] = In("scratch");
        start.Environment["Rendering__Preset"] = "ultrafast";
        using var process = Process.Start(start)!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(late.Token);
            var complained = "";
            while (await process.StandardError.ReadLineAsync(late.Token) is { } line)
            {
                complained += line + "\n";
                if (stopAt is null || !line.Contains(stopAt, StringComparison.Ordinal)) continue;
                stopAt = null;
                using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            }
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await said, complained);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
