using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;
using OpenGen.Tests.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>What is wrong with the machine is said in a sentence that helps, wherever it is met.</summary>
public sealed class MachineFaultTests
{
    [Fact]
    public async Task Without_FFmpeg_media_is_answered_503_with_the_remedy_and_the_server_is_not_ready_until_it_is_there()
    {
        var folder = Directory.CreateTempSubdirectory();
        var (ffmpeg, ffprobe) = (Path.Combine(folder.FullName, "ffmpeg"), Path.Combine(folder.FullName, "ffprobe"));
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Rendering:FFmpegPath", ffmpeg), ("Rendering:FFprobePath", ffprobe));
        var user = await Api.NewUserAsync(server);
        var refused = await user.UploadAsync(Tone(), "a.wav");
        Assert.Contains("Rendering:FFprobePath", refused.IsError(503, "tool_missing").Text("error"), StringComparison.Ordinal);
        var unready = await user.Api.GetAsync("/readyz");
        Assert.Contains("install FFmpeg", unready.IsError(503, "not_ready").Text("error"), StringComparison.Ordinal);

        var sheet = await user.NewSheetAsync("Final:video");
        await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"),
            new { name = "Card", type = "shape", additional_attributes = new { durationInFrames = 2 } });
        foreach (var look in new[] { "frame", "preview" })
            (await user.Api.GetAsync(sheet.Path($"/cells/{sheet.CellId("Final")}/{look}"))).IsError(503, "tool_missing");
        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final")}/render"));
        var job = await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());
        Assert.Contains("install FFmpeg", job["failed_reason"]!.ToString(), StringComparison.Ordinal);

        foreach (var tool in new[] { ffmpeg, ffprobe }) File.CreateSymbolicLink(tool, "/usr/bin/" + Path.GetFileName(tool));
        Assert.Equal(HttpStatusCode.OK, (await user.Api.GetAsync("/readyz")).Status);
        Assert.Equal(HttpStatusCode.Created, (await user.UploadAsync(Tone(), "a.wav")).Status);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_makes_the_server_unready_and_says_so()
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Data:LeastFreeBytes", "1000000000000000000"));
        using var api = Api.For(server);
        Assert.Contains("nearly full", (await api.GetAsync("/readyz")).IsError(503, "not_ready").Text("error"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task A_folder_that_is_gone_or_may_not_be_written_makes_the_server_unready_and_says_so()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Jobs:Enabled", "false"));
        using var api = Api.For(server);
        var scratch = Path.Combine(server.DataFolder, "scratch");
        Directory.Move(scratch, scratch + "-away");
        Assert.Contains(
            "cannot be written", (await api.GetAsync("/readyz")).IsError(503, "not_ready").Text("error"), StringComparison.Ordinal);
        Directory.Move(scratch + "-away", scratch);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/readyz")).Status);
    }

    [Fact]
    public void A_full_disk_is_507_whichever_way_it_is_met()
    {
        var full = Assert.Throws<IOException>(() =>
        {
            using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            device.Write([1]);
        });
        Assert.Equal((507, "storage_full"), Told(full));
        Assert.Equal((507, "storage_full"), Told(new DbUpdateException("", new SqliteException("", 13))));
        Assert.Equal((507, "storage_full"), Told(new FFmpegFailed().Full()));
    }

    [Fact]
    public void A_database_that_is_locked_or_read_only_is_503()
    {
        Assert.Equal((503, "database_busy"), Told(new DbUpdateException("", new SqliteException("", 5))));
        Assert.Equal((503, "storage_read_only"), Told(new SqliteException("", 8)));
        Assert.Equal((503, "storage_read_only"), Told(new IOException("", 30)));
        Assert.Null(MachineFaults.Of(new InvalidOperationException("a bug", new IOException("of another kind"))));
    }

    private static (int, string) Told(Exception fault) =>
        MachineFaults.Of(fault) is { } error ? (Problem.StatusOf(error), error.Code) : default;

    private sealed class FFmpegFailed
    {
        public Exception Full() => new OpenGen.Media.FFmpegFailedException(1, "av_interleaved_write_frame(): No space left on device");
    }

    /// <summary>A second of a WAV, which FFmpeg is asked about, not libvips.</summary>
    private static byte[] Tone()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("RIFF"u8);
        writer.Write(36 + 16_000);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(16_000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(16_000);
        writer.Write(new byte[16_000]);
        writer.Flush();
        return bytes.ToArray();
    }
}
