using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Data;

namespace OpenGen.Server.Commands;

/// <summary>
/// <c>opengen render</c>: a composition in a JSON file becomes a video, or one of its frames a picture; no server, no database.
/// </summary>
internal static class Render
{
    private const int Failed = 1;
    private const int Wrong = 2;
    private const int Stopped = 130;

    public static Command Command()
    {
        var composition = new Argument<FileInfo>("composition")
        {
            Description = "The composition: JSON as src/OpenGen.Rendering/README.md has it",
        };
        var output = new Option<FileInfo>("--out", "-o")
        {
            Description = "Where it goes: an MP4, its poster beside it as .jpg; with --frame a PNG or JPEG",
            Required = true,
        };
        var frame = new Option<int?>("--frame") { Description = "One frame as a picture in place of the video, from 0, at 30 a second" };
        var width = new Option<int?>("--width")
        {
            Description = "Pixels across, 64 or more: a small picture, or a quick and rougher video to look at",
        };
        var sheet = new Option<FileInfo?>("--sheet") { Description = "Also write a picture of the video, a frame a second: PNG or JPEG" };
        frame.Validators.Add(given => { if (given.GetValueOrDefault<int?>() < 0) given.AddError("--frame counts from 0."); });
        width.Validators.Add(given => { if (given.GetValueOrDefault<int?>() < 64) given.AddError("--width is 64 pixels or more."); });

        var command = new Command("render", "Make a video, or a picture of one of its frames, of a composition in a file")
        {
            composition,
            output,
            frame,
            width,
            sheet,
        };
        command.Validators.Add(
            given =>
            {
                if (given.GetValue(frame) is not null && given.GetValue(sheet) is not null)
                    given.AddError("--sheet shows a video, and --frame makes none.");
            });
        command.SetAction((parsed, _) => RunAsync(new Wishes(
            parsed.GetValue(composition)!.FullName, parsed.GetValue(output)!.FullName, parsed.GetValue(frame), parsed.GetValue(width),
            parsed.GetValue(sheet)?.FullName)));
        return command;
    }

    private sealed record Wishes(string Composition, string Output, int? Frame, int? Width, string? Sheet);

    private static async Task<int> RunAsync(Wishes wishes)
    {
        using var cancellation = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            cancellation.Cancel();
        }
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            if (!File.Exists(wishes.Composition)) return Fail(Wrong, $"There is no file {wishes.Composition}.");
            var input = await CompositionFile.ReadAsync(wishes.Composition, cancellation.Token);
            foreach (var warning in await MakeAsync(wishes, input, cancellation.Token)) Console.Error.WriteLine($"! {warning}");
            Console.WriteLine(wishes.Output);
            return 0;
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            return Fail(Stopped, "Stopped; nothing was written.");
        }
        catch (Exception failed) when (failed is CompositionInvalidException or FFmpegFailedException or IOException
            or UnauthorizedAccessException)
        {
            return Fail(Failed, failed.Message);
        }
    }

    /// <returns>What was left out or replaced.</returns>
    private static async Task<IReadOnlyList<string>> MakeAsync(Wishes wishes, CompositionInput input, CancellationToken cancellationToken)
    {
        var options = new ConfigurationBuilder().AddEnvironmentVariables().Build().Read<RenderingOptions>("Rendering");
        var renderer = new VideoRenderer(options);
        if (wishes.Frame is { } frame) return await renderer.FrameAsync(input, frame, wishes.Output, wishes.Width, cancellationToken);

        IReadOnlyList<string> warnings;
        if (wishes.Width is { } width) warnings = await renderer.PreviewAsync(input, width, wishes.Output, cancellationToken);
        else
        {
            using var line = new ProgressLine();
            warnings = (await renderer.RenderAsync(input, wishes.Output, line, cancellationToken)).Warnings;
        }
        if (wishes.Sheet is { } sheet)
            await new ContactSheet(options).MakeAsync(wishes.Output, sheet, cancellationToken: cancellationToken);
        return warnings;
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"✗ {message}");
        return code;
    }

    /// <summary>Progress on stderr: one line that is written over on a terminal, a line for every tenth elsewhere.</summary>
    private sealed class ProgressLine : IProgress<RenderProgress>, IDisposable
    {
        private readonly Lock gate = new();
        private readonly bool isTerminal = !Console.IsErrorRedirected;
        private int shown = -1;

        public void Report(RenderProgress value)
        {
            var percent = (int)value.Percent;
            lock (gate)
            {
                if (percent <= shown || (!isTerminal && percent / 10 == shown / 10 && shown >= 0)) return;
                shown = percent;
                var left = value.Remaining is { TotalSeconds: >= 1 } remaining
                    ? string.Create(CultureInfo.InvariantCulture, $", about {remaining.TotalSeconds:0} s left")
                    : "";
                var text = $"{percent,3} %{left}";
                if (isTerminal) Console.Error.Write($"\r{text,-40}");
                else Console.Error.WriteLine(text);
            }
        }

        public void Dispose()
        {
            if (isTerminal && shown >= 0) Console.Error.WriteLine();
        }
    }
}
