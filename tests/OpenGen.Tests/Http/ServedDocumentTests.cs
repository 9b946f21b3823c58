using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Tests.Clients;
using OpenGen.Tests.Support;
using Xunit.Sdk;

namespace OpenGen.Tests.Http;

/// <summary>
/// What no single request shows of the document; and that the test client, which holds all other tests' requests and answers against
/// it, would find a difference.
/// </summary>
public sealed class ServedDocumentTests(Servers servers)
{
    /// <summary>Where any JSON may stand.</summary>
    private static readonly string[] OfAnyKind =
    [
        "BrandInput.content_idea_preferences", "CreateRemotionJobRequest.input", "Job.result", "ProfileBrand.content_idea_preferences",
        "SectionResult.data", "StoppedGeneration.result", "VoicePreview.result",
    ];

    [Fact]
    public async Task Every_example_is_what_its_own_schema_says()
    {
        var api = Api.For(await servers.OnAsync(Database.Sqlite));
        var (served, faults, examples) = (await ServedDocument.OfAsync(api.Http), new List<string>(), 0);
        using var document = JsonDocument.Parse((await api.GetAsync("/openapi.json")).Body);
        var responses = document.RootElement.GetProperty("components").GetProperty("responses");
        foreach (var response in responses.EnumerateObject())
            Check(response.Value, $"#/components/responses/{response.Name}", isSent: false);
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
            {
                var place = $"#/paths/{Escaped(path.Name)}/{operation.Name}";
                if (operation.Value.TryGetProperty("requestBody", out var body)) Check(body, place + "/requestBody", isSent: true);
                foreach (var response in operation.Value.GetProperty("responses").EnumerateObject())
                    Check(response.Value, $"{place}/responses/{response.Name}", isSent: false);
            }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(examples > 150, $"Found {examples} examples");

        void Check(JsonElement of, string pointer, bool isSent)
        {
            if (!of.TryGetProperty("content", out var content)) return;
            foreach (var media in content.EnumerateObject())
                if (media.Value.TryGetProperty("example", out var example))
                {
                    examples++;
                    if (served.FaultsOfExample($"{pointer}/content/{Escaped(media.Name)}/schema", example, isSent) is { } wrong)
                        faults.Add($"{pointer}: {wrong}\n{example.GetRawText()}");
                }
        }
    }

    [Fact]
    public async Task Every_schema_says_of_what_type_it_is_but_those_of_any_JSON()
    {
        var all = (await SchemasAsync()).ToList();
        Assert.True(all.Count > 700, $"Found {all.Count} schemas");
        var untyped = all.Where(s => !SaysItsType(s.Schema)).Select(s => s.Place).Order(StringComparer.Ordinal);
        Assert.Equal(OfAnyKind, untyped);
    }

    [Fact]
    public async Task Times_are_texts_and_a_choice_that_may_be_null_says_so()
    {
        var all = (await SchemasAsync()).ToList();
        var times = all.Where(s => s.Schema["format"]?.ToString() == "date-time").ToList();
        Assert.True(times.Count > 40, $"Found {times.Count} times");
        Assert.Empty(times.Where(t => !Types(t.Schema).Contains("string")).Select(t => t.Place));

        var choices = all.Where(s => s.Schema["enum"] is not null).ToList();
        Assert.True(choices.Count > 15, $"Found {choices.Count} choices");
        Assert.Empty(
            choices.Where(c => Types(c.Schema).Contains("null") != c.Schema["enum"]!.AsArray().Any(v => v is null)).Select(c => c.Place));

        // Of a reference or null, null is one alone: oneOf counts.
        var references = all.Where(s => s.Schema["oneOf"] is JsonArray parts && parts.Any(p => p!["type"]?.ToString() == "null")).ToList();
        Assert.True(references.Count > 15, $"Found {references.Count} references that may be null");
        var document = await DocumentAsync();
        Assert.Empty(
            references.Where(r => r.Schema["oneOf"]!.AsArray().Count(p => TakesNull(Resolved(document, p!))) != 1).Select(r => r.Place));
    }

    [Fact]
    public async Task A_layers_type_is_one_of_those_there_are()
    {
        var document = await DocumentAsync();
        var type = Resolved(document, document["components"]!["schemas"]!["Layer"]!["properties"]!["type"]!);
        Assert.Equal(
            ["text", "clip", "sound", "caption", "image", "shape", "progress"], type["enum"]!.AsArray().Select(v => v!.ToString()));
    }

    [Fact]
    public async Task Whatever_is_null_at_first_is_answered_as_documented_then_and_later()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Text");
        var agent = (await user.Api.GetAsync($"/v1/agents/{user.AgentId}")).Node;
        Assert.Null(agent["default_user_voice"]);
        Assert.Null(sheet.Node["global_variables_sheet"]);
        Assert.Null((await user.Api.GetAsync(sheet.Path("/global_variables"))).Json);
        Assert.Null(sheet.Cell("Text")["default_user_job"]);

        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "offer", value = "20 %" });
        var job = await sheet.GenerateAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        sheet = await sheet.ReadAgainAsync();
        Assert.NotNull(sheet.Node["global_variables_sheet"]);
        Assert.NotNull(sheet.Cell("Text")["default_user_job"]);
        // A text generation's result is the text.
        Assert.Equal(JsonValueKind.String, job["result"]!.GetValueKind());
        Assert.Equal(sheet.Cell("Text")["value"]!.ToString(), job["result"]!.ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"dry\"")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("""["dry", null]""")]
    [InlineData("""{"tone": ["dry"]}""")]
    public async Task Preferences_of_any_kind_are_taken_and_answered_as_documented(string preferences)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var path = $"/v1/agent/profile?agent_id={user.AgentId}";
        var sent = JsonNode.Parse(preferences);
        var body = new JsonObject { ["brand"] = new JsonObject { ["content_idea_preferences"] = sent?.DeepClone() } };
        var answer = await user.Api.PutAsync(path, body);
        Assert.True(JsonNode.DeepEquals(sent, answer.Node["brand"]!["content_idea_preferences"]), answer.Body);
    }

    [Theory]
    [InlineData("?x=1", "{}", "?x: is not in the document")]
    [InlineData("", """{"spreadsheet_row": {"position": "0"}}""", "/spreadsheet_row/position")]
    [InlineData("", """{"spreadsheet_row": {"positon": 0}}""", "/spreadsheet_row/positon")]
    [InlineData("", """{"position": 0, "colour": "red"}""", "/colour")]
    public async Task What_is_accepted_and_not_described_fails_the_test_that_sends_it(string query, string body, string says)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync();
        var path = sheet.Path("/rows" + query);
        var failure = await Assert.ThrowsAsync<FailException>(() => user.Api.PostAsync(path, Json(body)));
        Assert.Contains("POST /v1/autocontentengine/{sheet_id}/rows", failure.Message, StringComparison.Ordinal);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        var lenient = await user.Api.Lenient("what this test is about").PostAsync(path, Json(body));
        Assert.Equal(HttpStatusCode.Created, lenient.Status);
    }

    [Theory]
    [InlineData("spreadsheet_row[position]=0", null)]
    [InlineData("position=0", null)]
    [InlineData("position=zero", "422")]
    [InlineData("positon=0", "/positon")]
    public async Task A_form_is_held_against_the_document_as_JSON_is(string form, string? says)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var path = (await user.NewSheetAsync()).Path("/rows");
        var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        if (says is null) Assert.Equal(HttpStatusCode.Created, (await user.Api.PostAsync(path, content)).Status);
        else if (says == "422") (await user.Api.PostAsync(path, content)).IsError(422, "validation_error");
        else
        {
            var failure = await Assert.ThrowsAsync<FailException>(() => user.Api.PostAsync(path, content));
            Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Few_tests_send_what_the_document_does_not_describe()
    {
        var folder = Path.Combine(Programs.Repository, "tests", "OpenGen.Tests");
        var calls = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Sum(file => File.ReadAllText(file).Split(".Lenient(\"").Length - 1);
        Assert.InRange(calls, 5, 20);
    }

    private async Task<JsonNode> DocumentAsync() => (await Api.For(await servers.OnAsync(Database.Sqlite)).GetAsync("/openapi.json")).Node;

    /// <summary>All schemas that have a name, and all within them.</summary>
    private async Task<IEnumerable<(string Place, JsonObject Schema)>> SchemasAsync() =>
        (await DocumentAsync())["components"]!["schemas"]!.AsObject().SelectMany(s => Within(s.Key, s.Value!.AsObject()));

    private static IEnumerable<(string Place, JsonObject Schema)> Within(string place, JsonObject schema)
    {
        yield return (place, schema);
        var fields = schema["properties"]?.AsObject().Select(f => ($"{place}.{f.Key}", f.Value!)) ?? [];
        var parts = new[] { "oneOf", "anyOf" }.SelectMany(k => schema[k]?.AsArray() ?? []).Select(p => (place, p!));
        var items = schema["items"] is { } item ? [($"{place}[]", item)] : Array.Empty<(string, JsonNode)>();
        foreach (var (at, inner) in fields.Concat(parts).Concat(items))
            foreach (var found in Within(at, inner.AsObject())) yield return found;
    }

    private static bool SaysItsType(JsonObject schema) =>
        new[] { "type", "$ref", "oneOf", "anyOf" }.Any(schema.ContainsKey);

    private static bool TakesNull(JsonNode schema) => schema["type"] is null || Types(schema).Contains("null");

    private static JsonNode Resolved(JsonNode document, JsonNode schema) =>
        schema["$ref"]?.ToString() is { } name ? document["components"]!["schemas"]![name.Split('/')[^1]]! : schema;

    private static IEnumerable<string> Types(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(t => t!.ToString()),
        { } one => [one.ToString()],
        null => [],
    };

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Escaped(string name) => name.Replace("/", "~1", StringComparison.Ordinal);
}
