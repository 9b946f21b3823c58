using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenGen.Tests.Support;

/// <summary>An operation of the served OpenAPI document, and what the document says of it.</summary>
public sealed partial record Operation(HttpMethod Method, string Path, JsonNode Node, JsonNode Document)
{
    /// <summary>Operations that name nobody's thing: lists of one's own, and what is the same for all.</summary>
    private static readonly HashSet<string> OfNobody =
    [
        "getMe", "listWorkspaces", "listAgents", "createAgent", "listApiKeys", "createApiKey", "updateApiKey", "revokeApiKey",
        "deleteApiKey", "revokeAllApiKeys",
        "listOrganizations", "createOrganization", "acceptInvitation", "declineInvitation", "getMyAuditLog", "listTemplates", "getTemplate",
        "listModels", "listPricingConfigs", "downloadVariablesTemplate", "createDirectUpload",
    ];

    public string Id => Node["operationId"]!.ToString();

    public bool IsOpen => Node["security"]!.AsArray().Count == 0;

    public bool IsOfNobody => OfNobody.Contains(Id);

    public string? LeastRole => Node["x-least-role"]?.ToString();

    /// <summary>403 says <c>permission_denied</c> on agents and what belongs to their person, <c>forbidden</c> elsewhere.</summary>
    public string ForbiddenCode =>
        Path.StartsWith("/v1/agents/{", StringComparison.Ordinal) || Path == "/v1/agent/profile" ? "permission_denied" : "forbidden";

    private bool TakesAgent =>
        Node["parameters"]?.AsArray().Any(p => p!["name"]!.ToString() == "agent_id" && p["in"]!.ToString() == "query") == true;

    public bool TakesBody => Node["requestBody"] is not null;

    /// <summary>One resource has a code of its own by contract: an unknown organization is 422. A template is known by its slug.</summary>
    public (int Status, string Code) NotThere =>
        Path.StartsWith("/v1/organizations/", StringComparison.Ordinal) ? (422, "organization_not_found")
        : Path.StartsWith("/v1/templates/projects", StringComparison.Ordinal) ? (404, "template_not_found")
        : (404, "not_found");

    /// <summary>The ids in the path; agents and organizations first, as they stand there.</summary>
    public IReadOnlyList<string> PathIds =>
        [.. Parameter().Matches(Path).Select(m => m.Groups[1].Value).Where(n => n == "id" || n.EndsWith("_id", StringComparison.Ordinal))
            .Where(n => n != "voice_id")];

    /// <summary>
    /// The thing that the operation deletes, by its name in a <see cref="Place"/>; null when it deletes none, or credentials.
    /// </summary>
    public string? Deletes =>
        Method == HttpMethod.Delete && !EndsCredentials && Path.EndsWith('}')
            ? ThingOf(Parameter().Matches(Path)[^1].Groups[1].Value)
            : null;

    /// <summary>Operations after which the caller may be nobody.</summary>
    public bool EndsCredentials =>
        Path.StartsWith("/v1/persisted_tokens", StringComparison.Ordinal) || Path.StartsWith("/v1/auth/", StringComparison.Ordinal);

    /// <summary>Whether the path names a thing, or something that goes with it.</summary>
    public bool Uses(string thing) => Parameter().Matches(Path).Select(m => ThingOf(m.Groups[1].Value))
        .Any(name =>
            name == thing || (thing == "row_id" && name is "cell_id" or "layers_cell_id") || (thing == "column_id" && name == "cell_id"));

    /// <summary>Query parameters that are numbers.</summary>
    public IEnumerable<string> QueryNumbers => (Node["parameters"]?.AsArray() ?? [])
        .Where(p => p!["in"]!.ToString() == "query" && Types(p["schema"]).Contains("integer")).Select(p => p!["name"]!.ToString());

    public bool NeedsSomething => Fields is { } fields && fields.Required.Count > 0;

    public static async Task<List<Operation>> AllAsync(Api api)
    {
        var document = (await api.GetAsync("/openapi.json")).Node;
        return [
            .. document["paths"]!.AsObject()
                .SelectMany(
                    p => p.Value!.AsObject(),
                    (p, o) => new Operation(HttpMethod.Parse(o.Key.ToUpperInvariant()), p.Key, o.Value!, document))];
    }

    public string Filled(Func<string, string> value) => Parameter().Replace(Path, match => value(match.Groups[1].Value));

    /// <summary>The path with a place's things in it, and a query that can be added to.</summary>
    public string For(Place place, long? agentId = null, (string Name, string Value)? with = null)
    {
        var path = Filled(name => with is { } other && other.Name == name ? other.Value : place.Id(ThingOf(name)));
        return TakesAgent ? $"{path}?agent_id={agentId ?? place.Owner.AgentId}" : path + "?";
    }

    /// <summary>
    /// What a path's parameter stands for: <c>id</c> is of the resource before it, and layers hang on a cell of their own.
    /// </summary>
    private string ThingOf(string name) => name switch
    {
        "id" when Path.Contains("/avatars/", StringComparison.Ordinal) => "avatar_id",
        "id" => Path.Split('/')[2],
        "cell_id" when Path.Contains("/layers", StringComparison.Ordinal) => "layers_cell_id",
        _ => name,
    };

    /// <summary>A body in which every field has a value of a wrong type; null when nothing can be wrong.</summary>
    public string? Wrong(string text) => Build(schema => Types(schema).ToList() switch
    {
        var types
            when types.Contains("array") || types.Contains("object") || types.Contains("integer") || types.Contains("number")
                || types.Contains("boolean") => text,
        var types when types.Contains("string") && schema["format"]?.ToString() != "binary" => new JsonObject { ["a"] = 1 },
        _ => null,
    });

    /// <summary>A body in which every text that has a limit exceeds it; null when none has.</summary>
    public string? TooLong() =>
        Build(schema => schema["maxLength"] is { } most && Types(schema).Contains("string") ? new string('x', (int)most + 1) : null);

    public override string ToString() => $"{Method} {Path} {Id}";

    private string? Build(Func<JsonNode, JsonNode?> valueOf)
    {
        if (Fields is not { } fields) return null;
        var body = new JsonObject();
        foreach (var (name, schema) in fields.Properties)
            if (valueOf(schema) is { } value)
                body[name] = value;
        if (body.Count == 0) return null;
        return (fields.Wrapper is { } wrapper ? new JsonObject { [wrapper] = body } : body).ToJsonString();
    }

    /// <summary>The fields of the JSON body, out of their wrapper; <c>agent_id</c>, which a scope reads, is none of them.</summary>
    private (string? Wrapper, List<(string Name, JsonNode Schema)> Properties, HashSet<string> Required)? Fields
    {
        get
        {
            if (Node["requestBody"]?["content"]?["application/json"]?["schema"] is not { } sent) return null;
            var schema = Resolved(sent);
            string? wrapper = null;
            if (schema["anyOf"]?[0] is { } wrapped)
            {
                wrapper = wrapped["required"]![0]!.ToString();
                schema = Resolved(wrapped["properties"]![wrapper]!);
            }
            var properties = Properties(schema);
            return (wrapper, properties, [.. (schema["required"]?.AsArray() ?? []).Select(r => r!.ToString())]);
        }
    }

    private List<(string Name, JsonNode Schema)> Properties(JsonNode schema) =>
        [.. (schema["properties"]?.AsObject() ?? []).Where(p => p.Key != "agent_id").Select(p => (p.Key, Resolved(p.Value!)))];

    private JsonNode Resolved(JsonNode schema)
    {
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray().FirstOrDefault(s => s!["$ref"] is not null) is { } choice) schema = choice;
        return schema["$ref"]?.ToString() is { } name ? Document["components"]!["schemas"]![name.Split('/')[^1]]! : schema;
    }

    private static IEnumerable<string> Types(JsonNode? schema) => schema?["type"] switch
    {
        JsonArray several => several.Select(t => t!.ToString()),
        { } one => [one.ToString()],
        null => [],
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
