using System.Net;
using CliWrap;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Media;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

/// <summary>However many files come at once, so many programs look at them, and no more.</summary>
public sealed class BusyUploads
{
    [Fact]
    public async Task Twelve_uploads_at_once_start_two_programs_and_those_for_whom_there_is_no_room_are_told_to_come_again()
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Rendering:RequestProcesses", "2"), ("Rendering:MaxWaitingProcesses", "3"), ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var video = await VideoAsync("320x240", 20);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => user.UploadAsync(video, "a.mp4")));

        Assert.InRange(server.Services.GetRequiredService<ProcessGate>().MostRunning, 1, 2);
        Assert.Contains(answers, a => a.Status == HttpStatusCode.Created);
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created))
        {
            refused.IsError(503, "busy");
            Assert.NotEmpty(refused.Headers["Retry-After"]);
        }
        Assert.Equal(0, server.Services.GetRequiredService<ProcessGate>().Running);
        Assert.Equal(HttpStatusCode.Created, (await user.UploadAsync(video, "a.mp4")).Status);
    }

    [Fact]
    public async Task A_video_of_more_pixels_than_8K_is_refused_by_its_header_whatever_shape_it_says_it_has()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var large = await VideoAsync("8000x8000", 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => user.UploadAsync(large, "a.mp4")));

        Assert.All(answers, a => a.IsError(422, "content_resource_creation_failed"));
        Assert.InRange(server.Services.GetRequiredService<ProcessGate>().MostRunning, 1, Math.Max(2, Environment.ProcessorCount));
        (await user.UploadAsync(await VideoAsync("8000x8000", 1, "-aspect", "1:90"), "a.mp4"))
            .IsError(422, "content_resource_creation_failed");
    }

    [Fact]
    public async Task The_next_one_is_refused_when_as_many_wait_as_may_and_a_job_needs_no_turn()
    {
        using var gate = new ProcessGate(1, 1);
        var first = await gate.EnterAsync(CancellationToken.None);
        var second = gate.EnterAsync(CancellationToken.None);
        await Assert.ThrowsAsync<ProcessGateFullException>(() => gate.EnterAsync(CancellationToken.None));
        using (ProcessGate.Bypass()) Assert.Null(await gate.EnterAsync(CancellationToken.None));
        first!.Dispose();
        first.Dispose();
        (await second)!.Dispose();
        Assert.Equal(0, gate.Running);
        using (await gate.EnterAsync(CancellationToken.None)) Assert.Equal(1, gate.Running);
    }

    private static async Task<byte[]> VideoAsync(string size, int frames, params string[] more)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".mp4");
        await Cli.Wrap("ffmpeg")
            .WithArguments(
                ["-v", "error", "-f", "lavfi", "-i", $"color=c=teal:s={size}:r=10", "-frames:v", $"{frames}", "-c:v", "mpeg4", .. more,
                    path])
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        File.Delete(path);
        return bytes;
    }
}
