using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Json.Schema;

namespace OpenGen.Tests.Support;

/// <summary>
/// The OpenAPI document that servers serve, held against what they answer: what it says of an answer is true of every answer that a
/// test gets.
/// </summary>
internal sealed class ServedDocument
{
    /// <summary>Characters: a longer answer is more of the same.</summary>
    private const int Longest = 1 << 20;

    private static readonly Uri Place = new("https://opengen.test/openapi.json");
    private static readonly SemaphoreSlim Turn = new(1);
    private static ServedDocument? _known;

    private readonly JsonElement _paths;
    private readonly List<(string Method, string[] Segments, string Path)> _operations = [];
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = [];
    private readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry() };

    private ServedDocument(JsonElement document)
    {
        _paths = document.GetProperty("paths");
        _options.SchemaRegistry.Register(new JsonElementBaseDocument(document, Place));
        foreach (var path in _paths.EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
                _operations.Add((operation.Name.ToUpperInvariant(), path.Name.Split('/'), path.Name));
        // Names before parameters.
        _operations.Sort((a, b) => a.Segments.Count(IsParameter).CompareTo(b.Segments.Count(IsParameter)));
    }

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
    public void Check(HttpMethod method, string pathAndQuery, HttpStatusCode status, string? json)
    {
        var path = pathAndQuery.Split('?')[0].Replace("/v1/vidsheet", "/v1/autocontentengine", StringComparison.Ordinal);
        if (!path.StartsWith("/v1/", StringComparison.Ordinal) || json is null or { Length: > Longest }) return;
        if (SchemaOf(method.Method, path, (int)status) is not { } pointer)
        {
            Assert.Fail($"The document does not say that {method} {path} answers {(int)status}");
            return;
        }
        var schema = _schemas.GetOrAdd(pointer, at => JsonSchema.FromText($$"""{"$ref": "{{Place}}{{at}}"}""", _options));
        using var answer = JsonDocument.Parse(json);
        if (schema.Evaluate(answer.RootElement).IsValid) return;
        var found = schema.Evaluate(answer.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var faults = (found.Details ?? []).Where(d => d.Errors is not null)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value} ({d.EvaluationPath})")).Distinct().Take(20);
        var shown = json[..Math.Min(json.Length, 2_000)];
        Assert.Fail($"{method} {path} answers {(int)status} other than the document says:\n{string.Join('\n', faults)}\n{shown}");
    }

    /// <summary>Where in the document the schema of an answer is; null when it says nothing of such an answer.</summary>
    private string? SchemaOf(string method, string path, int status)
    {
        var segments = path.TrimEnd('/').Split('/');
        var operation = _operations.Find(o => o.Method == method && Matches(o.Segments, segments));
        if (operation.Path is not null)
        {
            var responses = _paths.GetProperty(operation.Path).GetProperty(method.ToLowerInvariant()).GetProperty("responses");
            if (responses.TryGetProperty($"{status}", out var response))
            {
                var escaped = operation.Path.Replace("/", "~1", StringComparison.Ordinal);
                var place = response.TryGetProperty("$ref", out var shared)
                    ? shared.GetString()
                    : $"#/paths/{escaped}/{method.ToLowerInvariant()}/responses/{status}";
                return place + "/content/application~1json/schema";
            }
        }
        // What any request may be answered with is not said of each.
        return status >= 400 ? "#/components/schemas/Error" : null;
    }

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(s => IsParameter(s.First) || s.First == s.Second);

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
