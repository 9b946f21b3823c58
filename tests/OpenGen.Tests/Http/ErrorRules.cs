using System.Net;
using System.Text;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

public sealed class ErrorRules(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Fact]
    public async Task What_is_free_JSON_names_no_agent()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Hook");
        var path = $"/v1/autocontentengine/{sheet.Id}/cells/{sheet.CellId("Hook")}/generate";
        var card = new { prompt = "Write a hook about tea", agent_id = user.AgentId };
        var refused = (await user.Api.PostAsync(path, new { generation_type = "text", data = card })).IsError(422, "validation_error");
        Assert.Contains("agent_id", refused.Body, StringComparison.Ordinal);
        var taken = await user.Api.PostAsync(path, new { generation_type = "text", data = card, agent_id = user.AgentId });
        Assert.Equal(HttpStatusCode.Created, taken.Status);
    }

    [Fact]
    public async Task An_unknown_route_answers_the_documented_body()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        var answer = (await api.GetAsync("/v1/nothing/here")).IsError(404, "not_found");
        Assert.NotEmpty(answer.Headers["X-Request-Id"]);
    }

    [Fact]
    public async Task A_wrong_method_answers_405_with_the_documented_body()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        (await api.PutAsync("/v1/me")).IsError(405, "method_not_allowed");
    }

    [Theory]
    [InlineData("{\"email\": ")]
    [InlineData("{\"email\": 1,}")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    [InlineData("nonsense")]
    public async Task Malformed_json_is_a_bad_request(string body)
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        (await api.PostAsync("/v1/auth/login", new StringContent(body, Encoding.UTF8, "application/json"))).IsError(400, "bad_request");
    }

    [Fact]
    public async Task Deeply_nested_json_is_a_bad_request_and_not_a_crash()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        var deep = new string('[', 5000) + new string(']', 5000);
        (await api.PostAsync("/v1/auth/login", new StringContent($"{{\"email\": {deep}}}", Encoding.UTF8, "application/json")))
            .IsError(400, "bad_request");
    }

    [Fact]
    public async Task Another_content_type_is_refused_as_such()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        (await api.PostAsync("/v1/auth/login", new StringContent("<a/>", Encoding.UTF8, "text/xml")))
            .IsError(415, "unsupported_media_type");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_as_such()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        // The client asks before it sends, as curl does, so that it hears the answer.
        api.Http.DefaultRequestHeaders.ExpectContinue = true;
        using var huge = new ByteArrayContent(new byte[33 * 1024 * 1024]);
        huge.Headers.ContentType = new("application/json");
        (await api.PostAsync("/v1/auth/login", huge)).IsError(413, "payload_too_large");
    }

    [Fact]
    public async Task All_faults_of_an_input_are_answered_at_once()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        var answer = (await api.PostAsync("/v1/auth/register", new { email = "nobody", username = "a b" }))
            .IsError(422, "validation_error");
        Assert.Equal(["email", "password", "username"], answer.Node["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task A_missing_title_names_the_field_as_it_was_sent()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var answer = (await user.Api.PostAsync($"/v1/autocontentengine?agent_id={user.AgentId}", new { spreadsheet = new { } }))
            .IsError(422, "validation_error");
        Assert.Equal("is required", answer.Node["errors"]!["spreadsheet.title"]![0]!.ToString());
    }

    [Fact]
    public async Task A_path_id_that_is_no_number_is_not_found()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        (await user.Api.GetAsync($"/v1/autocontentengine/abc?agent_id={user.AgentId}")).IsError(404, "not_found");
        (await user.Api.GetAsync("/v1/agents/abc")).IsError(404, "not_found");
        (await user.Api.GetAsync("/v1/generations/99999999999999999999")).IsError(404, "not_found");
    }

    [Fact]
    public async Task An_engine_route_without_an_agent_says_so()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        (await user.Api.GetAsync("/v1/autocontentengine")).IsError(422, "validation_error");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Json_forms_and_multipart_wrapped_or_flat_mean_the_same(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        HttpContent[] bodies =
        [
            Json("{\"spreadsheet\": {\"title\": \"Same\"}}"),
            Json("{\"title\": \"Same\"}"),
            new FormUrlEncodedContent([new("spreadsheet[title]", "Same")]),
            new FormUrlEncodedContent([new("title", "Same")]),
            new MultipartFormDataContent { { new StringContent("Same"), "spreadsheet[title]" } },
        ];
        foreach (var body in bodies)
        {
            var made = await user.Api.PostAsync(path, body);
            Assert.Equal(HttpStatusCode.Created, made.Status);
            Assert.Equal("Same", made.Text("title"));
        }
        var both = Json("{\"title\": \"flat loses\", \"spreadsheet\": {\"title\": \"Same\"}}");
        Assert.Equal("Same", (await user.Api.Lenient("fields in the wrapper and beside it").PostAsync(path, both)).Text("title"));
        var inBody = await user.Api.Lenient("an id as a text").PostAsync(
            "/v1/autocontentengine", Json($"{{\"agent_id\": \"{user.AgentId}\", \"title\": \"Same\"}}"));
        Assert.Equal("same-7", inBody.Text("slug"));
        Assert.Equal(7, (await user.Api.GetAsync($"/v1/vidsheet?agent_id={user.AgentId}")).Node.AsArray().Count);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
