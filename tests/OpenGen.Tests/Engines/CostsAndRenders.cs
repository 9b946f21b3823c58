using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

public sealed class CostsAndRenders(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Costs_add_up_from_layers_to_the_sheet_and_are_what_the_ledger_took(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Text");
        var text = new { generation_type = "text", data = new { prompt = "Write a hook about tea" } };
        for (var i = 0; i < 2; i++) await sheet.GenerateAsync("Text", text);
        var layer = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers"), new { name = "L", type = "text" });
        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers/{layer.Id}/generate"), text);
        await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());

        var whole = (await user.Api.GetAsync(sheet.Path("?with_execution_cost=true"))).Node;
        var row = whole["spreadsheet_rows"]![0]!;
        var cells = row["spreadsheet_cells"]!.AsArray();
        var layers = cells.SelectMany(c => c!["video_layers"]!.AsArray()).ToList();
        Assert.True(Cost(layers[0]!) > 0);
        Assert.Equal(10_000m - await user.CreditsAsync(), Cost(whole));
        Assert.Equal(Cost(whole), Cost(row));
        Assert.Equal(Cost(row), cells.Sum(c => Cost(c!)));
        var video = cells.Single(c => c!["cell_role"]!.ToString() == "final_video")!;
        Assert.Equal(Cost(layers[0]!), Cost(video));

        foreach (var (path, cost) in new[]
        {
            ($"/rows/{row["id"]}", Cost(row)),
            ($"/cells/{video["id"]}", Cost(video)),
            ($"/cells/{video["id"]}/layers/{layer.Id}", Cost(layers[0]!)),
        })
        {
            Assert.Equal(cost, Cost((await user.Api.GetAsync(sheet.Path(path + "?with_execution_cost=true"))).Node));
            Assert.Null((await user.Api.GetAsync(sheet.Path(path))).Node["execution_cost"]);
        }
        Assert.Equal(Cost(row), Cost((await user.Api.GetAsync(sheet.Path("/rows?with_execution_cost=true"))).Node[0]!));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_template_shows_the_callers_own_renders_of_it_and_nobody_elses(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var cloned = await user.Api.PostAsync("/v1/templates/spreadsheets/tiktok-text-driven/clone", new { agent_id = user.AgentId });
        var sheet = new TestSheet(user, cloned.Id, cloned.Node);
        var video = sheet.CellId("Final Video");
        // A short one: what is looked at is what the template shows of it.
        foreach (var layer in sheet.Cell("Final Video")["video_layers"]!.AsArray())
            await user.Api.DeleteAsync(sheet.Path($"/cells/{video}/layers/{layer!["id"]}"));
        await user.Api.PostAsync(
            sheet.Path($"/cells/{video}/layers"),
            new { name = "L", type = "text", additional_attributes = new { content = "Hi", durationInFrames = 5 } });
        var job = await user.Api.FollowAsync(
            (await user.Api.PostAsync(sheet.Path($"/cells/{video}/render"))).Node["generation_id"]!.GetValue<long>());
        Assert.Equal("completed", job["status"]!.ToString());

        var shown = await TemplateAsync(user.Api);
        var content = Assert.Single(shown["recent_generated_contents"]!.AsArray())!;
        var output = job["output_resources"]![0]!;
        Assert.Equal(
            (output["id"]!.ToString(), "video", output["thumbnail_url"]!.ToString()),
            (content["id"]!.ToString(), content["type"]!.ToString(), content["thumbnail_url"]!.ToString()));
        Assert.Single((await user.Api.GetAsync("/v1/templates/projects/tiktok-text-driven")).Node["recent_generated_contents"]!.AsArray());
        Assert.Empty((await TemplateAsync(stranger.Api))["recent_generated_contents"]!.AsArray());

        Assert.Equal(
            output["url"]!.ToString(),
            Assert.Single(
                (await user.Api.GetAsync($"/v1/remotion_jobs?agent_id={user.AgentId}&project_id={sheet.Id}&page=1")).Node.AsArray())![
                    "url"]!.ToString());
        Assert.Empty((await user.Api.GetAsync($"/v1/remotion_jobs?agent_id={user.AgentId}&project_id={sheet.Id}&page=2")).Node.AsArray());
        (await stranger.Api.GetAsync($"/v1/remotion_jobs?agent_id={stranger.AgentId}&project_id={sheet.Id}")).IsError(404, "not_found");
        // A clone's copy of the video is no render of its own.
        Assert.Equal(System.Net.HttpStatusCode.Created, (await user.Api.PostAsync(sheet.Path("/clone"), new { })).Status);
        Assert.Single((await TemplateAsync(user.Api))["recent_generated_contents"]!.AsArray());
    }

    [Fact]
    public async Task Templates_come_in_pages()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var all = (await user.Api.GetAsync("/v1/templates/projects")).Node.AsArray().Select(t => t!["slug"]!.ToString()).ToList();
        var paged = new List<string>();
        for (var page = 1; page <= 3; page++)
            paged.AddRange(
                (await user.Api.GetAsync($"/v1/templates/projects?page={page}&per_page=4")).Node.AsArray()
                    .Select(t => t!["slug"]!.ToString()));
        Assert.Equal(all, paged);
        Assert.Empty((await user.Api.GetAsync("/v1/templates/projects?page=2")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Rows_come_in_pages_and_all_of_a_long_sheet_in_order(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A");
        for (var i = 1; i < 260; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        var whole = (await sheet.ReadAgainAsync()).Node;
        Assert.Equal(260, whole["spreadsheet_rows"]!.AsArray().Count);
        Sheets.AssertWhole(whole);
        var paged = new List<JsonNode?>();
        for (var page = 1; page <= 3; page++)
            paged.AddRange((await user.Api.GetAsync(sheet.Path($"/rows?page={page}&per_page=100"))).Node.AsArray());
        Assert.Equal(whole["spreadsheet_rows"]!.ToJsonString(), new JsonArray([.. paged.Select(r => r!.DeepClone())]).ToJsonString());
        Assert.Equal(20, (await user.Api.GetAsync(sheet.Path("/rows?page=2"))).Node.AsArray().Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Deleting_a_row_stops_its_work_and_pays_it_back(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");
        var ordered = await sheet.OrderAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        Assert.Equal(9_999m, await user.CreditsAsync());
        await user.Api.DeleteAsync(sheet.Path($"/rows/{sheet.Node["spreadsheet_rows"]![0]!["id"]}"));
        Assert.Equal("stopped", (await user.Api.GetAsync($"/v1/generations/{ordered.Node["generation_id"]}")).Text("status"));
        Assert.Equal(10_000m, await user.CreditsAsync());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    private static async Task<JsonNode> TemplateAsync(Api api) =>
        (await api.GetAsync("/v1/templates/projects")).Node.AsArray().Single(t => t!["slug"]!.ToString() == "tiktok-text-driven")!;

    private static decimal Cost(JsonNode of) => decimal.Parse(of["execution_cost"]!.ToString(), CultureInfo.InvariantCulture);
}
