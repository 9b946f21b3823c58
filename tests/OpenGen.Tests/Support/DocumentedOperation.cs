using System.Text.Json;

namespace OpenGen.Tests.Support;

/// <summary>A schema within the document.</summary>
/// <param name="Pointer">Where it is, from <c>#</c>.</param>
internal sealed record PlacedSchema(string Pointer, JsonElement Schema);

/// <summary>A parameter in the query.</summary>
internal sealed record DocumentedParameter(string Name, bool IsRequired, string Pointer, JsonElement Schema);

/// <summary>What the body of a request is.</summary>
/// <param name="Schemas">By media type.</param>
internal sealed record DocumentedBody(bool IsRequired, IReadOnlyDictionary<string, PlacedSchema> Schemas);

/// <summary>An operation as the document describes what it is sent.</summary>
internal sealed class DocumentedOperation
{
    private readonly string _method;
    private readonly string _path;
    private readonly string[] _segments;

    /// <param name="method">As the document spells it, in small letters.</param>
    /// <param name="node">What the document says of it.</param>
    public DocumentedOperation(string method, string path, JsonElement node)
    {
        (_method, _path, _segments, Node) = (method, path, path.Split('/'), node);
        Pointer = $"#/paths/{Escaped(path)}/{method}";
        Query = node.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Select(Parameter).OfType<DocumentedParameter>()]
            : [];
        Body = node.TryGetProperty("requestBody", out var body) ? BodyOf(body) : null;
    }

    public JsonElement Node { get; }

    /// <summary>Where in the document it is.</summary>
    public string Pointer { get; }

    public IReadOnlyList<DocumentedParameter> Query { get; }

    /// <summary>Null for an operation that takes none.</summary>
    public DocumentedBody? Body { get; }

    /// <summary>How many segments of its path are parameters.</summary>
    public int Named => _segments.Count(IsParameter);

    public bool Matches(string method, string[] segments) =>
        _method.Equals(method, StringComparison.OrdinalIgnoreCase) && _segments.Length == segments.Length
        && _segments.Zip(segments).All(s => IsParameter(s.First) || s.First == s.Second);

    public override string ToString() => $"{_method.ToUpperInvariant()} {_path}";

    private DocumentedParameter? Parameter(JsonElement parameter, int index) =>
        parameter.GetProperty("in").GetString() != "query" ? null : new DocumentedParameter(
            parameter.GetProperty("name").GetString()!, IsTrue(parameter, "required"), $"{Pointer}/parameters/{index}/schema",
            parameter.GetProperty("schema"));

    private DocumentedBody BodyOf(JsonElement body) => new(IsTrue(body, "required"), body.GetProperty("content").EnumerateObject()
        .ToDictionary(
            media => media.Name,
            media => new PlacedSchema($"{Pointer}/requestBody/content/{Escaped(media.Name)}/schema", media.Value.GetProperty("schema"))));

    private static bool IsTrue(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Escaped(string name) => name.Replace("/", "~1", StringComparison.Ordinal);

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
