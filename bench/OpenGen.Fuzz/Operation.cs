using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenGen.Fuzz;

/// <summary>An operation of the served OpenAPI document.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Path">With names in braces where ids go.</param>
/// <param name="Query">Its query parameters' names.</param>
/// <param name="Example">An example of its body; null when it takes none.</param>
internal sealed partial record Operation(string Id, string Method, string Path, IReadOnlyList<string> Query, JsonNode? Example)
{
    /// <summary>The names in its path.</summary>
    public IReadOnlyList<string> Names => [.. Name().Matches(Path).Select(m => m.Groups[1].Value)];

    /// <summary>
    /// What a name in its path stands for: <c>id</c> is of the resource before it, and layers hang on a cell of their own.
    /// </summary>
    public string ThingOf(string name) => name switch
    {
        "id" => Path.Split('/')[2],
        "cell_id" when Path.Contains("/layers", StringComparison.Ordinal) || Id is "renderVideo" or "previewVideo" or "previewFrame" =>
            "layers_cell_id",
        _ => name,
    };

    /// <summary>The path with a value for each name.</summary>
    public string Filled(Func<string, string> valueOf) => Name().Replace(Path, match => valueOf(match.Groups[1].Value));

    /// <summary>All of a document's.</summary>
    public static List<Operation> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           let parameters = operation.Value!["parameters"]?.AsArray() ?? []
           let body = operation.Value["requestBody"]?["content"]?["application/json"]
           select new Operation(operation.Value["operationId"]!.ToString(), operation.Key.ToUpperInvariant(), path.Key,
               [.. parameters.Where(p => p!["in"]?.ToString() == "query").Select(p => p!["name"]!.ToString())],
               body is null ? null : body["example"]?.DeepClone() ?? new JsonObject()),
    ];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
