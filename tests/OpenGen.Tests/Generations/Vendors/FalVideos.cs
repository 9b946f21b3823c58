using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Generations;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>
/// fal's queue (fal.ai/docs/documentation/model-apis/queue): it refuses a field that a model does not have, as its models do.
/// </summary>
internal sealed class FakeFal : AsyncVendor
{
    /// <summary>The fields of some models; those with a star must be there.</summary>
    private static readonly Dictionary<string, string[]> Models = new()
    {
        ["fal-ai/kling-video/v1.6/standard/text-to-video"] = ["prompt*", "duration", "aspect_ratio", "negative_prompt"],
        ["fal-ai/kling-video/v1.6/standard/elements"] = ["prompt*", "input_image_urls*", "duration", "aspect_ratio", "negative_prompt"],
        ["fal-ai/kling-video/v2.1/pro/image-to-video"] = ["prompt*", "image_url*", "tail_image_url", "duration", "negative_prompt"],
        ["fal-ai/kling-video/v2.6/pro/image-to-video"] = ["prompt*", "start_image_url*", "end_image_url", "duration", "negative_prompt"],
        ["fal-ai/bytedance/seedance/v1/pro/text-to-video"] = ["prompt*", "duration", "aspect_ratio"],
        ["fal-ai/bytedance/seedance/v1/lite/reference-to-video"] = ["prompt*", "reference_image_urls*", "duration", "aspect_ratio"],
        ["fal-ai/pika/v2.2/pikascenes"] = ["prompt*", "image_urls*", "duration", "aspect_ratio", "negative_prompt"],
    };

    public override string Provider => "fal";

    public static readonly VendorCase[] Cases =
    [
        new("fal", () => new FakeFal(), "Out:video", (_, _) => Task.FromResult<object>(
            new { generation_type = "video_from_text", data = new { prompt = "A lake", model = "seedance_pro", duration = 5 } }),
            Media.IsOneVideoAsync),
    ];

    protected override void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/files") || context.Request.Headers.Authorization == "Key " + Key) await next();
            else await Results.Json(new { detail = "Authentication is required to access this application" }, statusCode: 401)
                .ExecuteAsync(context);
        });
        app.MapPost("/{**model}", async (string model, [FromBody] JsonObject body) =>
        {
            if (!Models.TryGetValue(model, out var fields))
                return Results.Json(new { detail = $"Application '{model}' not found" }, statusCode: 404);
            foreach (var missing in fields.Where(f => f.EndsWith('*') && body[f[..^1]] is null))
                return Invalid(missing[..^1], "Field required");
            foreach (var (name, value) in body)
            {
                if (!fields.Contains(name) && !fields.Contains(name + "*")) return Invalid(name, "Extra inputs are not permitted");
                if (name == "duration"
                    && (value!.GetValueKind() == System.Text.Json.JsonValueKind.Number) != (model == "fal-ai/pika/v2.2/pikascenes"))
                    return Invalid(name, "Input should be '5' or '10'");
            }
            return await TakeAsync(new JsonObject { ["model"] = model, ["input"] = body.DeepClone() });
        });
        app.MapGet("/{owner}/{app}/requests/{id}/status", (string id) =>
            !Knows(id) ? Results.Json(new { detail = "Request not found" }, statusCode: 404)
            : Results.Json(
                new
                {
                    status = IsDone(id) ? "COMPLETED" : "IN_PROGRESS",
                    request_id = id,
                    response_url = "https://queue.fal.run/fal-ai/app/requests/" + id,
                }));
        app.MapGet("/{owner}/{app}/requests/{id}", (string id) => Fault == Fault.Refused
            ? Results.Json(
                new
                {
                    detail = new[]
                    {
                        new
                        {
                            loc = new[] { "body", "prompt" },
                            msg = "The content was flagged by a content checker.",
                            type = "content_policy_violation",
                        },
                    },
                }, statusCode: 422)
            : MakesNothing ? Results.Json(new { video = "none" })
            : Results.Json(new { video = new { url = $"{Address}/files/{id}.mp4", content_type = "video/mp4" } }));
        app.MapPut("/{owner}/{app}/requests/{id}/cancel", (string id) =>
        {
            Cancelled.Enqueue(id);
            return Results.Json(new { status = "CANCELLATION_REQUESTED" }, statusCode: 202);
        });
        app.MapGet("/files/{name}", async (string name) => File(await Media.VideoAsync(), "video/mp4"));
    }

    protected override IResult Accept(string id) => Results.Json(new
    {
        request_id = id,
        status_url = $"https://queue.fal.run/fal-ai/app/requests/{id}/status",
        response_url = $"https://queue.fal.run/fal-ai/app/requests/{id}",
        cancel_url = $"https://queue.fal.run/fal-ai/app/requests/{id}/cancel",
    });

    private static IResult Invalid(string field, string message) =>
        Results.Json(
            new { detail = new[] { new { loc = new[] { "body", field }, msg = message, type = "value_error" } } }, statusCode: 422);
}

public sealed class FalVideos
{
    [Fact]
    public async Task Each_model_gets_its_inputs_by_the_names_of_its_own()
    {
        await using var fal = (FakeFal)await new FakeFal().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, fal.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var picture = await Media.PictureOfAsync(user);
        const string uri = "data:image/png;base64,";

        var kling = await MadeAsync(
            "video_from_text",
            new { prompt = "A lake", negative_prompt = "people", aspect_ratio = "16:9", duration = 10, model = "kling_1_6" });
        Assert.Equal("""{"prompt":"A lake","negative_prompt":"people","aspect_ratio":"16:9","duration":"10"}""", kling.ToJsonString());

        var tail = await MadeAsync(
            "video_from_image",
            new { prompt = "It moves", image_resource_id = picture, image_tail_resource_id = picture, model = "kling_2_1" });
        Assert.Equal(["prompt", "duration", "image_url", "tail_image_url"], tail.Select(f => f.Key));
        Assert.StartsWith(uri, tail["tail_image_url"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Samples.Png, Convert.FromBase64String(tail["image_url"]!.ToString()[uri.Length..]));

        var newer = await MadeAsync(
            "video_from_image", new { image_resource_id = picture, image_tail_resource_id = picture, model = "kling_2_6" });
        Assert.Equal(["prompt", "duration", "start_image_url", "end_image_url"], newer.Select(f => f.Key));

        var scenes = await MadeAsync(
            "video_from_ingredients", new { prompt = "Both", asset_resource_ids = new[] { picture, picture }, model = "pika" });
        Assert.Equal((2, 5), (scenes["image_urls"]!.AsArray().Count, scenes["duration"]!.GetValue<int>()));

        var elements = await MadeAsync(
            "video_from_ingredients", new { prompt = "Both", asset_resource_ids = new[] { picture, picture }, model = "kling_1_6" });
        Assert.Equal(2, elements["input_image_urls"]!.AsArray().Count);

        async Task<JsonObject> MadeAsync(string type, object data)
        {
            var job = await sheet.GenerateAsync("Out", new { generation_type = type, data });
            Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
            return fal.Asked.Last()["input"]!.AsObject();
        }
    }

    [Fact]
    public async Task What_a_model_does_not_take_is_left_out_with_a_warning()
    {
        await using var fal = (FakeFal)await new FakeFal().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, fal.Settings());
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out:video");
        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "video_from_text",
                data = new { prompt = "A lake", negative_prompt = "people", model = "seedance_pro" },
            });
        Assert.Equal("completed", job["status"]!.ToString());
        Assert.Contains("negative_prompt", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_job_is_cancelled_there_and_when_continued_not_submitted_again()
    {
        await using var fal = (FakeFal)await new FakeFal().StartAsync();
        fal.Hangs = true;
        await using var server = await RunningServer.StartAsync(Database.Sqlite, fal.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var id = (await sheet.OrderAsync(
            "Out", new { generation_type = "video_from_text", data = new { prompt = "A lake", model = "seedance_pro" } })).Node[
                "generation_id"]!.GetValue<long>();
        await Waiting.UntilAsync(() => Task.FromResult(fal.IsLookedAt), "the job is submitted and looked at");
        await user.Api.PostAsync($"/v1/generations/{id}/stop", new { });
        await Waiting.UntilAsync(() => Task.FromResult(!fal.Cancelled.IsEmpty), "fal is told to stop");

        fal.Hangs = false;
        await user.Api.PostAsync($"/v1/generations/{id}/continue", new { });
        Assert.Equal("completed", (await user.Api.FollowAsync(id))["status"]!.ToString());
        Assert.Equal(1, fal.Taken);
    }

    [Fact]
    public async Task After_a_restart_the_stored_job_is_fetched_and_none_submitted()
    {
        await using var fal = (FakeFal)await new FakeFal().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, fal.Settings());
        var made = await Resumed.MakeAsync(server, "fal", "video_from_text", "seedance_pro", "fal-ai/app/requests/" + fal.Submitted());
        Assert.Equal(("video/mp4", 0), (made.Files[0].ContentType, fal.Taken));
    }
}

/// <summary>A generator called as the worker calls it after a restart: with the job's id at the vendor.</summary>
internal static class Resumed
{
    public static async Task<Generated> MakeAsync(RunningServer server, string provider, string type, string model, string remoteId)
    {
        using var scope = server.Services.CreateScope();
        var request = new GenerationRequest(
            type, model, model, [], "9:16", 1, new AgentCore(), 1,
            Directory.CreateDirectory(Path.Combine(server.DataFolder, "resumed")).FullName)
        { RemoteId = remoteId };
        return await scope.ServiceProvider.GetServices<IGenerator>().Making(provider, type)!.MakeAsync(
            request, new Progress<int>(), CancellationToken.None);
    }
}
