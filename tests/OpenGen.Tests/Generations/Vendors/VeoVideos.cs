using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>Veo in the Gemini API (ai.google.dev/gemini-api/docs/video).</summary>
internal sealed class FakeVeo : AsyncVendor
{
    public override string Provider => "gemini";

    public static readonly VendorCase[] Cases =
    [
        new("veo", () => new FakeVeo(), "Out:video", (_, _) => Task.FromResult<object>(
            new { generation_type = "video_from_text", data = new { prompt = "A lake", model = "veo_3_1_fast", duration = 8 } }),
            Media.IsOneVideoAsync),
    ];

    protected override void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers["x-goog-api-key"] == Key) await next();
            else await Error(400, "API key not valid. Please pass a valid API key.").ExecuteAsync(context);
        });
        app.MapPost("/v1beta/models/{call}", async (string call, [FromBody] JsonObject body) =>
        {
            if (!call.StartsWith("veo-", StringComparison.Ordinal) || !call.EndsWith(":predictLongRunning", StringComparison.Ordinal))
                return Error(404, $"models/{call} is not found for API version v1beta");
            if (body["instances"]?[0]?["prompt"]?.ToString() is not { Length: > 0 }) return Error(400, "Text prompt is required");
            if (body["parameters"]?["durationSeconds"] is { } seconds && seconds.GetValue<int>() is not (4 or 6 or 8))
                return Error(
                    400, "The number value for `durationSeconds` is out of bound. Please provide a value between 4 and 8, inclusive.");
            if (body["parameters"]?["aspectRatio"] is { } ratio && ratio.ToString() is not ("16:9" or "9:16"))
                return Error(400, "aspectRatio is not supported");
            return await TakeAsync(body.DeepClone());
        });
        app.MapGet("/v1beta/models/{model}/operations/{id}", (string model, string id) =>
        {
            if (!Knows(id)) return Error(404, "Operation not found");
            var name = $"models/{model}/operations/{id}";
            if (!IsDone(id)) return Results.Json(new { name });
            if (MakesNothing) return Results.Json(new { name, done = true, response = new { generateVideoResponse = Array.Empty<int>() } });
            return Fault == Fault.Refused
                ? Results.Json(
                    new
                    {
                        name,
                        done = true,
                        response = new
                        {
                            generateVideoResponse = new
                            {
                                raiMediaFilteredCount = 1,
                                raiMediaFilteredReasons = new[]
                                {
                                    "Veo could not generate a video because the input violates our usage guidelines.",
                                },
                            },
                        },
                    })
                : Results.Json(
                    new
                    {
                        name,
                        done = true,
                        response = new
                        {
                            generateVideoResponse = new
                            {
                                generatedSamples = new[]
                                {
                                    new
                                    {
                                        video = new
                                        {
                                            uri = $"https://generativelanguage.googleapis.com/v1beta/files/{id}:download?alt=media",
                                        },
                                    },
                                },
                            },
                        },
                    });
        });
        app.MapGet(
            "/v1beta/files/{file}",
            async (HttpRequest request) =>
                request.Query["alt"] == "media" ? File(await Media.VideoAsync(), "video/mp4") : Error(400, "alt"));
    }

    protected override IResult Accept(string id) => Results.Json(new { name = "models/veo-3.1-fast-generate-preview/operations/" + id });

    private static IResult Error(int status, string message) =>
        Results.Json(new { error = new { code = status, message, status = "INVALID_ARGUMENT" } }, statusCode: status);
}

public sealed class VeoVideos
{
    [Fact]
    public async Task First_and_last_frame_references_and_settings_are_sent_as_the_API_has_them()
    {
        await using var veo = (FakeVeo)await new FakeVeo().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, veo.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var picture = await Media.PictureOfAsync(user);
        await sheet.GenerateAsync("Out", new
        {
            generation_type = "video_from_image",
            data = new
            {
                prompt = "It moves",
                negative_prompt = "people",
                aspect_ratio = "16:9",
                duration = 4,
                image_resource_id = picture,
                image_tail_resource_id = picture,
                model = "veo_3_1",
            },
        });
        var asked = veo.Asked.Last();
        Assert.Equal("""{"durationSeconds":4,"aspectRatio":"16:9","negativePrompt":"people"}""", asked["parameters"]!.ToJsonString());
        foreach (var frame in new[] { "image", "lastFrame" })
        {
            Assert.Equal("image/png", asked["instances"]![0]![frame]!["mimeType"]!.ToString());
            Assert.Equal(Samples.Png, Convert.FromBase64String(asked["instances"]![0]![frame]!["bytesBase64Encoded"]!.ToString()));
        }

        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "video_from_ingredients",
                data = new { prompt = "Both", asset_resource_ids = new[] { picture, picture }, model = "veo_3_1" },
            });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        asked = veo.Asked.Last();
        Assert.Equal(
            ["asset", "asset"], asked["instances"]![0]!["referenceImages"]!.AsArray().Select(r => r!["referenceType"]!.ToString()));
        Assert.Equal("""{"durationSeconds":8,"aspectRatio":"9:16"}""", asked["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task What_its_filter_keeps_back_is_a_refusal_in_its_words()
    {
        await using var veo = (FakeVeo)await new FakeVeo().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, veo.Settings());
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out:video");
        veo.Fault = Fault.Refused;
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "video_from_text", data = new { prompt = "A lake", model = "veo_3_1" } });
        Assert.Contains("refused it: Veo could not generate", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_the_stored_operation_is_fetched_and_none_submitted()
    {
        await using var veo = (FakeVeo)await new FakeVeo().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, veo.Settings());
        var made = await Resumed.MakeAsync(
            server, "gemini", "video_from_text", "veo_3_1", "models/veo-3.1-generate-preview/operations/" + veo.Submitted());
        Assert.Equal(("video/mp4", 0), (made.Files[0].ContentType, veo.Taken));
    }
}
