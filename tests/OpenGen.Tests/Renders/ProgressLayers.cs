using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Renders;

/// <summary>Progress bars by way of the API: stored, refused, copied to new rows, and rendered.</summary>
public sealed class ProgressLayers(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_progress_layer_is_stored_changed_and_duplicated_with_its_fields(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Final:video");
        string Path(string rest = "") => sheet.Path($"/cells/{sheet.CellId("Final")}/layers{rest}");

        var made = await user.Api.PostAsync(
            Path(),
            new
            {
                name = "Bar",
                type = "progress",
                additional_attributes = new { edge = "top", ticks = new[] { 1, 2.5 }, styles = new { fill = "#f00" } },
            });
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        Assert.Equal("progress", made.Node["type"]!.ToString());
        await user.Api.PatchAsync(Path($"/{made.Id}"), new { additional_attributes = new { styles = new { trackColor = "#000" } } });
        var twin = await user.Api.PostAsync(Path($"/{made.Id}/duplicate"), new { });
        Assert.True(twin.Status == HttpStatusCode.Created, twin.Body);

        var stored = (await sheet.ReadAgainAsync()).Cell("Final")["video_layers"]!.AsArray();
        Assert.Equal(2, stored.Count);
        Assert.All(stored, layer =>
        {
            Assert.Equal("progress", layer!["type"]!.ToString());
            Assert.Equal(
                """{"edge":"top","ticks":[1,2.5],"styles":{"fill":"#f00","trackColor":"#000"}}""",
                layer["additional_attributes"]!.ToJsonString());
        });
    }

    [Theory]
    [InlineData("""{"ticks":[1,-0.5]}""", "additional_attributes.ticks[1]", "must be a number from 0 to 600")]
    [InlineData("""{"ticks":[3.5],"durationInFrames":90}""", "additional_attributes.ticks[0]", "must be a number from 0 to 3")]
    [InlineData("""{"ticks":[0,"1e300"]}""", "additional_attributes.ticks[1]", "must be a number from 0 to 600")]
    [InlineData(
        """{"ticks":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}""",
        "additional_attributes.ticks", "must not be more than 50")]
    public async Task Ticks_outside_of_their_bounds_are_refused_by_their_path(string attributes, string path, string fault)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Final:video");

        var refused = await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"),
            new { name = "Bar", type = "progress", additional_attributes = JsonNode.Parse(attributes) });

        refused.IsError(422, "validation_error");
        var (at, faults) = Assert.Single(refused.Node["errors"]!.AsObject());
        Assert.Equal((path, fault), (at, Assert.Single(faults!.AsArray())!.ToString()));
    }

    [Fact]
    public async Task Ticks_of_a_layer_that_is_no_bar_are_nobodys_business()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Final:video");
        var layers = sheet.Path($"/cells/{sheet.CellId("Final")}/layers");

        var made = await user.Api.PostAsync(
            layers, new { name = "Words", type = "text", additional_attributes = new { ticks = new[] { -1 } } });

        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        var turned = await user.Api.PatchAsync(
            $"{layers.Replace("?", $"/{made.Id}?", StringComparison.Ordinal)}", new { type = "progress", additional_attributes = new { } });
        turned.IsError(422, "validation_error");
    }

    [Fact]
    public async Task A_bar_that_a_column_gives_to_its_rows_lasts_as_long_as_their_videos()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Final:video");
        var attributes = new
        {
            layers = new object[]
            {
                new { name = "Words", type = "text", additional_attributes = new { content = "Hi", durationInFrames = 20 } },
                new { name = "Bar", type = "progress", additional_attributes = new { edge = "top", ticks = new[] { 0.5 } } },
            },
        };
        await user.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column("Final")["id"]}"), new { additional_attributes = attributes });
        await user.Api.PostAsync(sheet.Path("/rows"), new { });
        var cell = (await sheet.ReadAgainAsync()).Cell("Final", row: 1)["id"]!.GetValue<long>();

        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{cell}/render"));
        Assert.True(ordered.Status == HttpStatusCode.Created, ordered.Body);
        var job = await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());

        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Equal(20, job["result"]!["frames"]!.GetValue<int>());
        Assert.Empty(job["warnings"]!.AsArray());
    }
}
