using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>A vendor whose answer is the result; keeps what it was asked.</summary>
internal abstract class FakeAnswerer : FakeVendor
{
    public const string Text = "Green tea, twice as calm.";

    /// <summary>What it was asked, forms as fields with the sizes of their files.</summary>
    public ConcurrentQueue<JsonNode> Asked { get; } = new();

    /// <summary>An answer to give instead of the right one.</summary>
    public string? Instead { get; set; }

    /// <summary>Takes what was asked and answers it.</summary>
    protected Task<IResult> AnswerAsync(JsonNode asked, Func<JsonNode> answer)
    {
        Asked.Enqueue(asked.DeepClone());
        return SubmitAsync(() => Instead is { } odd ? Results.Text(odd, "application/json") : Json(answer()));
    }

    /// <summary>A form as JSON: files stand in it with name, type and length; what comes twice is a list.</summary>
    protected static async Task<JsonObject> FormAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var fields = new JsonObject();
        foreach (var (name, value) in form) fields[name] = value.ToString();
        foreach (var files in form.Files.GroupBy(f => f.Name))
            fields[files.Key] = new JsonArray(
                [.. files.Select(
                    f => (JsonNode)new JsonObject { ["name"] = f.FileName, ["type"] = f.ContentType, ["length"] = f.Length })]);
        return fields;
    }

    /// <summary>The job wrote the text.</summary>
    protected static Task IsTheTextAsync(User user, JsonNode job)
    {
        Assert.Equal(Text, job["result"]!.ToString());
        return Task.CompletedTask;
    }

    /// <summary>The job made one picture, the vendor's.</summary>
    protected static async Task IsThePictureAsync(User user, JsonNode job)
    {
        var made = Assert.Single(job["output_resources"]!.AsArray())!;
        Assert.Equal("image", made["object_type"]!.ToString());
        Assert.Equal(Samples.Png, await user.Api.Http.GetByteArrayAsync(made["url"]!.ToString()));
    }

    /// <summary>The job heard two words.</summary>
    protected static Task AreTheCaptionsAsync(User user, JsonNode job)
    {
        Assert.Equal(
            """[{"word":"Green","start":0.1,"end":0.5},{"word":"tea.","start":0.5,"end":0.9}]""",
            job["result"]!["captions"]!.ToJsonString());
        return Task.CompletedTask;
    }

    protected static JsonArray TwoWords() =>
        JsonNode.Parse("""[{"word":"Green","start":0.1,"end":0.5},{"word":" tea.","start":0.45,"end":0.9}]""")!.AsArray();

    protected static VendorCase TextCase(string name, Func<FakeVendor> vendor, string model) =>
        new(name, vendor, "Out",
            (_, _) => Task.FromResult<object>(new { generation_type = "text", data = new { prompt = "A hook about tea", model } }),
            IsTheTextAsync);

    protected static VendorCase ImageCase(string name, Func<FakeVendor> vendor, string model, bool hasReference = false) =>
        new(name, vendor, "Out:image", async (user, _) => new
        {
            generation_type = "image_from_text",
            data = new { prompt = "A lake", model, content_resource_ids = hasReference ? new[] { await Media.PictureOfAsync(user) } : [] },
        }, IsThePictureAsync);

    protected static VendorCase CaptionsCase(string name, Func<FakeVendor> vendor, string model) =>
        new(name, vendor, "Out",
            async (user, _) =>
                new { generation_type = "captions", data = new { source_resource_id = await Media.VideoOfAsync(user), model } },
            AreTheCaptionsAsync);
}
