using System.Text.Json.Nodes;
using CliWrap;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>Small real files: what vendors make, and what they are sent.</summary>
internal static class Media
{
    private static readonly Lazy<Task<byte[]>> AVideo = new(() => MakeAsync("mp4",
        "-f", "lavfi", "-i", "testsrc=size=144x256:rate=10:duration=1", "-f", "lavfi", "-i", "sine=duration=1", "-pix_fmt", "yuv420p",
        "-shortest"));
    private static readonly Lazy<Task<byte[]>> ASound = new(() => SoundOfLengthAsync(2));

    /// <summary>An MP4 of a second, with sound.</summary>
    public static Task<byte[]> VideoAsync() => AVideo.Value;

    /// <summary>An MP4 of two seconds, 720×1280.</summary>
    public static Task<byte[]> LargeVideoAsync() =>
        MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc=size=720x1280:rate=30:duration=2", "-pix_fmt", "yuv420p");

    /// <summary>An MP3 of two seconds.</summary>
    public static Task<byte[]> SoundAsync() => ASound.Value;

    /// <summary>An MP3 of some seconds.</summary>
    public static Task<byte[]> SoundOfLengthAsync(int seconds) => MakeAsync("mp3", "-f", "lavfi", "-i", $"sine=duration={seconds}");

    public static Task<long> PictureOfAsync(User user) => UploadAsync(user, Samples.Png, "picture.png");

    public static async Task<long> VideoOfAsync(User user) => await UploadAsync(user, await VideoAsync(), "video.mp4");

    public static async Task<long> SoundOfAsync(User user) => await UploadAsync(user, await SoundAsync(), "sound.mp3");

    public static async Task<long> UploadAsync(User user, byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "content_resource[file]", name } };
        return (await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", form)).Node["content_resource"]![
            "id"]!.GetValue<long>();
    }

    /// <summary>The job made one video, which can be fetched.</summary>
    public static async Task IsOneVideoAsync(User user, JsonNode job)
    {
        var made = Assert.Single(job["output_resources"]!.AsArray())!;
        Assert.Equal("video", made["object_type"]!.ToString());
        Assert.Equal(await VideoAsync(), await user.Api.Http.GetByteArrayAsync(made["url"]!.ToString()));
    }

    private static async Task<byte[]> MakeAsync(string type, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"opengen-media-{Guid.NewGuid():n}.{type}");
        try
        {
            await Cli.Wrap("ffmpeg").WithArguments(["-v", "error", .. arguments, path]).ExecuteAsync();
            return await System.IO.File.ReadAllBytesAsync(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
