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
            data = new
            {
                video_resource_id = still ? await Vendors.Media.PictureOfAsync(user) : await Vendors.Media.VideoOfAsync(user),
                audio_resource_id = await Vendors.Media.SoundOfAsync(user),
                model = "local",
            },
        });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Equal(("local", "video"), (job["provider"]!.ToString(), job["output_resources"]![0]!["object_type"]!.ToString()));
        Assert.Contains(
            still ? "The lips in your picture do not move" : "moves no lips in a video", job["warnings"]![0]!.ToString(),
            StringComparison.Ordinal);
        // The sound was not made here: nobody knows what is said in it.
        Assert.Equal(
            still, job["warnings"]!.AsArray().Any(w => w!.ToString().Contains("follows how loud it is", StringComparison.Ordinal)));

        var path = Path.Combine(Path.GetTempPath(), $"opengen-lipsync-{Guid.NewGuid():n}.mp4");
        await File.WriteAllBytesAsync(path, await user.Api.Http.GetByteArrayAsync(job["output_resources"]![0]!["url"]!.ToString()));
        try
        {
            var facts = (await new OpenGen.Media.MediaProbe(new OpenGen.Rendering.RenderingOptions()).ReadAsync(
                path, CancellationToken.None))!;
            Assert.True(facts.HasAudio);
            Assert.InRange(facts.Duration, 1.9, 2.15);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Without_a_face_a_presenter_says_the_words_of_our_speech()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Voice:audio", "Out:video", "Words");
        await sheet.GenerateAsync(
            "Voice", new { generation_type = "speech_from_text", data = new { script = "Hello there.", voice_method = "my_voices" } });
        // There is no key for sync.so here: this machine makes it, and needs no face.
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "lipsync", data = new { audio_resource_id = "{{Voice}}", model = "sync_so" } });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Equal("local", job["provider"]!.ToString());
        var warnings = job["warnings"]!.AsArray().Select(w => w!.ToString()).ToList();
        Assert.Contains(warnings, w => w.Contains("drew a presenter", StringComparison.Ordinal));
        Assert.DoesNotContain(warnings, w => w.Contains("how loud", StringComparison.Ordinal));

        var words = await sheet.GenerateAsync("Words", new { generation_type = "captions", data = new { source_resource_id = "{{Out}}" } });
        Assert.Equal(["Hello", "there."], words["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
    }

    [Fact]
    public async Task A_vendor_needs_a_face_and_charges_nothing_without_one()
    {
        await using var sync = (FakeSync)await new FakeSync().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sync.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var before = await user.CreditsAsync();
        var sound = await Vendors.Media.SoundOfAsync(user);

        foreach (var model in new[] { "sync_so", null })
        {
            var refused = await sheet.OrderAsync(
                "Out", new { generation_type = "lipsync", data = new { audio_resource_id = sound, model } });
            refused.IsError(422, "validation_error");
            Assert.Contains("data.video_resource_id", refused.Node.ToJsonString(), StringComparison.Ordinal);
        }
        Assert.Equal((before, 0), (await user.CreditsAsync(), sync.Taken));
    }

    [Fact]
    public async Task A_presenter_needs_sound_that_can_be_read()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out:video");
        (await sheet.OrderAsync("Out", new { generation_type = "lipsync", data = new { model = "local" } }))
            .IsError(422, "validation_error");
        (await sheet.OrderAsync(
            "Out",
            new
            {
                generation_type = "lipsync",
                data = new { audio_resource_id = await Vendors.Media.PictureOfAsync(user), model = "local" },
            })).IsError(422, "validation_error");
    }

    [Fact]
    public async Task Captions_of_a_video_with_our_own_speech_need_no_script()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Voice:audio", "Out:video", "Words");
        await sheet.GenerateAsync(
            "Voice", new { generation_type = "speech_from_text", data = new { script = "Hello there.", voice_method = "my_voices" } });
        await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "lipsync",
                data = new { video_resource_id = await Vendors.Media.VideoOfAsync(user), audio_resource_id = "{{Voice}}" },
            });
        var words = await sheet.GenerateAsync("Words", new { generation_type = "captions", data = new { source_resource_id = "{{Out}}" } });
        Assert.Equal(["Hello", "there."], words["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
    }

    [Fact]
    public async Task Sound_has_no_face()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out:video");
        var sound = await Vendors.Media.SoundOfAsync(user);
        var job = await sheet.GenerateAsync(
            "Out",
            new { generation_type = "lipsync", data = new { video_resource_id = sound, audio_resource_id = sound, model = "local" } });
        Assert.Equal("failed", job["status"]!.ToString());
        Assert.Contains("a video or a picture", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
    }
}
