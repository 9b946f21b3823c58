using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenGen.Tests.Support;

/// <summary>A workspace with one of everything in it, and its owner.</summary>
public sealed class Place
{
    private readonly RunningServer _server;
    private readonly Dictionary<string, string> _ids;

    private Place(RunningServer server, User owner, Dictionary<string, string> ids, string otherSheet) =>
        (_server, Owner, _ids, OtherSheet) = (server, owner, ids, otherSheet);

    public User Owner { get; }

    /// <summary>Another engine of the same agent.</summary>
    public string OtherSheet { get; }

    public static async Task<Place> MakeAsync(RunningServer server)
    {
        var owner = await Api.NewUserAsync(server);
        var (agent, files) = ($"/v1/agents/{owner.AgentId}", $"?agent_id={owner.AgentId}");
        var sheet = await owner.NewSheetAsync("Text");
        var job = await sheet.GenerateAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        using var file = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
        using var picture = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "agent_avatars_attributes[]", "a.png" } };
        var sample = (await owner.Api.PostAsync($"{agent}/voice/design/generate-samples", new { text = "Hello" })).Node["samples"]![0]![
            "generation_id"]!.ToString();
        var preview = (await owner.Api.PostAsync($"{agent}/voice/local_de_male/preview", new { text = "Hello" })).Text("user_job_id");
        await owner.Api.FollowAsync(long.Parse(preview, CultureInfo.InvariantCulture));
        var ids = new Dictionary<string, string>
        {
            ["agent_id"] = Text(owner.AgentId),
            ["organization_id"] = Text(owner.WorkspaceId),
            ["member_id"] = Text((await owner.AddMemberAsync(await Api.NewUserAsync(server), "viewer")).Id),
            ["persisted_tokens"] = (await owner.Api.GetAsync("/v1/persisted_tokens")).Node[0]!["id"]!.ToString(),
            ["avatar_id"] = (await owner.Api.PostAsync($"{agent}/avatars", picture)).Node[0]!["id"]!.ToString(),
            ["account_id"] = Text((await owner.Api.PostAsync($"{agent}/core/accounts", new { url = "x.com/a" })).Id),
            ["item_id"] = Text((await owner.Api.PostAsync($"{agent}/core/inspiration", new { url = "x.com/b" })).Id),
            ["voice_id"] = (await owner.Api.PostAsync($"{agent}/voice/design", new { generation_id = sample, name = "Own" }))
                .Text("voice_id"),
            ["job_id"] = preview,
            ["sheet_id"] = Text(sheet.Id),
            ["row_id"] = sheet.Node["spreadsheet_rows"]![0]!["id"]!.ToString(),
            ["column_id"] = sheet.Column("Text")["id"]!.ToString(),
            ["cell_id"] = Text(sheet.CellId("Text")),
            ["layer_id"] = Text(
                (await owner.Api.PostAsync(
                    sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers"),
                    new { name = "a", type = "text", additional_attributes = new { content = "hi" } })).Id),
            ["layers_cell_id"] = Text(sheet.CellId("Final Video")),
            ["variable_id"] = Text((await owner.Api.PostAsync(sheet.Path("/global_variables"), new { key = "a", value = "b" })).Id),
            ["generation_id"] = job["id"]!.ToString(),
            ["slug"] = "tiktok-vo-broll",
            ["content_resources"] = (await owner.Api.PostAsync("/v1/content_resources" + files, file)).Node["content_resource"]![
                "id"]!.ToString(),
            ["asset_folders"] = (await owner.Api.PostAsync("/v1/asset_folders" + files, new { name = "Folder" })).Text("asset_folder_id"),
        };
        ids["delivery_id"] = await DeliveryAsync(owner, sheet);
        return new Place(server, owner, ids, Text((await owner.NewSheetAsync("Other")).Id));
    }

    /// <summary>An event that went to a webhook which the agent has no more.</summary>
    private static async Task<string> DeliveryAsync(User owner, TestSheet sheet)
    {
        var agent = $"/v1/agents/{owner.AgentId}";
        await owner.Api.PatchAsync($"{agent}/automation_config", new { webhook_url = "http://127.0.0.1:9/" });
        await sheet.FillAsync("Text", "told");
        await owner.Api.PatchAsync($"{agent}/automation_config", new { webhook_url = (string?)null });
        return (await owner.Api.GetAsync($"{agent}/webhook_deliveries")).Node[0]!["id"]!.ToString();
    }

    /// <summary>The id of one of its things, by the name that stands for it in a path.</summary>
    public string Id(string name) => _ids[name];

    /// <summary>Somebody new who works here as what is said.</summary>
    public async Task<User> MemberAsync(string role)
    {
        var member = await Api.NewUserAsync(_server);
        Assert.Equal(role, (await Owner.AddMemberAsync(member, role)).Text("role"));
        return member;
    }

    /// <summary>A body that would change what it is sent to; null for methods without one.</summary>
    public JsonObject? Body(HttpMethod method, long? agentId = null) =>
        method == HttpMethod.Get || method == HttpMethod.Delete ? null : new JsonObject
        {
            ["agent_id"] = agentId ?? Owner.AgentId,
            ["name"] = "changed",
            ["title"] = "changed",
            ["type"] = "text",
            ["value"] = "changed",
            ["key"] = "changed",
            ["filename"] = "changed",
            ["email"] = "nobody@example.com",
            ["role"] = "viewer",
            ["url"] = "https://x.com/changed",
            ["text"] = "changed",
            ["gender"] = "female",
            ["position"] = 0,
            ["user_job_id"] = long.Parse(_ids["generation_id"], CultureInfo.InvariantCulture),
            ["project_id"] = long.Parse(_ids["sheet_id"], CultureInfo.InvariantCulture),
            ["container_id"] = long.Parse(_ids["cell_id"], CultureInfo.InvariantCulture),
            ["container_type"] = "SpreadsheetCell",
            ["rows"] = Moved("row_id"),
            ["columns"] = Moved("column_id"),
            ["layers"] = Moved("layer_id"),
            ["cells"] = new JsonArray(
            new JsonObject { ["id"] = long.Parse(_ids["cell_id"], CultureInfo.InvariantCulture), ["value"] = "changed" }),
        };

    /// <summary>All that anybody could have changed here, as the owner sees it.</summary>
    public async Task<string> StateAsync()
    {
        string[] paths =
        [
            $"/v1/autocontentengine?agent_id={Owner.AgentId}", $"/v1/autocontentengine/{_ids["sheet_id"]}?agent_id={Owner.AgentId}",
            $"/v1/autocontentengine/{_ids["sheet_id"]}/global_variables?agent_id={Owner.AgentId}",
            $"/v1/agents/{Owner.AgentId}", $"/v1/agents/{Owner.AgentId}/core", $"/v1/agents/{Owner.AgentId}/avatars",
            $"/v1/agents/{Owner.AgentId}/automation_config",
            $"/v1/agents/{Owner.AgentId}/voice/library?source=user_designed", $"/v1/content_resources?agent_id={Owner.AgentId}",
            $"/v1/asset_libraries?agent_id={Owner.AgentId}",
            $"/v1/organizations/{Owner.WorkspaceId}/credit_transactions", $"/v1/generations/{_ids["generation_id"]}", "/v1/agents",
            "/v1/workspaces",
        ];
        var state = new List<string>();
        foreach (var path in paths) state.Add((await Owner.Api.GetAsync(path)).Body);
        return string.Join('\n', state);
    }

    private JsonArray Moved(string thing) =>
        new(new JsonObject { ["id"] = long.Parse(_ids[thing], CultureInfo.InvariantCulture), ["position"] = 0, ["title"] = "changed" });

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
