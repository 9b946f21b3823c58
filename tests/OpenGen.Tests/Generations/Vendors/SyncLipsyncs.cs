using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>sync.so (sync.so/docs, “Create Generation with Files”): pictures for sync-3 alone, sound as WAV or MP3, video as MP4.</summary>
internal sealed class FakeSync : AsyncVendor
{
    public override string Provider => "sync";

    public static readonly VendorCase[] Cases =
    [
        new("sync", () => new FakeSync(), "Out:video", async (user, _) =>
            new
            {
                generation_type = "lipsync",
                data = new
                {
                    video_resource_id = await Media.VideoOfAsync(user),
                    audio_resource_id = await Media.SoundOfAsync(user),
                    model = "sync_so",
                },
            }, Media.IsOneVideoAsync),
    ];

    protected override void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/files") || context.Request.Headers["x-api-key"] == Key) await next();
            else await Error(401, "Unauthorized").ExecuteAsync(context);
        });
        app.MapPost("/v2/generate", async (HttpRequest request) =>
        {
            if (!request.HasFormContentType) return Error(415, "multipart/form-data expected");
            var form = await request.ReadFormAsync();
            if (form["model"].ToString() is not ("sync-3" or "lipsync-2" or "lipsync-2-pro"))
                return Error(400, "model must be one of the following values: sync-3, lipsync-2, lipsync-2-pro");
            if (form.Files["image"] is not null && form["model"] != "sync-3")
                return Error(400, "image inputs are supported by sync-3 only");
            if ((form.Files["video"] is null) == (form.Files["image"] is null)) return Error(400, "exactly one visual input is required");
            if (form.Files["video"] is { ContentType: not "video/mp4" }) return Error(400, "unsupported video format");
            if (form.Files["audio"] is not { ContentType: "audio/mpeg" or "audio/wav", Length: > 0 })
                return Error(400, "unsupported audio format");
            return await TakeAsync(Fields(form));
        }).DisableAntiforgery();
        app.MapGet("/v2/generate/{id}", (string id) =>
        {
            if (!Knows(id)) return Error(404, "Generation not found");
            if (!IsDone(id)) return Results.Json(new { id, status = "PROCESSING" });
            if (MakesNothing) return Results.Json(new { id, status = "COMPLETED", outputUrl = 7 });
            return Fault == Fault.Refused
                ? Results.Json(
                    new { id, status = "REJECTED", error = "The content violates the content policy", errorCode = "content_moderation" })
                : Results.Json(
                    new
                    {
                        id,
                        status = "COMPLETED",
                        outputUrl = $"{Address}/files/{id}.mp4",
                        outputMediaUrl = $"{Address}/files/{id}.mp4",
                    });
        });
        app.MapGet("/files/{name}", async (string name) => File(await Media.VideoAsync(), "video/mp4"));
    }

    protected override IResult Accept(string id) => Results.Json(new { id, status = "PENDING" }, statusCode: 201);

    private static IResult Error(int status, string message) => Results.Json(new { message, statusCode = status }, statusCode: status);
}

public sealed class SyncLipsyncs
{
    [Fact]
    public async Task A_portrait_and_our_own_speech_are_uploaded_in_formats_it_takes()
    {
        await using var sync = (FakeSync)await new FakeSync().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sync.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio", "Out:video", "Words");
        await sheet.GenerateAsync(
            "Voice", new { generation_type = "speech_from_text", data = new { script = "Hello there.", voice_method = "my_voices" } });
        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "lipsync",
                data = new { video_resource_id = await Media.PictureOfAsync(user), audio_resource_id = "{{Voice}}", model = "sync_so" },
            });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        var asked = sync.Asked.Last();
        Assert.Equal($"image/png {Samples.Png.Length}", asked["image"]!.ToString());
        Assert.StartsWith("audio/mpeg ", asked["audio"]!.ToString(), StringComparison.Ordinal);

        var captions = await sheet.GenerateAsync(
            "Words", new { generation_type = "captions", data = new { source_resource_id = "{{Out}}", model = "local" } });
        Assert.Equal(["Hello", "there."], captions["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
    }

    [Fact]
    public async Task What_it_rejects_is_a_refusal_in_its_words()
    {
        await using var sync = (FakeSync)await new FakeSync().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sync.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "lipsync",
                data = new
                {
                    video_resource_id = await Media.PictureOfAsync(user),
                    audio_resource_id = await Media.SoundOfAsync(user),
                    model = "gen",
                },
            });
        Assert.Contains("sync-3 only", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_the_stored_job_is_fetched_and_none_submitted()
    {
        await using var sync = (FakeSync)await new FakeSync().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sync.Settings());
        var made = await Resumed.MakeAsync(server, "sync", "lipsync", "sync_so", sync.Submitted());
        Assert.Equal(("video/mp4", 0), (made.Files[0].ContentType, sync.Taken));
    }
}
