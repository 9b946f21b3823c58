using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

public sealed class MassUpdates(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Rows_take_attributes_and_places_in_one_call(Database database)
    {
        var (user, sheet, rows) = await ThreeRowsAsync(database);
        var answer = await user.Api.Lenient("an id as a text").PutAsync(sheet.Path("/rows/mass_update"), new
        {
            rows = new object[]
            {
                new { id = rows[2], position = 0, additional_attributes = new { note = "first" } },
                new { id = rows[0].ToString(), additional_attributes = new { note = "second" } },
            },
        });
        Assert.Equal([rows[2], rows[0]], answer.Node.AsArray().Select(r => r!["id"]!.GetValue<long>()));
        Assert.Equal(
            [rows[2], rows[0], rows[1]],
            (await user.Api.GetAsync(sheet.Path("/rows"))).Node.AsArray().Select(r => r!["id"]!.GetValue<long>()));
        Assert.Equal(["first", "second"], answer.Node.AsArray().Select(r => r!["additional_attributes"]!["note"]!.ToString()));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task One_wrong_row_leaves_all_as_they_were(Database database)
    {
        var (user, sheet, rows) = await ThreeRowsAsync(database);
        var before = (await sheet.ReadAgainAsync()).Node.ToJsonString();
        async Task RefusedAsync(int status, string code, params object[] changes) =>
            (await user.Api.PutAsync(sheet.Path("/rows/mass_update"), new { rows = changes })).IsError(status, code);
        await RefusedAsync(404, "not_found", new { id = rows[0], position = 2 }, new { id = 999_999_999 });
        await RefusedAsync(422, "validation_error", new { id = rows[0], position = 2 }, new { id = rows[0] });
        await RefusedAsync(
            422, "validation_error", new { id = rows[0], position = 2 },
            new { id = rows[1], additional_attributes = new { a = new string('x', 70_000) } });
        await RefusedAsync(422, "validation_error", new { id = rows[0], position = -1 });
        await RefusedAsync(422, "validation_error", new { position = 1 });
        Assert.Equal(Comparable(before), Comparable((await sheet.ReadAgainAsync()).Node.ToJsonString()));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Columns_change_together_or_not_at_all_and_only_the_users(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B");
        long a = sheet.Column("A")["id"]!.GetValue<long>(), b = sheet.Column("B")["id"]!.GetValue<long>(),
        final = sheet.Column("Final Video")["id"]!.GetValue<long>();
        var path = sheet.Path("/columns/mass_update");
        (await user.Api.PutAsync(path, new { columns = new object[] { new { id = a, title = "X" }, new { id = final, title = "Y" } } }))
            .IsError(422, "column_not_editable");
        (await user.Api.PutAsync(path, new { columns = new object[] { new { id = a, title = "X" }, new { id = b, title = " " } } }))
            .IsError(422, "validation_error");
        Assert.Equal(["Final Video", "A", "B"], Titles(await user.Api.GetAsync(sheet.Path("/columns"))));
        var answer = await user.Api.PutAsync(
            path,
            new
            {
                columns = new object[]
                {
                    new { id = b, title = "Bee", description = "d", additional_attributes = new { x = 1 } },
                    new { id = a, title = "Ay", position = 2 },
                },
            });
        Assert.Equal(["Bee", "Ay"], Titles(answer));
        Assert.Equal(["Final Video", "Bee", "Ay"], Titles(await user.Api.GetAsync(sheet.Path("/columns"))));
        Assert.Equal("d", answer.Node[0]!["description"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_systems_columns_move_among_the_users(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B");
        var moved = await user.Api.PatchAsync(
            sheet.Path("/columns/update_positions"),
            new { columns = new[] { new { id = sheet.Column("Final Video")["id"]!.GetValue<long>(), position = 9 } } });
        Assert.Equal(["A", "B", "Final Video"], Titles(moved));
        (await user.Api.PostAsync(sheet.Path($"/columns/{sheet.Column("Final Video")["id"]}/duplicate"), new { }))
            .IsError(422, "column_not_editable");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Thousands_of_cells_change_at_once_and_each_to_its_own(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync([.. Enumerable.Range(0, 99).Select(i => $"C{i}")]);
        for (var i = 1; i < 20; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        sheet = await sheet.ReadAgainAsync();
        var ids = CellIds(sheet).ToList();
        Assert.Equal(2_000, ids.Count);
        var answer = await user.Api.PutAsync(sheet.Path("/cells/mass_update"), new
        {
            cells = ids.Select(
                (id, i) =>
                    (object)(i % 2 == 0
                        ? new { id, value = (string?)$"v{id}" }
                        : new { id, additional_attributes = new { n = i, text = "ü\"\\{0}" } })),
        });
        Assert.Equal(ids, answer.Node.AsArray().Select(c => c!["id"]!.GetValue<long>()));
        foreach (var (cell, i) in CellsOf(await sheet.ReadAgainAsync()).Select((c, i) => (c, i)))
        {
            Assert.Equal(i % 2 == 0 ? $"v{cell["id"]}" : null, cell["value"]?.ToString());
            Assert.Equal(i % 2 == 0 ? null : "ü\"\\{0}", cell["additional_attributes"]!["text"]?.ToString());
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_not_sent_stays_and_null_empties(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B");
        var (a, b) = (sheet.CellId("A"), sheet.CellId("B"));
        await user.Api.PutAsync(
            sheet.Path("/cells/mass_update"),
            new
            {
                cells = new object[]
                {
                    new { id = a, value = "1", additional_attributes = new { x = 1, y = new { z = 1 } } },
                    new { id = b, value = "2" },
                },
            });
        await user.Api.PutAsync(
            sheet.Path("/cells/mass_update"),
            new
            {
                cells = new object[]
                {
                    new { id = a, additional_attributes = new { y = new { z = (string?)null } } },
                    new { id = b, value = (string?)null },
                },
            });
        sheet = await sheet.ReadAgainAsync();
        Assert.Equal("1", sheet.Cell("A")["value"]!.ToString());
        Assert.Null(sheet.Cell("B")["value"]);
        Assert.Equal("""{"x":1,"y":{}}""", sheet.Cell("A")["additional_attributes"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Every_fault_of_a_list_is_named_where_it_stands(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B");
        var (a, b) = (sheet.CellId("A"), sheet.CellId("B"));
        var big = new { a = new string('x', 70_000) };
        var large = (await user.Api.PutAsync(
            sheet.Path("/cells/mass_update"),
            new
            {
                cells = new object[]
                {
                    new { id = a, additional_attributes = big, value = "x" },
                    new { id = b, additional_attributes = big },
                },
            })).IsError(422, "validation_error");
        Assert.Equal(
            ["cells[0].additional_attributes", "cells[1].additional_attributes"], large.Node["errors"]!.AsObject().Select(e => e.Key));
        var twice = (await user.Api.PutAsync(
            sheet.Path("/cells/mass_update"),
            new { cells = new object[] { new { id = a, value = "1" }, new { id = a, value = "2" }, new { id = b }, new { id = b } } }))
            .IsError(422, "validation_error");
        Assert.Equal(["cells[1].id", "cells[3].id"], twice.Node["errors"]!.AsObject().Select(e => e.Key));
        Assert.Null((await sheet.ReadAgainAsync()).Cell("A")["value"]);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_who_merge_attributes_at_once_both_keep_theirs(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        var cell = sheet.Path($"/cells/{sheet.CellId("A")}");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => user.Api.PatchAsync(cell, Json($$$"""{"additional_attributes": {"k{{{i}}}": {{{i}}}}}"""))));
        Assert.Equal(10, (await user.Api.GetAsync(cell)).Node["additional_attributes"]!.AsObject().Count);
    }

    private async Task<(User User, TestSheet Sheet, List<long> Rows)> ThreeRowsAsync(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        for (var i = 0; i < 2; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        sheet = await sheet.ReadAgainAsync();
        return (user, sheet, [.. sheet.Node["spreadsheet_rows"]!.AsArray().Select(r => r!["id"]!.GetValue<long>())]);
    }

    private static IEnumerable<string> Titles(Answer columns) => columns.Node.AsArray().Select(c => c!["title"]!.ToString());

    private static IEnumerable<JsonNode> CellsOf(TestSheet sheet) =>
        sheet.Node["spreadsheet_rows"]!.AsArray().SelectMany(r => r!["spreadsheet_cells"]!.AsArray()).OfType<JsonNode>();

    private static IEnumerable<long> CellIds(TestSheet sheet) => CellsOf(sheet).Select(c => c["id"]!.GetValue<long>());

    private static string Comparable(string sheet) =>
        System.Text.RegularExpressions.Regex.Replace(sheet, "\"updated_at(_ts)?\":(\"[^\"]*\"|\\d+)", "");

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
