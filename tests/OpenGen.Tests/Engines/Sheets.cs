using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

public sealed class Sheets(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Rows_and_columns_always_make_cells(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B:image");
        await user.Api.PostAsync(sheet.Path("/rows"), new { position = 0 });
        sheet = await sheet.ReadAgainAsync();
        AssertWhole(sheet.Node);
        await user.Api.DeleteAsync(sheet.Path($"/columns/{sheet.Column("A")["id"]}"));
        sheet = await sheet.ReadAgainAsync();
        AssertWhole(sheet.Node);
        Assert.Equal(["Final Video", "B"], sheet.Node["spreadsheet_columns"]!.AsArray().Select(c => c!["title"]!.ToString()));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Rows_added_at_once_get_places_of_their_own(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => user.Api.PostAsync(sheet.Path("/rows"), new { position = 0 })));
        AssertWhole((await sheet.ReadAgainAsync()).Node);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Attributes_merge_deeply_and_a_null_deletes(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        var cell = sheet.Path($"/cells/{sheet.CellId("A")}");
        await user.Api.PatchAsync(cell, Body("""{"additional_attributes": {"a": {"b": 1, "c": [1]}, "d": "x"}}"""));
        var merged = await user.Api.PatchAsync(cell, Body("""{"additional_attributes": {"a": {"b": 2, "e": null}, "d": null, "f": 1}}"""));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"a": {"b": 2, "c": [1]}, "f": 1}"""), merged.Node["additional_attributes"]),
            merged.Body);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Attributes_beyond_64_KiB_are_refused_and_change_nothing(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        var cell = sheet.Path($"/cells/{sheet.CellId("A")}");
        (await user.Api.PatchAsync(cell, new { value = "new", additional_attributes = new { a = new string('x', 70_000) } }))
            .IsError(422, "validation_error");
        Assert.Null((await user.Api.GetAsync(cell)).Node["value"]);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Mass_updates_of_cells_are_all_or_nothing(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B");
        var (a, b) = (sheet.CellId("A"), sheet.CellId("B"));
        (await user.Api.PutAsync(
            sheet.Path("/cells/mass_update"),
            new { cells = new object[] { new { id = a, value = "1" }, new { id = 999_999_999, value = "2" } } })).IsError(404, "not_found");
        Assert.Null((await sheet.ReadAgainAsync()).Cell("A")["value"]);
        var updated = await user.Api.Lenient("an id as a text").PutAsync(
            sheet.Path("/cells/mass_update"),
            new { cells = new object[] { new { id = a, value = "1" }, new { id = b.ToString(), value = "ناعم 🫶🏽" } } });
        Assert.Equal(["1", "ناعم 🫶🏽"], updated.Node.AsArray().Select(c => c!["value"]!.ToString()));
    }

    [Fact]
    public async Task The_systems_columns_are_not_the_users_to_change()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync();
        var column = sheet.Path($"/columns/{sheet.Column("Final Video")["id"]}");
        (await user.Api.PatchAsync(column, new { title = "Mine" })).IsError(422, "column_not_editable");
        (await user.Api.DeleteAsync(column)).IsError(422, "column_not_editable");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task One_engine_of_an_agent_is_the_default(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        foreach (var title in new[] { "One", "Two" })
            await user.Api.PostAsync(
                $"/v1/autocontentengine?agent_id={user.AgentId}", new { spreadsheet = new { title, is_default = true } });
        var sheets = (await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}")).Node.AsArray();
        Assert.Equal(["Two"], sheets.Where(s => s!["is_default"]!.GetValue<bool>()).Select(s => s!["title"]!.ToString()));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Layers_take_the_aliases_of_types_and_keep_their_order(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        var layers = sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers");
        foreach (var (type, position) in new[] { ("video", 0), ("audio", 0), ("captions", 1) })
            await user.Api.PostAsync(layers, new { video_layer = new { name = type, type, position } });
        var types = (await sheet.ReadAgainAsync()).Cell("Final Video")["video_layers"]!.AsArray()
            .Select(l => (l!["type"]!.ToString(), l["position"]!.GetValue<int>()));
        Assert.Equal([("sound", 0), ("caption", 1), ("clip", 2)], types);
        (await user.Api.PostAsync(layers, new { name = "x", type = "hologram" })).IsError(422, "validation_error");
        (await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("A")}/layers"), new { name = "x", type = "text" }))
            .IsError(422, "cell_not_video");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Times_are_utc_to_the_millisecond_in_both_spellings(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = (await user.NewSheetAsync()).Node;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", sheet["created_at"]!.ToString());
        Assert.Equal(
            sheet["created_at_ts"]!.GetValue<long>(),
            DateTimeOffset.Parse(sheet["created_at"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)
                .ToUnixTimeMilliseconds());
    }

    /// <summary>Positions count from 0 without gaps, and cells are rows × columns, in the columns' order.</summary>
    internal static void AssertWhole(JsonNode sheet)
    {
        var columns = sheet["spreadsheet_columns"]!.AsArray();
        var rows = sheet["spreadsheet_rows"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, columns.Count), columns.Select(c => c!["position"]!.GetValue<int>()));
        Assert.Equal(Enumerable.Range(0, rows.Count), rows.Select(r => r!["position"]!.GetValue<int>()));
        foreach (var row in rows)
            Assert.Equal(
                columns.Select(c => c!["id"]!.GetValue<long>()),
                row!["spreadsheet_cells"]!.AsArray().Select(c => c!["column_id"]!.GetValue<long>()));
    }

    private static StringContent Body(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
