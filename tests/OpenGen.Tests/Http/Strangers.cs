using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>Walks every operation of the served document, so that a new one cannot be forgotten.</summary>
public sealed partial class Strangers(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    /// <summary>Operations that name nobody's thing: lists of one's own, and what is the same for all.</summary>
    private static readonly HashSet<string> OfNobody =
    [
        "getMe", "listWorkspaces", "listAgents", "createAgent", "listApiKeys", "createApiKey", "revokeAllApiKeys", "listOrganizations", "createOrganization",
        "listTemplates", "getTemplate", "downloadVariablesTemplate", "listModels", "listPricingConfigs",
    ];

    [Theory, MemberData(nameof(Both))]
    public async Task Nobody_gets_401_on_every_operation_that_needs_credentials(Database database)
    {
        var server = await servers.OnAsync(database);
        using var nobody = Api.For(server);
        var walked = 0;
        await foreach (var (method, path, operation) in OperationsAsync(nobody))
        {
            if (operation["security"]!.AsArray().Count == 0) continue;
            (await nobody.SendAsync(method, Parameter().Replace(path, "1"))).IsError(401, "unauthorized");
            walked++;
        }
        Assert.True(walked > 50, $"Only {walked} operations were walked");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_stranger_gets_404_for_somebody_elses_things_on_every_operation_and_changes_nothing(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var ids = await ThingsOfAsync(owner);
        var before = await StateAsync(owner, ids);
        var walked = 0;
        await foreach (var (method, path, operation) in OperationsAsync(stranger.Api))
        {
            var name = operation["operationId"]!.ToString();
            if (operation["security"]!.AsArray().Count == 0 || OfNobody.Contains(name)) continue;
            var answer = await stranger.Api.SendAsync(method, Filled(path, operation, ids) + (path.Contains("{agent_id}", StringComparison.Ordinal) ? "" : $"?agent_id={owner.AgentId}"), Body(method, ids));
            // One resource has a code of its own by contract: an unknown organization is 422.
            var expected = path.StartsWith("/v1/organizations/", StringComparison.Ordinal) ? (422, "organization_not_found") : (404, path.StartsWith("/v1/templates", StringComparison.Ordinal) && name != "cloneTemplate" ? "template_not_found" : "not_found");
            Assert.True((int)answer.Status == expected.Item1, $"{name}: {method} {path} answered {answer.Status}: {answer.Body}");
            answer.IsError(expected.Item1, expected.Item2);
            walked++;

            // The stranger's own agent does not open somebody else's engine either.
            if (path.StartsWith("/v1/autocontentengine/{sheet_id}", StringComparison.Ordinal))
                (await stranger.Api.SendAsync(method, $"{Filled(path, operation, ids)}?agent_id={stranger.AgentId}", Body(method, ids))).IsError(404, "not_found");
        }
        Assert.True(walked > 40, $"Only {walked} operations were walked");
        Assert.Equal(before, await StateAsync(owner, ids));
    }

    private static async Task<Dictionary<string, string>> ThingsOfAsync(User owner)
    {
        var sheet = await owner.NewSheetAsync("Text");
        var layer = await owner.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers"), new { name = "a", type = "text", additional_attributes = new { content = "hi" } });
        var variable = await owner.Api.PostAsync(sheet.Path("/global_variables"), new { key = "a", value = "b" });
        var job = await sheet.GenerateAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        using var file = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
        var resource = await owner.Api.PostAsync($"/v1/content_resources?agent_id={owner.AgentId}", file);
        return new()
        {
            ["agent_id"] = owner.AgentId.ToString(),
            ["organization_id"] = owner.WorkspaceId.ToString(),
            ["sheet_id"] = sheet.Id.ToString(),
            ["row_id"] = sheet.Node["spreadsheet_rows"]![0]!["id"]!.ToString(),
            ["column_id"] = sheet.Column("Text")["id"]!.ToString(),
            ["cell_id"] = sheet.CellId("Text").ToString(),
            ["layer_id"] = layer.Id.ToString(),
            ["variable_id"] = variable.Id.ToString(),
            ["generation_id"] = job["id"]!.ToString(),
            ["member_id"] = (await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}/members")).Node[0]!["id"]!.ToString(),
            ["slug"] = "tiktok-vo-broll",
            ["persisted_tokens"] = (await owner.Api.GetAsync("/v1/persisted_tokens")).Node[0]!["id"]!.ToString(),
            ["content_resources"] = resource.Node["content_resource"]!["id"]!.ToString(),
        };
    }

    private static string Filled(string path, JsonNode operation, Dictionary<string, string> ids) =>
        Parameter().Replace(path, match => ids[match.Groups[1].Value == "id" ? path.Split('/')[2] : match.Groups[1].Value]);

    private static object? Body(HttpMethod method, Dictionary<string, string> ids) => method == HttpMethod.Get || method == HttpMethod.Delete ? null : new JsonObject
    {
        ["agent_id"] = long.Parse(ids["agent_id"]),
        ["name"] = "stolen",
        ["title"] = "stolen",
        ["type"] = "text",
        ["value"] = "stolen",
        ["key"] = "stolen",
        ["filename"] = "stolen",
        ["user_job_id"] = long.Parse(ids["generation_id"]),
        ["project_id"] = long.Parse(ids["sheet_id"]),
        ["container_id"] = long.Parse(ids["cell_id"]),
        ["container_type"] = "SpreadsheetCell",
        ["cells"] = new JsonArray(new JsonObject { ["id"] = long.Parse(ids["cell_id"]), ["value"] = "stolen" }),
    };

    private static async Task<string> StateAsync(User owner, Dictionary<string, string> ids) => string.Join('\n',
        (await owner.Api.GetAsync($"/v1/autocontentengine/{ids["sheet_id"]}?agent_id={owner.AgentId}")).Body,
        (await owner.Api.GetAsync($"/v1/agents/{owner.AgentId}")).Body,
        (await owner.Api.GetAsync($"/v1/agents/{owner.AgentId}/core")).Body,
        (await owner.Api.GetAsync($"/v1/content_resources?agent_id={owner.AgentId}")).Body,
        (await owner.Api.GetAsync("/v1/organizations")).Body,
        (await owner.Api.GetAsync($"/v1/generations/{ids["generation_id"]}")).Body);

    private static async IAsyncEnumerable<(HttpMethod Method, string Path, JsonNode Operation)> OperationsAsync(Api api)
    {
        foreach (var (path, item) in (await api.GetAsync("/openapi.json")).Node["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
                yield return (HttpMethod.Parse(method.ToUpperInvariant()), path, operation!);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
