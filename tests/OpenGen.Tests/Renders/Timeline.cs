using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Renders;

/// <summary>When layers begin and end that are bound to others: what a template's timeline relies on for scripts of any length.</summary>
public sealed class Timeline(Servers servers)
{
    [Fact]
    public async Task A_layer_after_another_begins_where_that_one_ends()
    {
        var rendered = await RenderAsync(
            new { }, Text("Card", new { after = "Voice", from = 3, durationInFrames = 12 }),
            Text("Voice", new { from = 4, durationInFrames = 20 }));
        Assert.Equal(4 + 20 + 3 + 12, Frames(rendered));
    }

    [Fact]
    public async Task A_layer_after_one_that_is_not_there_follows_the_video_so_far()
    {
        var rendered = await RenderAsync(
            new { }, Text("Card", new { after = "Nothing", durationInFrames = 12 }), Text("Opening", new { durationInFrames = 20 }));
        Assert.Equal(32, Frames(rendered));
    }

    [Fact]
    public async Task A_video_ends_with_the_layer_it_names_and_what_begins_later_is_left_out()
    {
        var rendered = await RenderAsync(new { endsWith = "card" },
            Text("Short", new { durationInFrames = 20 }), Text("Card", new { after = "Short", durationInFrames = 12 }),
            Text("Long", new { from = 10, durationInFrames = 500 }), Text("Late", new { from = 400, durationInFrames = 60 }),
            Text("Always", new { }));
        Assert.Equal(32, Frames(rendered));
        Assert.Empty(rendered["warnings"]!.AsArray());
    }

    [Fact]
    public async Task A_video_that_names_a_layer_that_is_not_there_ends_as_without()
    {
        var rendered = await RenderAsync(new { endsWith = "Nothing" }, Text("Opening", new { durationInFrames = 20 }));
        Assert.Equal(20, Frames(rendered));
    }

    private static (string Name, object Attributes) Text(string name, object attributes) => (name, attributes);

    private static int Frames(JsonNode rendered) => rendered["result"]!["frames"]!.GetValue<int>();

    private async Task<JsonNode> RenderAsync(object cell, params (string Name, object Attributes)[] layers)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Final:video");
        await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Final")}"), new { additional_attributes = cell });
        foreach (var (name, attributes) in layers)
        {
            var given = System.Text.Json.JsonSerializer.SerializeToNode(attributes)!.AsObject();
            given["content"] = name;
            var made = await user.Api.PostAsync(
                sheet.Path($"/cells/{sheet.CellId("Final")}/layers"), new { name, type = "text", additional_attributes = given });
            Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        }
        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final")}/render"));
        Assert.True(ordered.Status == HttpStatusCode.Created, ordered.Body);
        var job = await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        return job;
    }
}
