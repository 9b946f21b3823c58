using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Pipeline;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class FFmpegLimitsTests(Media media)
{
    private static readonly string[] Endless = ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=30"];
    private static readonly string[] Encoding = ["-c:v", "libx264", "-preset", "ultrafast"];

    [Fact]
    public async Task Too_much_memory_ends_the_run_and_says_so()
    {
        var failed = await FailAsync(
            new RenderingOptions { MaxFFmpegMemory = 150_000_000 },
            ["-f", "lavfi", "-i", "testsrc2=s=3840x2160:r=30", .. Encoding, "-f", "null", "-"]);
        Assert.Contains("limit of memory", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_much_CPU_time_ends_the_run_and_says_so()
    {
        var failed = await FailAsync(
            new RenderingOptions { FFmpegCpuLimit = TimeSpan.FromSeconds(1) }, [.. Endless, .. Encoding, "-f", "null", "-"]);
        Assert.Contains("1 s of CPU time", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_a_file_ends_the_run_and_says_so()
    {
        var file = media.In("too-large.mp4");
        var failed = await FailAsync(new RenderingOptions { MaxOutputBytes = 200_000 }, [.. Endless, .. Encoding, file]);
        Assert.Contains("200000 bytes for a file", failed.Message, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(file).Length, 0, 200_000);
    }

    [Fact]
    public async Task Too_long_a_run_is_ended_and_says_so()
    {
        var failed = await FailAsync(
            new RenderingOptions { FFmpegTimeLimit = TimeSpan.FromSeconds(1) }, ["-re", .. Endless, "-f", "null", "-"]);
        Assert.Contains("its limit of 1 s", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_render_that_would_write_too_much_fails_instead_of_being_cut_short()
    {
        var output = media.Output();
        var renderer = new VideoRenderer(
            new RenderingOptions { ScratchFolder = media.In("small-scratch"), Preset = "ultrafast", Crf = 1, MaxOutputBytes = 400_000 });
        var layers = new CompositionInput(
            "1:1", null,
            [Layer("image", media.Photo, """{"durationInFrames":300,"styles":{"animation":{"enter":"zoomIn","duration":300}}}""")]);

        var failed = await Assert.ThrowsAsync<FFmpegFailedException>(
            () => renderer.RenderAsync(layers, output, null, TestContext.Current.CancellationToken));
        Assert.NotNull(failed.Limit);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_no_fault_of_the_file()
    {
        var probe = new MediaProbe(new RenderingOptions { FFprobePath = "no-such-ffprobe" });
        var failed = await Assert.ThrowsAsync<ToolMissingException>(
            () => probe.ReadAsync(media.RedClip, TestContext.Current.CancellationToken));
        Assert.Contains("Rendering:FFprobePath", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_leaves_no_process()
    {
        var marker = media.In("cancelled.mp4");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = 0;
        var progress = new Inline<double>(_ =>
        {
            seen = Math.Max(seen, ProcessesNaming(marker));
            cancellation.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => media.FFmpeg.RunAsync(["-re", .. Endless, .. Encoding, marker], progress, cancellation.Token));

        Assert.Equal(1, seen);
        Assert.Equal(0, ProcessesNaming(marker));
    }

    // Linux counts the thread that starts a program as its parent: the program ends with that thread, as it does with the whole process.
    [Fact]
    public async Task A_program_dies_with_what_started_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Nothing ends a child with its parent there.");
        var ended = new TaskCompletionSource<CommandTask<CommandResult>>();
        var thread = new Thread(() =>
        {
            var running = new ProcessLimits(media.Options).Command("sleep", ["60"]).ExecuteAsync(CancellationToken.None);
            // Not before its limits are set and it is what it is to be.
            SpinWait.SpinUntil(
                () => CommandLine($"/proc/{running.ProcessId}").StartsWith("sleep", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
            ended.SetResult(running);
        });
        thread.Start();

        Assert.Equal(128 + 9, (await await ended.Task).ExitCode);
    }

    [Fact]
    public async Task What_looks_at_a_file_for_a_request_gives_way_to_what_renders_and_both_to_the_server()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no nice(1) everywhere.");
        var limits = new ProcessLimits(media.Options);
        // Without arguments the program says its own niceness; this process may have been started with some.
        var ours = await NicenessAsync(Cli.Wrap("nice"));
        Assert.Equal(ours + 3, await NicenessAsync(limits.Command("nice", [])));
        Assert.Equal(ours + 8, await NicenessAsync(limits.Looking("nice", [])));
        using (ProcessGate.Bypass()) Assert.Equal(ours + 3, await NicenessAsync(limits.Looking("nice", [])));

        static async Task<int> NicenessAsync(Command command)
        {
            var said = await command.ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            return int.Parse(said.StandardOutput, CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task A_run_outlives_the_thread_that_asked_for_it()
    {
        var asked = new TaskCompletionSource<Task>();
        var thread = new Thread(
            () => asked.SetResult(media.FFmpeg.RunAsync(["-re", .. Endless, "-t", "1", "-f", "null", "-"], null, CancellationToken.None)));
        thread.Start();
        thread.Join();

        await await asked.Task;
    }

    private static Task<FFmpegFailedException> FailAsync(RenderingOptions options, string[] arguments) =>
        Assert.ThrowsAsync<FFmpegFailedException>(
            () => new FFmpegTool(options).RunAsync(arguments, null, TestContext.Current.CancellationToken));

    /// <summary>Processes of this machine with a text on their command line.</summary>
    private static int ProcessesNaming(string text) =>
        Directory.EnumerateDirectories("/proc")
            .Count(
                process => int.TryParse(Path.GetFileName(process), out _) && CommandLine(process).Contains(text, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
