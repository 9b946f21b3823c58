using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

/// <summary>Rows, columns, layers and engines that are copied hang on nothing of what they were copied from.</summary>
public sealed class Copies(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_duplicated_row_has_the_cells_layers_and_chosen_outputs_and_not_the_history(Database database)
    {
        var (user, sheet) = await FilledAsync(database);
        var made = await user.Api.PostAsync(sheet.Path($"/rows/{sheet.Node["spreadsheet_rows"]![0]!["id"]}/duplicate"), new { });
        Assert.Equal((HttpStatusCode.Created, 1), (made.Status, made.Node["position"]!.GetValue<int>()));
        sheet = await sheet.ReadAgainAsync();
        Sheets.AssertWhole(sheet.Node);
        await AssertCopyAsync(user.Api, sheet, 0, sheet, 1);
        Assert.Equal("kept", sheet.Node["spreadsheet_rows"]![1]!["additional_attributes"]!["note"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_duplicated_column_has_the_cells_of_every_row_and_a_title_of_its_own(Database database)
    {
        var (user, sheet) = await FilledAsync(database);
        var made = await user.Api.PostAsync(sheet.Path($"/columns/{sheet.Column("Picture")["id"]}/duplicate"), new { });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("Picture (copy)", made.Text("title"));
        sheet = await sheet.ReadAgainAsync();
        Sheets.AssertWhole(sheet.Node);
        await AssertOutputsAsync(user.Api, sheet.Cell("Picture"), sheet.Cell("Picture (copy)"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_duplicated_layer_is_in_front_of_the_first_with_its_output(Database database)
    {
        var (user, sheet) = await FilledAsync(database);
        var cell = sheet.Cell("Final Video");
        var made = await user.Api.PostAsync(sheet.Path($"/cells/{cell["id"]}/layers/{cell["video_layers"]![0]!["id"]}/duplicate"), new { });
        Assert.Equal((HttpStatusCode.Created, 1), (made.Status, made.Node["position"]!.GetValue<int>()));
        var layers = (await sheet.ReadAgainAsync()).Cell("Final Video")["video_layers"]!.AsArray();
        Assert.Equal(["Picture", "Picture (copy)", "Title"], layers.Select(l => l!["name"]!.ToString()));
        await AssertOutputsAsync(user.Api, layers[0]!, layers[1]!);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_clone_survives_the_deletion_of_its_source_with_the_files(Database database)
    {
        var (user, sheet) = await FilledAsync(database);
        var answer = await user.Api.PostAsync(sheet.Path("/clone"), new { });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("test-2", answer.Text("slug"));
        var clone = await TestSheet.ReadAsync(user, answer.Id);
        Sheets.AssertWhole(clone.Node);
        await AssertCopyAsync(user.Api, sheet, 0, clone, 0);
        Assert.Equal(
            sheet.Node["global_variables_sheet"]!["variables"]!.AsArray().Select(v => v!["value"]!.ToString()),
            clone.Node["global_variables_sheet"]!["variables"]!.AsArray().Select(v => v!["value"]!.ToString()));

        foreach (var file in (await user.Api.GetAsync(
            $"/v1/content_resources?agent_id={user.AgentId}&project_id={sheet.Id}")).Node.AsArray())
            await user.Api.DeleteAsync($"/v1/content_resources/{file!["id"]}?agent_id={user.AgentId}");
        await user.Api.DeleteAsync(sheet.Path(""));
        clone = await clone.ReadAgainAsync();
        Assert.Equal(HttpStatusCode.OK, (await user.Api.Http.GetAsync(clone.Cell("Picture")["value"]!.ToString())).StatusCode);
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_clone_for_another_agent_names_only_files_of_that_agent(Database database)
    {
        var (user, sheet) = await FilledAsync(database);
        using var upload = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
        var uploaded = (await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", upload)).Node["content_resource"]!;
        var layer = sheet.Cell("Final Video")["video_layers"]![1]!;
        await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers/{layer["id"]}"),
            new
            {
                additional_attributes = new { content_resource_id = uploaded["id"]!.GetValue<long>(), src = uploaded["url"]!.ToString() },
            });
        await sheet.FillAsync("Text", uploaded["url"]!.ToString());
        var other = (await user.Api.PostAsync("/v1/agents", new { agent = new { name = "Other" } })).Node["agent"]!["id"]!.GetValue<long>();

        var made = await user.Api.PostAsync(sheet.Path("/clone"), new { target_agent_id = other });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var clone = new TestSheet(user with { AgentId = other }, made.Id, made.Node);
        await AssertCopyAsync(user.Api, await sheet.ReadAgainAsync(), 0, clone, 0);
        var files = (await user.Api.GetAsync($"/v1/content_resources?agent_id={other}")).Node.AsArray();
        var attributes = clone.Cell("Final Video")["video_layers"]![1]!["additional_attributes"]!;
        Assert.Contains(attributes["content_resource_id"]!.ToString(), files.Select(f => f!["id"]!.ToString()));
        Assert.Contains(attributes["src"]!.ToString(), files.Select(f => f!["url"]!.ToString()));
        Assert.Equal(attributes["src"]!.ToString(), clone.Cell("Text")["value"]!.ToString());
        Assert.NotEqual(uploaded["url"]!.ToString(), attributes["src"]!.ToString());

        await user.Api.DeleteAsync($"/v1/content_resources/{uploaded["id"]}?agent_id={user.AgentId}");
        Assert.Equal(Samples.Png, await user.Api.Http.GetByteArrayAsync(attributes["src"]!.ToString()));
        (await user.Api.GetAsync(sheet.Path("").Replace($"/{sheet.Id}", $"/{made.Id}", StringComparison.Ordinal)))
            .IsError(404, "not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_clone_goes_only_to_agents_the_caller_may_write_to(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var sheet = await user.NewSheetAsync("A");
        foreach (var target in new object[] { stranger.AgentId, 999_999_999, -1 })
            (await user.Api.PostAsync(sheet.Path("/clone"), new { target_agent_id = target })).IsError(404, "not_found");
        (await user.Api.PostAsync(sheet.Path("/clone"), new { target_agent_id = "mine" })).IsError(422, "validation_error");
        Assert.Single((await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}")).Node.AsArray());
        Assert.Empty((await stranger.Api.GetAsync($"/v1/autocontentengine?agent_id={stranger.AgentId}")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Engines_of_one_title_made_at_once_get_slugs_of_their_own_and_one_default(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var made = await Task.WhenAll(
            Enumerable.Range(0, 8)
                .Select(
                    _ => user.Api.PostAsync(
                        $"/v1/autocontentengine?agent_id={user.AgentId}", new { title = "Ünïque!", is_default = true })));
        Assert.All(made, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var all = (await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}")).Node.AsArray();
        Assert.Equal(["unique", .. Enumerable.Range(2, 7).Select(i => $"unique-{i}")], all.Select(s => s!["slug"]!.ToString()).Order());
        Assert.Single(all, s => s!["is_default"]!.GetValue<bool>());
        await Task.WhenAll(
            made.Select(m => user.Api.PatchAsync($"/v1/autocontentengine/{m.Id}?agent_id={user.AgentId}", new { is_default = true })));
        Assert.Single(
            (await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}")).Node.AsArray(),
            s => s!["is_default"]!.GetValue<bool>());
        Assert.Equal(3, (await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}&page=1&per_page=3")).Node.AsArray().Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Choosing_an_earlier_output_brings_its_value_back(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Hook", "Other");
        var first = await sheet.GenerateAsync("Hook", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        var second = await sheet.GenerateAsync(
            "Hook", new { generation_type = "text", data = new { prompt = "Write a hook about mountain bikes in the rain" } });
        var other = await sheet.GenerateAsync("Other", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        var path = sheet.Path($"/cells/{sheet.CellId("Hook")}/set_default_user_job");
        var back = await user.Api.Lenient("an id as a text").PatchAsync(path, new { user_job_id = first["id"]!.ToString() });
        Assert.Equal(first["result"]!.ToString(), back.Text("value"));
        Assert.Equal(first["id"]!.ToString(), back.Node["default_user_job"]!["id"]!.ToString());
        Assert.Equal(2, back.Node["user_jobs"]!.AsArray().Count);
        foreach (var wrong in new object?[] { other["id"]!.GetValue<long>(), 999_999_999, "x", null })
            (await user.Api.PatchAsync(path, new { user_job_id = wrong })).IsError(422, "validation_error");
        (await user.Api.PatchAsync(
            sheet.Path("/cells/999999999/set_default_user_job"), new { user_job_id = second["id"]!.GetValue<long>() }))
            .IsError(404, "not_found");
    }

    /// <summary>A row with a filled text, two generated pictures, a layer with an output of its own, a variable.</summary>
    private async Task<(User User, TestSheet Sheet)> FilledAsync(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Text", "Picture:image");
        await sheet.FillAsync("Text", "Tea & 🫖");
        await user.Api.PatchAsync(
            sheet.Path($"/rows/{sheet.Node["spreadsheet_rows"]![0]!["id"]}"), new { additional_attributes = new { note = "kept" } });
        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "brand", value = "Teahouse" });
        var card = new { generation_type = "image_generation", data = new { prompt = "a lake", aspect_ratio = "1:1" } };
        for (var i = 0; i < 2; i++) await sheet.GenerateAsync("Picture", card);
        var layers = $"/cells/{sheet.CellId("Final Video")}/layers";
        var picture = await user.Api.PostAsync(sheet.Path(layers), new { name = "Picture", type = "image" });
        await user.Api.PostAsync(sheet.Path(layers), new { name = "Title", type = "text", additional_attributes = new { bind = "Text" } });
        var ordered = await user.Api.PostAsync(sheet.Path($"{layers}/{picture.Id}/generate"), card);
        Assert.Equal("completed", (await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>()))["status"]!.ToString());
        return (user, await sheet.ReadAgainAsync());
    }

    private static async Task AssertCopyAsync(Api api, TestSheet from, int fromRow, TestSheet to, int toRow)
    {
        if (!from.Cell("Text", fromRow)["value"]!.ToString().Contains("/files/", StringComparison.Ordinal))
            Assert.Equal(from.Cell("Text", fromRow)["value"]!.ToString(), to.Cell("Text", toRow)["value"]!.ToString());
        Assert.NotEqual(from.CellId("Picture", fromRow), to.CellId("Picture", toRow));
        Assert.Equal(2, from.Cell("Picture", fromRow)["user_jobs"]!.AsArray().Count);
        await AssertOutputsAsync(api, from.Cell("Picture", fromRow), to.Cell("Picture", toRow));
        var (layers, copies) = (
            from.Cell("Final Video", fromRow)["video_layers"]!.AsArray(), to.Cell("Final Video", toRow)["video_layers"]!.AsArray());
        Assert.Equal(
            layers.Select(l => (l!["name"]!.ToString(), l["type"]!.ToString())),
            copies.Select(l => (l!["name"]!.ToString(), l["type"]!.ToString())));
        await AssertOutputsAsync(api, layers[0]!, copies[0]!);
    }

    /// <summary>The copy has one completed job that cost nothing, with a file of its own that is the same.</summary>
    private static async Task AssertOutputsAsync(Api api, JsonNode from, JsonNode to)
    {
        var job = Assert.Single(to["user_jobs"]!.AsArray())!;
        Assert.Equal(
            ("completed", "0.0", job["id"]!.ToString()),
            (job["status"]!.ToString(), job["execution_cost"]!.ToString(), to["default_user_job"]!["id"]!.ToString()));
        var (source, copy) = (from["default_user_job"]!["output_resources"]![0]!, job["output_resources"]![0]!);
        Assert.NotEqual(source["url"]!.ToString(), copy["url"]!.ToString());
        Assert.NotEqual(source["thumbnail_url"]!.ToString(), copy["thumbnail_url"]!.ToString());
        Assert.Equal(
            await api.Http.GetByteArrayAsync(source["url"]!.ToString()), await api.Http.GetByteArrayAsync(copy["url"]!.ToString()));
        if (to["value"] is { } value) Assert.Equal(copy["url"]!.ToString(), value.ToString());
    }
}
