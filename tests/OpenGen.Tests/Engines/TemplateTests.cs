using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

public sealed partial class TemplateTests(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Fact]
    public async Task All_nine_starters_are_there_by_slug_uuid_and_id()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var templates = (await user.Api.GetAsync("/v1/templates/projects")).Node.AsArray();
        string[] starters =
        [
            "ig-reel-story", "tiktok-montage", "tiktok-split-screen", "tiktok-talking-avatar", "tiktok-text-driven", "tiktok-video-creator",
            "tiktok-vo-broll",
            "ugc-talking-avatar", "yt-short-explainer",
        ];
        Assert.Equal(starters, templates.Select(t => t!["slug"]!.ToString()).Order());
        foreach (var template in templates)
            foreach (var key in new[] { "slug", "uuid", "id" })
                Assert.Equal(
                    template!["slug"]!.ToString(), (await user.Api.GetAsync($"/v1/templates/projects/{template[key]}")).Text("slug"));
        (await user.Api.GetAsync("/v1/templates/projects/nothing")).IsError(404, "template_not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Every_template_clones_whole_free_of_charge_with_a_first_row_that_has_its_layers(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        foreach (var template in (await user.Api.GetAsync("/v1/templates/projects")).Node.AsArray())
        {
            var cloned = await user.Api.PostAsync($"/v1/templates/spreadsheets/{template!["slug"]}/clone", new { agent_id = user.AgentId });
            Assert.Equal(HttpStatusCode.Created, cloned.Status);
            var columns = cloned.Node["spreadsheet_columns"]!.AsArray();
            var row = Assert.Single(cloned.Node["spreadsheet_rows"]!.AsArray())!;
            Assert.Equal(columns.Count, row["spreadsheet_cells"]!.AsArray().Count);
            Assert.NotEmpty(
                row["spreadsheet_cells"]!.AsArray().Single(c => c!["cell_role"]!.ToString() == "final_video")!["video_layers"]!.AsArray());
        }
        Assert.Equal(10_000m, await user.CreditsAsync());
    }

    /// <summary>
    /// What a card or a layer names is a column of the template before it, a variable or a field of the core: nothing else needs
    /// filling.
    /// </summary>
    [Fact]
    public async Task Every_template_needs_nothing_but_its_text_cells()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var checkedNames = 0;
        foreach (var listed in (await user.Api.GetAsync("/v1/templates/projects")).Node.AsArray())
        {
            var template = (await user.Api.GetAsync($"/v1/templates/projects/{listed!["slug"]}")).Node;
            var known = new HashSet<string> { "brand_name", "description", "personality", "goal", "keywords" };
            known.UnionWith(template["variables"]!.AsObject().Select(v => v.Key));
            foreach (var column in template["columns"]!.AsArray())
            {
                var card = column!["creation_card"]?.ToJsonString() ?? "";
                var layers = column["layers"]?.ToJsonString() ?? "";
                Assert.True(
                    column["type"]!.ToString() == "text" || card.Length > 0 || layers.Length > 0,
                    $"{listed["slug"]}: {column["title"]} has no card");
                foreach (Match name in Name().Matches(card + layers))
                {
                    Assert.True(
                        known.Contains(name.Groups[1].Value),
                        $"{listed["slug"]}: {column["title"]} names {name.Groups[1].Value}, which is not there yet");
                    checkedNames++;
                }
                known.Add(column["title"]!.ToString());
            }
        }
        Assert.True(checkedNames > 50);
    }

    [GeneratedRegex("""(?:\{\{|_var":"|"bind":")([^"{}]+)(?:\}\}|")""")]
    private static partial Regex Name();
}
