using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Tests.Support;

/// <summary>
/// A client as anybody would write one: paths, JSON in, JSON out. What it is answered, and what it sends and a server accepts, is held
/// against the served document.
/// </summary>
/// <param name="lenience">What it sends that the document does not describe; null where all it sends is described.</param>
public sealed class Api(HttpClient http, string? lenience = null) : IDisposable
{
    public HttpClient Http => http;

    /// <summary>
    /// The same client for requests that are accepted though the document does not describe them: servers are lenient on purpose.
    /// </summary>
    /// <param name="what">What of them is not described.</param>
    public Api Lenient(string what) => new(http, what) { ApiKey = ApiKey };

    public string? ApiKey { get; private set; }

    public static Api For(RunningServer server, string? apiKey = null) => For(server.Address, apiKey);

    private static Api For(Uri address, string? apiKey = null)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        if (apiKey is not null) http.DefaultRequestHeaders.Add("X-API-Key", apiKey);
        return new Api(http) { ApiKey = apiKey };
    }

    /// <summary>A user of their own, with a workspace, an agent, 10,000 credits and an API key.</summary>
    public static Task<User> NewUserAsync(RunningServer server) => NewUserAsync(server.Address);

    public static async Task<User> NewUserAsync(Uri server)
    {
        using var open = For(server);
        var email = $"{Guid.NewGuid():N}@example.com";
        const string password = "correct horse";
        await open.PostAsync("/v1/auth/register", new { email, password });
        var token = (await open.PostAsync("/v1/auth/login", new { email, password })).Text("token");
        open.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var key = (await open.PostAsync("/v1/persisted_tokens", new { name = "test" })).Text("token");
        var api = For(server, key);
        var agent = (await api.GetAsync("/v1/agents")).Node[0]!;
        return new User(api, email, password, agent["id"]!.GetValue<long>(), agent["workspace_id"]!.GetValue<long>());
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, object? body = null) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch { null => null, HttpContent content => content, _ => JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType == "application/json";
        var document = await ServedDocument.OfAsync(http);
        document.CheckAnswer(method, path, answer.StatusCode, isJson ? text : null);
        if (answer.IsSuccessStatusCode && lenience is null) await document.CheckRequestAsync(method, path, request.Content);
        var headers = answer.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(answer.StatusCode, isJson ? JsonNode.Parse(text) : null, text, headers);
    }

    /// <summary>Follows a generation to its end.</summary>
    public async Task<JsonNode> FollowAsync(long generationId)
    {
        JsonNode? job = null;
        await Waiting.UntilAsync(
            async () =>
                (job = (await GetAsync($"/v1/generations/{generationId}")).Node)["status"]!.ToString() is "completed" or "failed"
                    or "stopped",
            $"generation {generationId} ends");
        return job!;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>A user with all they need to start.</summary>
public sealed record User(Api Api, string Email, string Password, long AgentId, long WorkspaceId)
{
    /// <summary>The workspace's balance.</summary>
    public async Task<decimal> CreditsAsync() =>
        decimal.Parse(
            (await Api.GetAsync($"/v1/organizations/{WorkspaceId}")).Text("credit"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The sum of the ledger, which must be the balance.</summary>
    public async Task<decimal> LedgerSumAsync() =>
        (await Api.GetAsync($"/v1/organizations/{WorkspaceId}/credit_transactions")).Node.AsArray()
            .Sum(l => decimal.Parse(l!["amount"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Where the workspace's members are.</summary>
    public string Members => $"/v1/organizations/{WorkspaceId}/members";

    /// <summary>Makes somebody a member: invited here, taken up by them. Answers the invitation, whose id is the member's.</summary>
    public async Task<Answer> AddMemberAsync(User member, string role)
    {
        var invited = await Api.PostAsync(Members, new { email = member.Email, role });
        Assert.True(invited.Status == HttpStatusCode.Created, invited.Body);
        var joined = await member.Api.PostAsync("/v1/organizations/invitations/accept", new { token = TokenOf(invited) });
        Assert.True(joined.Status == HttpStatusCode.OK, joined.Body);
        return invited;
    }

    /// <summary>The token in an invitation's link.</summary>
    public static string TokenOf(Answer invited) => invited.Text("invitation_url").Split("/invitations/")[1];

    /// <summary>A sheet with one row and columns of the titles given; <c>title:type</c>, text without a type.</summary>
    public async Task<TestSheet> NewSheetAsync(params string[] columns)
    {
        var sheet = (await Api.PostAsync($"/v1/autocontentengine?agent_id={AgentId}", new { spreadsheet = new { title = "Test" } })).Node;
        var id = sheet["id"]!.GetValue<long>();
        foreach (var column in columns)
        {
            var parts = column.Split(':');
            await Api.PostAsync($"/v1/autocontentengine/{id}/columns?agent_id={AgentId}",
                new { spreadsheet_column = new { title = parts[0], type = parts.Length > 1 ? parts[1] : "text" } });
        }
        await Api.PostAsync($"/v1/autocontentengine/{id}/rows?agent_id={AgentId}", new { });
        return await TestSheet.ReadAsync(this, id);
    }
}

/// <summary>A sheet as last read.</summary>
public sealed record TestSheet(User User, long Id, JsonNode Node)
{
    public static async Task<TestSheet> ReadAsync(User user, long id) =>
        new(user, id, (await user.Api.GetAsync($"/v1/autocontentengine/{id}?agent_id={user.AgentId}")).Node);

    public Task<TestSheet> ReadAgainAsync() => ReadAsync(User, Id);

    public string Path(string rest) =>
        $"/v1/autocontentengine/{Id}{rest}{(rest.Contains('?', StringComparison.Ordinal) ? '&' : '?')}agent_id={User.AgentId}";

    public JsonNode Column(string title) => Node["spreadsheet_columns"]!.AsArray().Single(c => c!["title"]!.ToString() == title)!;

    public JsonNode Cell(string title, int row = 0) => Node["spreadsheet_rows"]![row]!["spreadsheet_cells"]!.AsArray()
        .Single(c => c!["column_id"]!.GetValue<long>() == Column(title)["id"]!.GetValue<long>())!;

    public long CellId(string title, int row = 0) => Cell(title, row)["id"]!.GetValue<long>();

    public Task<Answer> FillAsync(string title, string value) => User.Api.PatchAsync(Path($"/cells/{CellId(title)}"), new { value });

    public Task<Answer> OrderAsync(string title, object card) => User.Api.PostAsync(Path($"/cells/{CellId(title)}/generate"), card);

    /// <summary>Orders a cell's content and follows it to its end.</summary>
    public async Task<JsonNode> GenerateAsync(string title, object card)
    {
        var ordered = await OrderAsync(title, card);
        Assert.True(ordered.Status == HttpStatusCode.Created, ordered.Body);
        return await User.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Json, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The JSON body; fails with the whole answer when there is none.</summary>
    public JsonNode Node => Json ?? throw new InvalidOperationException($"{Status} without JSON: {Body}");

    public string Text(string field) => Node[field]?.ToString() ?? throw new InvalidOperationException($"{Status} without {field}: {Body}");

    public long Id => Node["id"]!.GetValue<long>();

    /// <summary>Asserts the documented error body.</summary>
    public Answer IsError(int status, string code)
    {
        Assert.True((int)Status == status, $"{(int)Status} where {status} was expected: {Body}");
        Assert.Equal(code, Text("error_code"));
        Assert.NotEmpty(Text("error"));
        return this;
    }
}
