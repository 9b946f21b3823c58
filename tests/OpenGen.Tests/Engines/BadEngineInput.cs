using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

/// <summary>Everything an engine's operations can be sent that they must refuse: with a clear error, and changing nothing.</summary>
public sealed class BadEngineInput(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Ids_of_another_engine_of_the_agent_of_another_workspace_and_of_deleted_things_are_not_found(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var mine = await ThingsAsync(user);
        var before = await StateAsync(mine);
        var walked = 0;
        foreach (var other in new[]
        {
            await ThingsAsync(user),
            await ThingsAsync(await Api.NewUserAsync(server)),
            await DeletedAsync(user),
        })
            foreach (var (method, path, body) in Operations(other))
            {
                var answer = await user.Api.SendAsync(method, mine.Sheet.Path(path), body);
                Assert.True((int)answer.Status == 404, $"{method} {path}: {(int)answer.Status} {answer.Body}");
                answer.IsError(404, "not_found");
                walked++;
            }
        Assert.True(walked > 60, $"Only {walked} were walked");
        Assert.Equal(before, await StateAsync(mine));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Wrong_types_and_sizes_are_422_with_the_field_and_change_nothing(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var mine = await ThingsAsync(user);
        var before = await StateAsync(mine);
        var (layers, cell, row, column) = (
            $"/cells/{mine.VideoCell}/layers", $"/cells/{mine.TextCell}", $"/rows/{mine.Row}", $"/columns/{mine.Column}");
        (HttpMethod Method, string Path, string Body, string Field)[] wrong =
        [
            (HttpMethod.Post, "/rows", """{"position": "first"}""", "position"),
            (HttpMethod.Post, "/rows", """{"position": -1}""", "position"),
            (HttpMethod.Post, "/rows", """{"spreadsheet_row": 5}""", "spreadsheet_row"),
            (HttpMethod.Patch, row, """{"additional_attributes": [1]}""", "additional_attributes"),
            (HttpMethod.Patch, row, """{"position": 1.5}""", "position"),
            (HttpMethod.Put, "/rows/update_positions", "{}", "rows"),
            (HttpMethod.Put, "/rows/update_positions", """{"rows": {"id": 1}}""", "rows"),
            (HttpMethod.Put, "/rows/update_positions", $$"""{"rows": [{"id": {{mine.Row}}}]}""", "rows[0].position"),
            (HttpMethod.Put, "/rows/update_positions", $$"""{"rows": [{"id": {{mine.Row}}, "position": 0}, {"id": {{mine.Row}}, "position": 1}]}""", "rows[1].id"),
            (HttpMethod.Put, "/rows/mass_update", """{"rows": [null]}""", "rows[0]"),
            (HttpMethod.Put, "/rows/mass_update", """{"rows": [{"id": "x"}]}""", "rows[0].id"),
            (HttpMethod.Post, "/columns", "{}", "title"),
            (HttpMethod.Post, "/columns", """{"title": "  "}""", "title"),
            (HttpMethod.Post, "/columns", $$"""{"title": "{{new string('x', 201)}}"}""", "title"),
            (HttpMethod.Post, "/columns", """{"title": "x", "type": "stats"}""", "type"),
            (HttpMethod.Patch, column, """{"title": ""}""", "title"),
            (HttpMethod.Patch, column, """{"type": "hologram"}""", "type"),
            (HttpMethod.Patch, "/columns/update_positions", """{"columns": [{"id": 1, "position": -4}]}""", "columns[0].position"),
            (HttpMethod.Put, "/columns/mass_update", """{"columns": "all"}""", "columns"),
            (HttpMethod.Patch, cell, """{"value": {"a": 1}}""", "value"),
            (HttpMethod.Patch, cell, $$"""{"value": "{{new string('x', 100_001)}}"}""", "value"),
            (HttpMethod.Patch, cell, """{"value": "a\u0000b"}""", "value"),
            (HttpMethod.Patch, cell, """{"value": "kept", "additional_attributes": "no"}""", "additional_attributes"),
            (HttpMethod.Put, "/cells/mass_update", "{}", "cells"),
            (HttpMethod.Put, "/cells/mass_update", """{"cells": [{"value": "x"}, 5]}""", "cells[0].id"),
            (HttpMethod.Patch, cell + "/set_default_user_job", "{}", "user_job_id"),
            (HttpMethod.Post, layers, """{"type": "text"}""", "name"),
            (HttpMethod.Post, layers, """{"name": "x"}""", "type"),
            (HttpMethod.Post, layers, """{"name": "x", "type": "hologram"}""", "type"),
            (HttpMethod.Patch, $"{layers}/{mine.Layer}", """{"name": " "}""", "name"),
            (HttpMethod.Put, layers + "/update_positions", """{"layers": [{"position": 1}]}""", "layers[0].id"),
            (HttpMethod.Post, "/global_variables", """{"key": "", "value": "x"}""", "key"),
            (HttpMethod.Post, "/global_variables", """{"global_variable": {"key": "k"}}""", "global_variable.value"),
            (HttpMethod.Post, "/global_variables", """{"key": "brand", "value": "twice"}""", "key"),
            (HttpMethod.Patch, $"/global_variables/{mine.Variable}", $$"""{"value": "{{new string('x', 20_001)}}"}""", "value"),
            (HttpMethod.Patch, "", """{"title": ""}""", "title"),
            (HttpMethod.Patch, "", """{"is_default": "maybe"}""", "is_default"),
            (HttpMethod.Post, "/clone", """{"target_agent_id": []}""", "target_agent_id"),
        ];
        foreach (var (method, path, body, field) in wrong)
        {
            var answer = await user.Api.SendAsync(
                method, mine.Sheet.Path(path), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            Assert.True((int)answer.Status == 422, $"{method} {path} {body[..Math.Min(body.Length, 80)]}: {answer.Status} {answer.Body}");
            Assert.Contains(field, answer.IsError(422, "validation_error").Node["errors"]!.AsObject().Select(e => e.Key));
        }
        Assert.Equal(before, await StateAsync(mine));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Too_many_are_refused(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var mine = await ThingsAsync(user);
        var many = new JsonArray([.. Enumerable.Range(0, 1001).Select(i => (JsonNode)new JsonObject { ["id"] = i, ["position"] = i })]);
        (await user.Api.PutAsync(mine.Sheet.Path("/columns/mass_update"), new JsonObject { ["columns"] = many.DeepClone() }))
            .IsError(422, "validation_error");
        (await user.Api.PutAsync(mine.Sheet.Path($"/cells/{mine.VideoCell}/layers/update_positions"), new JsonObject { ["layers"] = many }))
            .IsError(422, "validation_error");
        for (var i = 2; i < 200; i++)
            Assert.Equal(HttpStatusCode.Created, (await user.Api.PostAsync(mine.Sheet.Path("/columns"), new { title = "C" })).Status);
        (await user.Api.PostAsync(mine.Sheet.Path("/columns"), new { title = "C" })).IsError(422, "too_many_columns");
        (await user.Api.PostAsync(mine.Sheet.Path($"/columns/{mine.Column}/duplicate"), new { })).IsError(422, "too_many_columns");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Deleting_the_same_row_twice_at_once_deletes_it_once(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        for (var i = 0; i < 4; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        var second = (await sheet.ReadAgainAsync()).Node["spreadsheet_rows"]![1]!["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => user.Api.DeleteAsync(sheet.Path($"/rows/{second}"))));
        Assert.Single(answers, a => a.Status == HttpStatusCode.NoContent);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.NoContent), a => a.IsError(404, "not_found"));
        sheet = await sheet.ReadAgainAsync();
        Assert.Equal(4, sheet.Node["spreadsheet_rows"]!.AsArray().Count);
        Sheets.AssertWhole(sheet.Node);
    }

    private sealed record Things(
        TestSheet Sheet, long Row, long Column, long TextCell, long VideoCell, long Layer, long Variable, long Job);

    private static async Task<Things> ThingsAsync(User user)
    {
        var sheet = await user.NewSheetAsync("Text");
        var layer = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers"), new { name = "a", type = "text" });
        var variable = await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "brand", value = "b" });
        var job = await sheet.GenerateAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        sheet = await sheet.ReadAgainAsync();
        return new(sheet, sheet.Node["spreadsheet_rows"]![0]!["id"]!.GetValue<long>(), sheet.Column("Text")["id"]!.GetValue<long>(),
            sheet.CellId("Text"), sheet.CellId("Final Video"), layer.Id, variable.Id, job["id"]!.GetValue<long>());
    }

    private static async Task<Things> DeletedAsync(User user)
    {
        var things = await ThingsAsync(user);
        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync(things.Sheet.Path(""))).Status);
        (await user.Api.GetAsync(things.Sheet.Path(""))).IsError(404, "not_found");
        return things;
    }

    private static IEnumerable<(HttpMethod Method, string Path, object? Body)> Operations(Things t)
    {
        var layers = $"/cells/{t.VideoCell}/layers";
        yield return (HttpMethod.Get, $"/rows/{t.Row}", null);
        yield return (HttpMethod.Patch, $"/rows/{t.Row}", new { position = 0 });
        yield return (HttpMethod.Delete, $"/rows/{t.Row}", null);
        yield return (HttpMethod.Post, $"/rows/{t.Row}/duplicate", new { });
        yield return (HttpMethod.Put, "/rows/update_positions", new { rows = new[] { new { id = t.Row, position = 0 } } });
        yield return (HttpMethod.Put, "/rows/mass_update", new { rows = new[] { new { id = t.Row, position = 0 } } });
        yield return (HttpMethod.Patch, $"/columns/{t.Column}", new { title = "x" });
        yield return (HttpMethod.Delete, $"/columns/{t.Column}", null);
        yield return (HttpMethod.Post, $"/columns/{t.Column}/duplicate", new { });
        yield return (HttpMethod.Patch, "/columns/update_positions", new { columns = new[] { new { id = t.Column, position = 0 } } });
        yield return (HttpMethod.Put, "/columns/mass_update", new { columns = new[] { new { id = t.Column, title = "x" } } });
        yield return (HttpMethod.Get, $"/cells/{t.TextCell}", null);
        yield return (HttpMethod.Patch, $"/cells/{t.TextCell}", new { value = "x" });
        yield return (HttpMethod.Put, "/cells/mass_update", new { cells = new[] { new { id = t.TextCell, value = "x" } } });
        yield return (HttpMethod.Patch, $"/cells/{t.TextCell}/set_default_user_job", new { user_job_id = t.Job });
        yield return (HttpMethod.Post, layers, new { name = "x", type = "text" });
        yield return (HttpMethod.Get, $"{layers}/{t.Layer}", null);
        yield return (HttpMethod.Patch, $"{layers}/{t.Layer}", new { name = "x" });
        yield return (HttpMethod.Delete, $"{layers}/{t.Layer}", null);
        yield return (HttpMethod.Post, $"{layers}/{t.Layer}/duplicate", new { });
        yield return (HttpMethod.Put, $"{layers}/update_positions", new { layers = new[] { new { id = t.Layer, position = 0 } } });
        yield return (HttpMethod.Patch, $"/global_variables/{t.Variable}", new { value = "x" });
        yield return (HttpMethod.Delete, $"/global_variables/{t.Variable}", null);
    }

    private static async Task<string> StateAsync(Things things) => (await things.Sheet.ReadAgainAsync()).Node.ToJsonString();
}
