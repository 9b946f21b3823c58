using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Json.Schema;

namespace OpenGen.Tests.Support;

/// <summary>
/// The OpenAPI document that servers serve, held against what they are sent and what they answer: what it says of an answer is true of
/// every answer that a test gets, and whatever a server accepts is described in it.
/// </summary>
internal sealed class ServedDocument
{
    /// <summary>Characters: a longer body is more of the same.</summary>
    private const int Longest = 1 << 20;

    private const string Json = "application/json";

    private static readonly Uri Place = new("https://opengen.test/openapi.json");

    /// <summary>Of the same document where objects hold no more than it describes: a field that it forgot is found by being sent.</summary>
    private static readonly Uri ClosedPlace = new("https://opengen.test/closed.json");

    private static readonly SemaphoreSlim Turn = new(1);
    private static ServedDocument? _known;
    private static long _answers;
    private static long _bodies;
    private static long _parameters;

    private readonly SentTexts _texts;
    private readonly List<DocumentedOperation> _operations = [];
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = [];
    private readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry() };

    private ServedDocument(JsonElement document)
    {
        var closed = ClosedSchemas.Of(document);
        _texts = new SentTexts(closed);
        _options.SchemaRegistry.Register(new JsonElementBaseDocument(document, Place));
        _options.SchemaRegistry.Register(new JsonElementBaseDocument(closed, ClosedPlace));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
                _operations.Add(new DocumentedOperation(operation.Name, path.Name, operation.Value));
        // Names before parameters.
        _operations.Sort((a, b) => a.Named.CompareTo(b.Named));
    }

    /// <summary>What was held against it by all tests so far.</summary>
    public static string Held =>
        $"{_answers} answers, {_bodies} bodies and {_parameters} query parameters were held against the document";

    /// <summary>It is the same on every server, and takes a server a second to make.</summary>
    public static async Task<ServedDocument> OfAsync(HttpClient http)
    {
        if (_known is { } known) return known;
        await Turn.WaitAsync();
        try
        {
            if (_known is not null) return _known;
            var served = await http.GetStringAsync(new Uri("/openapi.json", UriKind.Relative));
            return _known = new ServedDocument(JsonDocument.Parse(served).RootElement);
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>Fails the test when an answer is not what the document says.</summary>
    public void CheckAnswer(HttpMethod method, string pathAndQuery, HttpStatusCode status, string? json)
    {
        var path = PathOf(pathAndQuery);
        if (!path.StartsWith("/v1/", StringComparison.Ordinal)) return;
        if (AnswerOf(method, path, (int)status) is not { } pointer)
        {
            Assert.Fail($"The document does not say that {method} {path} answers {(int)status}");
            return;
        }
        if (json is null or { Length: > Longest }) return;
        Interlocked.Increment(ref _answers);
        using var answer = JsonDocument.Parse(json);
        if (Faults(Place, pointer, answer.RootElement) is not { } faults) return;
        Assert.Fail($"{method} {path} answers {(int)status} other than the document says:\n{faults}\n{Shown(json)}");
    }

    /// <summary>Fails the test when a server accepted what the document does not describe.</summary>
    public async Task CheckRequestAsync(HttpMethod method, string pathAndQuery, HttpContent? content)
    {
        var path = PathOf(pathAndQuery);
        if (!path.StartsWith("/v1/", StringComparison.Ordinal)) return;
        if (Find(method, path) is not { } operation)
        {
            Assert.Fail($"{method} {path} is accepted, and is not in the document");
            return;
        }
        var faults = QueryFaults(operation, pathAndQuery).ToList();
        if (await BodyFaultsAsync(operation, content) is { } inBody) faults.Add(inBody);
        if (faults.Count > 0) Assert.Fail($"{operation} accepts what the document does not describe:\n{string.Join('\n', faults)}");
    }

    /// <summary>What is wrong with an example of the document itself, by the document; null for nothing.</summary>
    /// <param name="schema">Where its schema is.</param>
    /// <param name="isSent">Whether it is of a request.</param>
    public string? FaultsOfExample(string schema, JsonElement example, bool isSent) =>
        Faults(isSent ? ClosedPlace : Place, schema, example);

    private IEnumerable<string> QueryFaults(DocumentedOperation operation, string pathAndQuery)
    {
        var query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var sent = SentTexts.Pairs(query < 0 ? "" : pathAndQuery[(query + 1)..]).ToLookup(p => p.Key, p => p.Value);
        foreach (var parameter in operation.Query.Where(p => p.IsRequired && !sent.Contains(p.Name)))
            yield return $"?{parameter.Name}: is required and was not sent";
        foreach (var values in sent)
        {
            Interlocked.Increment(ref _parameters);
            if (operation.Query.FirstOrDefault(p => p.Name == values.Key) is not { } parameter)
            {
                yield return $"?{values.Key}: is not in the document";
                continue;
            }
            var meant = _texts.Meant(values, parameter.Schema);
            if (Faults(ClosedPlace, parameter.Pointer, JsonSerializer.SerializeToElement(meant)) is { } faults)
                yield return $"?{values.Key}={string.Join(',', values)}: {faults}";
        }
    }

    private async Task<string?> BodyFaultsAsync(DocumentedOperation operation, HttpContent? content)
    {
        if (operation.Body is not { } body)
            return await SentTexts.SaysNothingAsync(content) ? null : "A body was sent, of which the document says nothing";
        if (await SentTexts.IsEmptyAsync(content)) return body.IsRequired ? "No body was sent, which the document requires" : null;
        var type = content!.Headers.ContentType?.MediaType ?? "";
        if (!body.Schemas.TryGetValue(type, out var schema)) return $"A body of {type} was sent, which the document does not name";
        if (await SentAsync(content, type, schema.Schema) is not { } sent) return null;
        Interlocked.Increment(ref _bodies);
        return Faults(ClosedPlace, schema.Pointer, sent) is { } faults ? $"{faults}\n{Shown(sent.GetRawText())}" : null;
    }

    private async Task<JsonElement?> SentAsync(HttpContent content, string type, JsonElement schema)
    {
        if (type != Json) return JsonSerializer.SerializeToElement(_texts.Meant(await SentTexts.FormAsync(content), schema));
        if (await SentTexts.ReadAsync(content) is not { Length: <= Longest } text) return null;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Where the document and an instance differ, by the instance's JSON paths; null when they agree.</summary>
    private string? Faults(Uri document, string pointer, JsonElement instance)
    {
        var schema = _schemas.GetOrAdd($"{document}{pointer}", at => JsonSchema.FromText($$"""{"$ref": "{{at}}"}""", _options));
        if (schema.Evaluate(instance).IsValid) return null;
        var found = schema.Evaluate(instance, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var faults = (found.Details ?? []).Where(d => d.Errors is not null)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value} ({d.EvaluationPath})")).Distinct().Take(20);
        return string.Join('\n', faults);
    }

    /// <summary>Where in the document the schema of an answer is; null when it says nothing of such an answer.</summary>
    private string? AnswerOf(HttpMethod method, string path, int status)
    {
        if (Find(method, path) is { } operation && operation.Node.GetProperty("responses").TryGetProperty($"{status}", out var response))
        {
            var place = response.TryGetProperty("$ref", out var shared) ? shared.GetString() : $"{operation.Pointer}/responses/{status}";
            return place + "/content/application~1json/schema";
        }
        // What any request may be answered with is not said of each.
        return status >= 400 ? "#/components/schemas/Error" : null;
    }

    private DocumentedOperation? Find(HttpMethod method, string path)
    {
        var segments = path.TrimEnd('/').Split('/');
        return _operations.Find(o => o.Matches(method.Method, segments));
    }

    private static string PathOf(string pathAndQuery) =>
        pathAndQuery.Split('?')[0].Replace("/v1/vidsheet", "/v1/autocontentengine", StringComparison.Ordinal);

    private static string Shown(string json) => json[..Math.Min(json.Length, 2_000)];
}
