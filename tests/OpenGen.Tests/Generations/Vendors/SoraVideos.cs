using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>Sora in OpenAI's Videos API (developers.openai.com/api/docs/guides/video-generation).</summary>
internal sealed class FakeSora : AsyncVendor
{
    public override string Provider => "openai";

    public static readonly VendorCase[] Cases =
    [
        new("sora", () => new FakeSora(), "Out:video", (_, _) => Task.FromResult<object>(
            new { generation_type = "video_from_text", data = new { prompt = "A lake", model = "sora_2", duration = 8 } }),
            Media.IsOneVideoAsync),
    ];

    protected override void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization == "Bearer " + Key) await next();
            else await Error(401, "Incorrect API key provided").ExecuteAsync(context);
        });
        app.MapPost("/v1/videos", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (form["prompt"].ToString().Length == 0) return Error(400, "Missing required parameter: 'prompt'.");
            if (form["seconds"].ToString() is not ("4" or "8" or "12"))
                return Error(400, "Invalid value: 'seconds'. Supported values are: '4', '8', and '12'.");
            if (form["size"].ToString() is not ("720x1280" or "1280x720")) return Error(400, "Invalid value: 'size'.");
            if (form.Files["input_reference"] is { } first)
            {
                using var picture = NetVips.Image.NewFromStream(first.OpenReadStream());
                if ($"{picture.Width}x{picture.Height}" != form["size"])
                    return Error(400, "Inpaint image must match the requested width and height");
            }
            return await TakeAsync(Fields(form));
        }).DisableAntiforgery();
        app.MapGet("/v1/videos/{id}", (string id) => !Knows(id) ? Error(404, "Video not found") : Results.Json(Video(id, IsDone(id))));
        app.MapGet(
            "/v1/videos/{id}/content",
            async (string id) => MakesNothing ? Results.Text("no film") : File(await Media.VideoAsync(), "video/mp4"));
        app.MapDelete("/v1/videos/{id}", (string id) =>
        {
            Cancelled.Enqueue(id);
            return Results.Json(new { id, @object = "video.deleted", deleted = true });
        });
    }

    private JsonObject Video(string id, bool done)
    {
        var refused = done && Fault == Fault.Refused;
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "video",
            ["status"] = refused ? "failed" : done ? "completed" : "in_progress",
            ["progress"] = done ? 100 : 33,
            ["error"] = refused
                ? new JsonObject { ["code"] = "moderation_blocked", ["message"] = "Your request was blocked by our moderation system." }
                : null,
        };
    }

    protected override IResult Accept(string id) => Results.Json(new { id, @object = "video", status = "queued", progress = 0 });

    private static IResult Error(int status, string message) =>
        Results.Json(new { error = new { message, type = "invalid_request_error" } }, statusCode: status);
}

public sealed class SoraVideos
{
    [Fact]
    public async Task The_first_frame_is_sent_in_the_videos_size_and_what_it_does_not_take_is_said()
    {
        await using var sora = (FakeSora)await new FakeSora().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sora.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var job = await sheet.GenerateAsync("Out", new
        {
            generation_type = "video_from_image",
            data = new
            {
                prompt = "It moves",
                negative_prompt = "people",
                aspect_ratio = "16:9",
                duration = 12,
                image_resource_id = await Media.PictureOfAsync(user),
                model = "sora_2",
            },
        });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        var asked = sora.Asked.Last();
        Assert.Equal(("sora-2", "12", "1280x720"), (asked["model"]!.ToString(), asked["seconds"]!.ToString(), asked["size"]!.ToString()));
        Assert.StartsWith("image/jpeg", asked["input_reference"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("negative_prompt", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_job_is_deleted_there()
    {
        await using var sora = (FakeSora)await new FakeSora().StartAsync();
        sora.Hangs = true;
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sora.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var id = (await sheet.OrderAsync(
            "Out", new { generation_type = "video_from_text", data = new { prompt = "A lake", model = "sora_2" } })).Node[
                "generation_id"]!.GetValue<long>();
        await Waiting.UntilAsync(() => Task.FromResult(sora.IsLookedAt), "the job is submitted and looked at");
        await user.Api.PostAsync($"/v1/generations/{id}/stop", new { });
        await Waiting.UntilAsync(() => Task.FromResult(!sora.Cancelled.IsEmpty), "OpenAI is told to delete it");
    }

    [Fact]
    public async Task After_a_restart_the_stored_job_is_fetched_and_none_submitted()
    {
        await using var sora = (FakeSora)await new FakeSora().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, sora.Settings());
        var made = await Resumed.MakeAsync(server, "openai", "video_from_text", "sora_2", sora.Submitted());
        Assert.Equal(("video/mp4", 0), (made.Files[0].ContentType, sora.Taken));
    }
}
