using System.CommandLine;
using System.Diagnostics;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Server.Data;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen demo</c>: a server with a fresh data folder, and the whole journey to a video by its operations.</summary>
internal static class Demo
{
    public static Command Command()
    {
        var output = new Option<FileInfo>("--out")
        {
            Description = "Where the video goes; its poster goes beside it as .jpg",
            DefaultValueFactory = _ => new FileInfo("demo.mp4"),
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the data folder, and say where it is" };
        var photo = new Option<FileInfo?>("--photo") { Description = "A picture of your own in place of the demo's" };
        var script = new Option<string?>("--script") { Description = "Words of your own for the voice, in place of the demo's" };
        var template = new Option<string>("--template")
        {
            Description = "The template to clone",
            DefaultValueFactory = _ => "tiktok-video-creator",
        };
        var sheet = new Option<FileInfo?>("--sheet") { Description = "Also write a picture of the video, a frame a second" };
        var command = new Command("demo", "Make a video with a server that lives as long as it takes")
        {
            output,
            keep,
            photo,
            script,
            template,
            sheet,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DemoWishes(
                parsed.GetValue(output)!.FullName, parsed.GetValue(keep), parsed.GetValue(photo)?.FullName, parsed.GetValue(script),
                parsed.GetValue(template)!, parsed.GetValue(sheet)?.FullName), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DemoWishes wishes, CancellationToken cancellationToken)
    {
        if (wishes.Photo is { } photo && !File.Exists(photo))
        {
            Console.Error.WriteLine($"There is no picture at {photo}.");
            return 1;
        }

        if (wishes.Script is { } script && string.IsNullOrWhiteSpace(script))
        {
            Console.Error.WriteLine("--script needs words to say.");
            return 1;
        }

        var took = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("opengen-demo-");
        try
        {
            await using var app = Hosting.Build(builder =>
            {
                builder.Configuration["Data:Folder"] = folder.FullName;
                builder.Configuration["Data:Database"] = null;
                Up.Listen(builder, "127.0.0.1", 0);
                builder.Logging.SetMinimumLevel(LogLevel.Error);
            });
            await DataModule.MigrateAsync(app.Services, cancellationToken);
            await app.StartAsync(cancellationToken);
            DemoJourney.Say($"A server of its own runs at {app.Urls.First()}");

            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
            var scopes = app.Services.GetRequiredService<IServiceScopeFactory>();
            var planned = await new DemoJourney(scopes, http, folder.FullName).WalkAsync(wishes, cancellationToken);
            var faults = await CheckAsync(app.Services, wishes.Output, planned, cancellationToken);
            await app.StopAsync(CancellationToken.None);

            foreach (var fault in faults) Console.Error.WriteLine($"✗ {fault}");
            if (faults.Count > 0) return 1;
            if (wishes.Sheet is { } sheet)
                await new ContactSheet(app.Services.GetRequiredService<RenderingOptions>()).MakeAsync(
                    wishes.Output, sheet, columns: 11, frameWidth: 144, cancellationToken);
            Console.WriteLine(
                $"\n{wishes.Output} is done, with {Path.ChangeExtension(wishes.Output, ".jpg")} as its poster: {planned / 30.0:0.0} s of "
                    + $"video in {took.Elapsed.TotalSeconds:0} s, made by this machine alone.");
            return 0;
        }
        catch (DemoFailedException failed)
        {
            Console.Error.WriteLine($"✗ {failed.Message}");
            return 1;
        }
        finally
        {
            if (wishes.Keep)
                Console.WriteLine($"The data is kept in {folder.FullName}; look at it with: ./opengen up --data {folder.FullName}");
            else folder.Delete(recursive: true);
        }
    }

    /// <summary>What is wrong with the video; nothing when it is right.</summary>
    private static async Task<List<string>> CheckAsync(
        IServiceProvider services, string path, int plannedFrames, CancellationToken cancellationToken)
    {
        var facts = await services.GetRequiredService<MediaProbe>().ReadAsync(path, cancellationToken);
        if (facts is null) return ["The file is no video"];
        var faults = new List<string>();
        Expect("codec", "h264", facts.VideoCodec ?? "none");
        Expect("audio codec", "aac", facts.AudioCodec ?? "none");
        Expect("size", "1080×1920", $"{facts.Width}×{facts.Height}");
        Expect("frame rate", "30", $"{facts.FramesPerSecond:0.##}");
        if (Math.Abs(facts.Duration * 30 - plannedFrames) > 1.5)
            faults.Add($"The length is {facts.Duration:0.00} s where {plannedFrames / 30.0:0.00} s were planned");
        if (faults.Count == 0)
            DemoJourney.Say(
                $"ffprobe: {facts.VideoCodec} {facts.Width}×{facts.Height} at {facts.FramesPerSecond:0.##} fps, {facts.AudioCodec}, "
                    + $"{facts.Duration:0.00} s");
        return faults;

        void Expect(string what, string wanted, string found)
        {
            if (wanted != found) faults.Add($"The {what} is {found} where {wanted} was expected");
        }
    }
}

/// <summary>What the demo was asked for.</summary>
internal sealed record DemoWishes(string Output, bool Keep, string? Photo, string? Script, string Template, string? Sheet);

/// <summary>The journey could not go on; the message says at which step and why.</summary>
internal sealed class DemoFailedException(string message) : Exception(message)
{
    /// <summary>An operation refused.</summary>
    public static DemoFailedException At<TOperation>(Error error) => new($"{typeof(TOperation).Name}: {error.Message} ({error.Code})");
}
