using OpenGen.Tests.Generations.Vendors;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

public sealed class LocalLipsyncs(Servers servers)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_video_gets_the_speech_and_its_length(bool still)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out:video");
        var job = await sheet.GenerateAsync("Out", new
        {
            generation_type = "lipsync",
            data = new { video_resource_id = still ? await Media.PictureOfAsync(user) : await Media.VideoOfAsync(user), audio_resource_id = await Media.SoundOfAsync(user), model = "local" },
        });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Equal(("local", "video"), (job["provider"]!.ToString(), job["output_resources"]![0]!["object_type"]!.ToString()));
        Assert.Contains("moves no lips", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);

        var path = Path.Combine(Path.GetTempPath(), $"opengen-lipsync-{Guid.NewGuid():n}.mp4");
        await File.WriteAllBytesAsync(path, await user.Api.Http.GetByteArrayAsync(job["output_resources"]![0]!["url"]!.ToString()));
        try
        {
            var facts = (await new OpenGen.Rendering.FFmpeg.MediaProbe(new OpenGen.Rendering.RenderingOptions()).ReadAsync(path, CancellationToken.None))!;
            Assert.True(facts.HasAudio);
            Assert.InRange(facts.Duration, 1.9, 2.15);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Captions_of_a_video_with_our_own_speech_need_no_script()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Voice:audio", "Out:video", "Words");
        await sheet.GenerateAsync("Voice", new { generation_type = "speech_from_text", data = new { script = "Hello there.", voice_method = "my_voices" } });
        await sheet.GenerateAsync("Out", new { generation_type = "lipsync", data = new { video_resource_id = await Media.VideoOfAsync(user), audio_resource_id = "{{Voice}}" } });
        var words = await sheet.GenerateAsync("Words", new { generation_type = "captions", data = new { source_resource_id = "{{Out}}" } });
        Assert.Equal(["Hello", "there."], words["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
    }

    [Fact]
    public async Task Sound_has_no_face()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out:video");
        var sound = await Media.SoundOfAsync(user);
        var job = await sheet.GenerateAsync("Out", new { generation_type = "lipsync", data = new { video_resource_id = sound, audio_resource_id = sound, model = "local" } });
        Assert.Equal("failed", job["status"]!.ToString());
        Assert.Contains("a video or a picture", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
    }
}
