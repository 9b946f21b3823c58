using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace OpenGen.Server.Http;

/// <summary>A file sent in a multipart body.</summary>
/// <param name="File">Where ASP.NET keeps it: in memory when small, else in a temporary file.</param>
public sealed record UploadedFile(IFormFile File);

/// <summary>A file sent in a multipart body, or a text in its place that names one.</summary>
public sealed record FileOrText(IFormFile? File, string? Text);

/// <summary>
/// A request's body as one tree, whichever way it was sent. JSON, urlencoded and multipart forms mean the same:
/// <c>agent[name]=x</c> is <c>{"agent": {"name": "x"}}</c>, <c>ids[]=1&amp;ids[]=2</c> is <c>{"ids": ["1", "2"]}</c>,
/// and in <c>rows[][id]=1&amp;rows[][position]=0&amp;rows[][id]=2</c> a repeated key starts the next element.
/// </summary>
internal static class RequestBody
{
    private const int DeepestNesting = 32;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = DeepestNesting };
    private static readonly object CacheKey = new();

    /// <summary>Reads the body once a request; an absent one is an empty object.</summary>
    /// <exception cref="BadInputException">400 for malformed JSON, 415 for another content type, 422 for JSON that is no object.</exception>
    public static async ValueTask<JsonObject> ReadAsync(HttpContext context)
    {
        if (context.Items[CacheKey] is JsonObject read) return read;
        var body = await ReadOnceAsync(context.Request, context.RequestAborted);
        context.Items[CacheKey] = body;
        return body;
    }

    private static async ValueTask<JsonObject> ReadOnceAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.HasFormContentType)
            return request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
                ? FromMultipart(await FormAsync(request, stop))
                : FromPairs(await PairsAsync(request, stop));
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return [];
        if (!request.HasJsonContentType())
        {
            // Some clients send "Content-Length: 0" with any type, or none at all.
            if (request.ContentLength is null or 0 && string.IsNullOrEmpty(request.ContentType)) return [];
            throw new BadInputException(ErrorAnswers.UnsupportedMediaType);
        }

        JsonNode? node;
        try
        {
            if (request.ContentLength == 0) return [];
            node = await JsonNode.ParseAsync(request.Body, null, Strict, stop);
        }
        catch (JsonException malformed)
        {
            throw new BadInputException(new Error(400, "bad_request", "The body is not valid JSON: " + Where(malformed)));
        }

        return node as JsonObject
            ?? throw new BadInputException(new Error(422, "validation_error", "The body must be a JSON object"));
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            return await request.ReadFormAsync(stop);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException { InnerException: null } and not BadHttpRequestException)
        {
            throw new BadInputException(new Error(400, "bad_request", "The body is not valid multipart/form-data: " + malformed.Message));
        }
    }

    private static string Where(JsonException malformed) => malformed.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {malformed.BytePositionInLine + 1}")
        : "it ends too early";

    /// <summary>The fields of an urlencoded form in the order in which they were sent, which repeated keys depend on.</summary>
    private static async Task<List<KeyValuePair<string, string>>> PairsAsync(HttpRequest request, CancellationToken stop)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        using var reader = new FormReader(request.Body) { ValueLengthLimit = (int)HttpModule.LargestBody };
        while (await reader.ReadNextPairAsync(stop) is { } pair) pairs.Add(pair);
        return pairs;
    }

    /// <summary>Turns the bracketed spelling of an urlencoded form into the tree it stands for.</summary>
    internal static JsonObject FromPairs(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var root = new JsonObject();
        foreach (var (name, value) in pairs) Put(root, name, JsonValue.Create(value), elements => elements.LastOrDefault() as JsonObject);
        return root;
    }

    /// <summary>
    /// The same for a multipart form, whose parts come grouped by name: the n-th value of a name belongs to the n-th element.
    /// </summary>
    internal static JsonObject FromMultipart(IFormCollection form)
    {
        var root = new JsonObject();
        var files = form.Files.Select(f => (f.Name, Value: (JsonNode?)JsonValue.Create(new UploadedFile(f))));
        foreach (var (name, value) in form.SelectMany(f => f.Value, (f, v) => (f.Key, (JsonNode?)JsonValue.Create(v))).Concat(files))
        {
            var inElement = Split(name) is { Count: > 2 } path && path.IndexOf("") is var list and > 0 ? path.Skip(list + 1).ToList() : [];
            Put(root, name, value, elements => elements.OfType<JsonObject>().FirstOrDefault(e => !Has(e, inElement, 0)) ?? elements.LastOrDefault() as JsonObject);
        }
        return root;
    }

    private static void Put(JsonObject root, string name, JsonNode? value, Func<JsonArray, JsonObject?> elementFor)
    {
        var path = Split(name);
        JsonNode at = root;
        for (var i = 0; i < path.Count; i++)
        {
            var (key, last) = (path[i], i == path.Count - 1);
            if (at is JsonArray list)
            {
                if (last)
                {
                    list.Add(value);
                    return;
                }
                // An element that has the value already is complete: this one belongs to a new element.
                if (elementFor(list) is not { } element || Has(element, path, i + 1)) list.Add(element = []);
                at = element;
                continue;
            }

            if (at is not JsonObject target) return;
            if (last)
            {
                target[key] = value;
                return;
            }
            if (target[key] is not (JsonObject or JsonArray)) target[key] = path[i + 1].Length == 0 ? new JsonArray() : new JsonObject();
            at = target[key]!;
            if (at is JsonArray != (path[i + 1].Length == 0)) return;
        }
    }

    /// <summary>Whether the rest of the path already has a value that would be overwritten.</summary>
    private static bool Has(JsonObject element, List<string> path, int from)
    {
        JsonNode? at = element;
        for (var i = from; i < path.Count; i++)
        {
            if (path[i].Length == 0) return false;
            if (at is not JsonObject inner || !inner.TryGetPropertyValue(path[i], out at)) return false;
        }
        return true;
    }

    /// <summary><c>a[b][][c]</c> → a, b, "", c. A name whose brackets do not pair is taken as it is.</summary>
    private static List<string> Split(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0) return [name];
        var path = new List<string> { name[..open] };
        while (open < name.Length)
        {
            var close = name.IndexOf(']', open);
            if (name[open] != '[' || close < 0 || path.Count >= DeepestNesting) return [name];
            path.Add(name[(open + 1)..close]);
            open = close + 1;
        }
        return path;
    }
}
