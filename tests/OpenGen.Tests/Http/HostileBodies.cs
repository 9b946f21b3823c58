using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>
/// What a stranger can send, in whichever form: refused with its place, never a fault of ours, in work linear in what was sent.
/// </summary>
public sealed class HostileBodies(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory]
    [InlineData("a[][b]")]
    [InlineData("a[][b][c]")]
    [InlineData("a[][b][]")]
    [InlineData("a[][b][][c]")]
    [InlineData("a[]")]
    [InlineData("a[x][][b]")]
    [InlineData("a")]
    [InlineData("a[0][b]")]
    public void A_form_is_read_in_work_linear_in_its_values(string name)
    {
        foreach (var isGrouped in new[] { true, false })
        {
            var tree = new FormTree(isGrouped);
            tree.Put(name, Enumerable.Range(0, 32_000).Select(i => (JsonNode?)JsonValue.Create(i)));
            Assert.True(tree.Looked <= 4 * 32_000, $"{name}: looked at {tree.Looked} elements for 32,000 values");
        }
        var mixed = new FormTree(isGrouped: true);
        foreach (var inner in new[] { "[id]", "[position]", "[x][y]", "[z][]", "" })
            mixed.Put($"a[]{inner}", Enumerable.Range(0, 8_000).Select(i => (JsonNode?)JsonValue.Create(i)));
        Assert.True(mixed.Looked <= 4 * 5 * 8_000, $"Looked at {mixed.Looked} elements for 40,000 values");
    }

    [Theory]
    [InlineData("a[][b][c]=1&a[][b][c]=2&a[][d]=3", """{"a":[{"b":{"c":"1"},"d":"3"},{"b":{"c":"2"}}]}""")]
    [InlineData("a[][b][]=1&a[][b][]=2", """{"a":[{"b":["1","2"]}]}""")]
    [InlineData("a[]=1&a[][b]=2&a[][b]=3", """{"a":["1",{"b":"2"},{"b":"3"}]}""")]
    [InlineData("a[][b]=1&a[][b]=2&a[][c]=3&a[][c]=4&a[][c]=5", """{"a":[{"b":"1","c":"3"},{"b":"2","c":"4"},{"c":"5"}]}""")]
    [InlineData("a[][b][][c]=1&a[][b][][c]=2", """{"a":[{"b":[{"c":"1"},{"c":"2"}]}]}""")]
    public void Lists_of_grouped_parts_become_what_they_always_did(string form, string json)
    {
        var tree = new FormTree(isGrouped: true);
        foreach (var name in form.Split('&').Select(f => f.Split('=')).GroupBy(f => f[0]))
            tree.Put(name.Key, name.Select(f => (JsonNode?)JsonValue.Create(f[1])));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), tree.Root), tree.Root.ToJsonString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Before_sign_in_a_body_is_small(Database database)
    {
        using var api = Api.For(await servers.OnAsync(database));
        // The client asks before it sends, as curl does, so that it hears the answer.
        api.Http.DefaultRequestHeaders.ExpectContinue = true;
        HttpContent[] large =
        [
            Json($"{{\"email\": \"{new string('x', 70_000)}\"}}"), Form("email=" + new string('x', 70_000)),
            Parts(1, new string('x', 70_000)),
            Json($"{{\"a\": [{string.Join(',', Enumerable.Repeat("1", 200))}]}}"), Form(string.Concat(Enumerable.Repeat("a[][b]=1&", 200))),
        ];
        foreach (var body in large) (await api.PostAsync("/v1/auth/login", body)).IsError(413, "payload_too_large");
        (await api.PostAsync("/v1/auth/login", Parts(200, "1"))).IsError(400, "bad_request");
        (await api.PostAsync("/v1/auth/login", Parts(32_000, "1"))).IsError(413, "payload_too_large");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Text_that_is_no_unicode_is_refused_with_its_place(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Text");
        (string Body, string Path)[] wrong =
        [
            ("""{"spreadsheet": {"title": "\ud800"}}""", "spreadsheet.title"), ("""{"title": "a\udc00b"}""", "title"),
            ("""{"title": "\ud83d\ud83d\ude00"}""", "title"),
            ("""{"title": "\ud83dx"}""", "title"), ("""{"rows": [{"id": 1}, {"id": "\udfff"}]}""", "rows[1].id"),
            ("""{"a": {"b": [[{"c\ud800": 1}]]}}""", "a.b[0][0].c\\ud800"),
            ("{\"title\": \"\u00ff\"}", "title"),
        ];
        foreach (var (body, path) in wrong)
        {
            // Latin-1, so that ÿ is a byte that UTF-8 does not have.
            using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            content.Headers.ContentType = new("application/json");
            var refused = (await user.Api.PostAsync($"/v1/autocontentengine?agent_id={user.AgentId}", content)).IsError(400, "bad_request");
            Assert.Equal([path], refused.Node["errors"]!.AsObject().Select(e => e.Key));
        }
        (await user.Api.PostAsync($"/v1/autocontentengine?agent_id={user.AgentId}", Form("title=%ff"))).IsError(400, "bad_request");
        (await user.Api.PostAsync("/v1/autocontentengine", Json("""{"agent_id": "\ud800", "title": "x"}"""))).IsError(400, "bad_request");
        using var open = Api.For(await servers.OnAsync(database));
        (await open.PostAsync("/v1/auth/login", Json("""{"email": "\ud800", "password": "x"}"""))).IsError(400, "bad_request");
        (await open.PostAsync("/v1/auth/register", Json("""{"email": "a@example.com", "password": "correct \udc00 horse"}""")))
            .IsError(400, "bad_request");
        Assert.Equal("😀 é", (await user.Api.PatchAsync(sheet.Path(""), Json("""{"title": "\ud83d\ude00 \u00e9"}"""))).Text("title"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Nul_is_refused_in_every_text_key_and_query(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Text");
        (string Body, string Path)[] wrong =
        [
            ("""{"title": "a\u0000b"}""", "title"),
            ("""{"additional_attributes": {"a": ["x", {"b": "\u0000"}]}}""", "additional_attributes.a[1].b"),
            ("""{"additional_attributes": {"a\u0000": 1}}""", "additional_attributes.a\\u0000"),
            ("""{"additional_attributes": "{\"a\": \"\\u0000\"}"}""", "additional_attributes.a"),
        ];
        foreach (var (body, path) in wrong)
        {
            var refused = (await user.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column("Text")["id"]}"), Json(body)))
                .IsError(422, "validation_error");
            Assert.Equal([path], refused.Node["errors"]!.AsObject().Select(e => e.Key));
        }
        (await user.Api.PatchAsync(sheet.Path(""), Form("spreadsheet[title]=a%00b"))).IsError(422, "validation_error");
        (await user.Api.PatchAsync(sheet.Path(""), Form("ti%00tle=a"))).IsError(422, "validation_error");
        using var part = new MultipartFormDataContent { { new StringContent("a\0b"), "title" } };
        (await user.Api.PatchAsync(sheet.Path(""), part)).IsError(422, "validation_error");
        var search = (await user.Api.GetAsync($"/v1/asset_libraries?agent_id={user.AgentId}&search=a%00b"))
            .IsError(422, "validation_error");
        Assert.NotNull(search.Node["errors"]!["search"]);
        (await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}&%00=1")).IsError(422, "validation_error");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Free_json_within_a_text_is_read_as_strictly_as_a_body(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Text");
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);
        foreach (var text in new[] { """{"a":1,"a":2}""", deep, "[1]", "{", "null", "{\"a\":1e999}" })
        {
            (await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Text")}"), new { additional_attributes = text }))
                .IsError(422, "validation_error");
            (await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Text")}/generate"), new { generation_type = "text", data = text }))
                .IsError(422, "validation_error");
        }
        var cell = await user.Api.Lenient("free JSON as a text").PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Text")}"), new { additional_attributes = """{"a":{"b":[1]}}""" });
        Assert.Equal("1", cell.Node["additional_attributes"]!["a"]!["b"]![0]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Names_and_texts_of_forms_have_their_ends(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        (await user.Api.PostAsync(path, Form(new string('k', 3_000) + "=1"))).IsError(400, "bad_request");
        (await user.Api.PostAsync(path, Form(new string('k', 3_000)))).IsError(400, "bad_request");
        (await user.Api.PostAsync(path, Json($"{{\"{new string('k', 3_000)}\": 1}}"))).IsError(400, "bad_request");
        (await user.Api.PostAsync(path, Form("title=" + new string('x', 5 << 20)))).IsError(413, "payload_too_large");
        (await user.Api.PostAsync(path, Json($"{{\"title\": \"{new string('x', 5 << 20)}\"}}"))).IsError(413, "payload_too_large");
        (await user.Api.PostAsync(path, Json($"{{\"title\": [{string.Join(',', Enumerable.Repeat("1", 400_001))}]}}")))
            .IsError(413, "payload_too_large");
        (await user.Api.PostAsync(path, Form(string.Concat(Enumerable.Repeat("a&", 400_001))))).IsError(413, "payload_too_large");
        (await user.Api.PostAsync(path, Json("""{"title": "x", "position": 1e999}"""))).IsError(422, "validation_error");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Files_go_into_numbered_lists_and_not_into_free_json(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var picture = new MultipartFormDataContent
        {
            { new ByteArrayContent(Samples.Png), "agent_avatars_attributes[0][file]", "p.png" },
            { new ByteArrayContent(Samples.Png), "agent_avatars_attributes[1][file]", "q.png" },
        };
        var made = await user.Api.Lenient("a list whose elements are numbered").PostAsync($"/v1/agents/{user.AgentId}/avatars", picture);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(2, made.Node.AsArray().Count);

        var sheet = await user.NewSheetAsync("Text");
        (string Method, string Path, string Field)[] free =
        [
            ("PATCH", sheet.Path($"/cells/{sheet.CellId("Text")}"), "additional_attributes[x]"),
            ("POST", sheet.Path($"/cells/{sheet.CellId("Text")}/generate"), "data[x][]"),
            ("PUT", $"/v1/agent/profile?agent_id={user.AgentId}", "brand[content_idea_preferences][x]"),
            ("POST", $"/v1/direct_upload?agent_id={user.AgentId}", "blob[metadata][x]"),
        ];
        foreach (var (method, path, field) in free)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), field, "p.png" } };
            var refused = (await user.Api.SendAsync(HttpMethod.Parse(method), path, form)).IsError(422, "validation_error");
            Assert.Contains(
                refused.Node["errors"]!.AsObject(),
                e => e.Key.Contains(".x", StringComparison.Ordinal)
                    && e.Value!.ToJsonString().Contains("must not be a file", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_error_is_never_larger_than_what_was_sent(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Text");
        var wrong = $"{{\"cells\": [{string.Join(',', Enumerable.Repeat("{\"id\": \"x\", \"value\": []}", 50_000))}]}}";
        var refused = (await user.Api.PutAsync(sheet.Path("/cells/mass_update"), Json(wrong))).IsError(422, "validation_error");
        Assert.InRange(refused.Node["errors"]!.AsObject().Count, 1, 100);
        Assert.InRange(refused.Body.Length, 1, 64 * 1024);
        var unknown = $"{{{string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"{new string('k', 500)}{i}\": 1"))}}}";
        var longs = await user.Api.PatchAsync($"/v1/agents/{user.AgentId}/core", Json(unknown));
        Assert.InRange(longs.Body.Length, 1, 64 * 1024);
        Assert.DoesNotContain(
            "E+",
            (await user.Api.PostAsync($"/v1/direct_upload?agent_id={user.AgentId}", new { blob = new { byte_size = 0 } }))
                .IsError(422, "validation_error").Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_column_takes_no_layers_that_no_row_could_have(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync();
        object Column(object name) =>
            new { title = "Clip", type = "video", additional_attributes = new { layers = new[] { new { type = "text", name } } } };
        foreach (var name in new object[] { new string('x', 201), "", 5, new { a = 1 } })
        {
            var refused = (await user.Api.PostAsync(sheet.Path("/columns"), Column(name))).IsError(422, "validation_error");
            Assert.NotNull(refused.Node["errors"]!["additional_attributes.layers[0].name"]);
        }
        Assert.Equal(HttpStatusCode.Created, (await user.Api.PostAsync(sheet.Path("/columns"), Column(new string('x', 200)))).Status);
        Assert.Equal(HttpStatusCode.Created, (await user.Api.PostAsync(sheet.Path("/rows"))).Status);
    }

    [Theory]
    [InlineData("GET /v1/agents/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.1\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("NONSENSE\r\n\r\n", 400)]
    [InlineData("GET /v1/me HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n", 400)]
    [InlineData("GET /v1/me HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("LARGE", 431)]
    public async Task What_kestrel_refuses_has_the_shape_of_every_error(string request, int status)
    {
        var server = await servers.OnAsync(Database.Sqlite);
        if (request == "LARGE") request = $"GET /v1/me HTTP/1.1\r\nHost: localhost\r\nX-Large: {new string('x', 40_000)}\r\n\r\n";
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        // One answer, and nothing of Kestrel's own after it.
        var body = JsonNode.Parse(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!;
        Assert.Equal("bad_request", body["error_code"]!.ToString());
        Assert.NotEmpty(body["error"]!.ToString());
        using var api = Api.For(server);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task A_range_behind_a_files_end_has_the_shape_of_every_error()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        var user = await Api.NewUserAsync(server);
        using var file = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
        var url = (await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", file)).Node["content_resource"]![
            "url"]!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url).PathAndQuery);
        request.Headers.Range = new(1_000_000, 1_000_001);
        using var answer = await user.Api.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("range_not_satisfiable", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error_code"]!.ToString());
        Assert.Equal("bytes", answer.Content.Headers.ContentRange!.Unit);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static StringContent Form(string text) => new(text, Encoding.ASCII, "application/x-www-form-urlencoded");

    private static MultipartFormDataContent Parts(int count, string value)
    {
        var form = new MultipartFormDataContent("x");
        for (var i = 0; i < count; i++) form.Add(new StringContent(value), "a[][b]");
        return form;
    }
}
