using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>What the OpenAPI document says of every operation: its place, who may call it, its parameters, wrapper and failures.</summary>
internal static partial class OpenApiOperations
{
    public const string ByKey = "api_key";
    public const string ByToken = "bearer";

    private const string AgentId = "agent_id";

    private static readonly Dictionary<string, (string Name, string Meaning)> Failures = new()
    {
        ["400"] = ("BadRequest", "The body could not be read"),
        ["401"] = ("Unauthorized", "No valid credentials"),
        ["403"] = ("Forbidden", "The caller's role does not allow this"),
        ["404"] = ("NotFound", "Not there, or not the caller's"),
        ["409"] = ("Conflict", "The first call with this Idempotency-Key is still running"),
        ["422"] = ("Unprocessable", "The input is at fault, or a rule forbids it"),
        ["429"] = ("TooManyRequests", "Too often; Retry-After says how long to wait"),
    };

    public static Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var isPost = HttpMethods.IsPost(context.Description.HttpMethod ?? "");
        var takesBody = metadata.OfType<IAcceptsMetadata>().LastOrDefault() is not null;
        var path = context.Description.RelativePath ?? "";
        if (metadata.OfType<InPhase>().LastOrDefault() is { } place)
            operation.AddExtension("x-phase", new JsonNodeExtension(place.Phase.ToString().ToLowerInvariant()));
        operation.Summary ??= SummaryOf(operation.OperationId ?? path);
        operation.Security = isOpen ? [] : [Needs(ByKey, context.Document!), Needs(ByToken, context.Document!)];

        operation.Parameters ??= [];
        AddPathParameters(operation, path);
        if (metadata.OfType<AnswersList>().Any()) AddPages(operation);
        if (isPost && !isOpen)
            operation.Parameters.Add(
                Parameter(
                    "Idempotency-Key", ParameterLocation.Header,
                    "Repeating a call with the same key gives the first answer again, for 24 hours.",
                    new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 }));

        var needsRole = metadata.OfType<OperationRule>().LastOrDefault()?.LeastRole;
        if (needsRole is not null) operation.AddExtension("x-least-role", new JsonNodeExtension(needsRole));
        if (metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType is { } request
            && operation.RequestBody is OpenApiRequestBody { Content: { } content } body)
        {
            body.Required = content.Values.Any(c => c.Schema?.Required?.Count > 0);
            Wrap(request, content, context.Document!);
        }

        List<string> failures = ["401", "422"];
        if (takesBody) failures.Add("400");
        if (needsRole is not null) failures.Add("403");
        if (needsRole is not null || path.Contains('{', StringComparison.Ordinal)) failures.Add("404");
        if (isPost && !isOpen) failures.Add("409");
        failures.Add("429");
        operation.Responses ??= [];
        if (metadata.OfType<AnswersNullAttribute>().Any()
            && operation.Responses["200"].Content?["application/json"] is OpenApiMediaType answer)
            answer.Schema = new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, answer.Schema!] };
        foreach (var status in failures.Order(StringComparer.Ordinal))
            operation.Responses.TryAdd(status, Failure(status, context.Document!));
        return Task.CompletedTask;
    }

    /// <summary><c>createApiKey</c> → "Create API key".</summary>
    private static string SummaryOf(string operationId)
    {
        var words = Word().Matches(operationId)
            .Select(
                w => w.Value switch
                {
                    "Api" => "API",
                    "Xlsx" => "XLSX",
                    "Elevenlabs" => "ElevenLabs",
                    var word => word.ToLowerInvariant(),
                });
        var text = string.Join(' ', words).Replace("eleven labs", "ElevenLabs", StringComparison.Ordinal);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>What the route names and no handler takes by itself, and ids that a scope reads as text.</summary>
    private static void AddPathParameters(OpenApiOperation operation, string path)
    {
        foreach (Match found in InPath().Matches(path))
        {
            var name = found.Groups[1].Value;
            var isId = name == "id" || name.EndsWith("_id", StringComparison.Ordinal);
            var there = operation.Parameters!.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == name);
            if (there is null)
            {
                there = Parameter(name, ParameterLocation.Path, null, new OpenApiSchema { Type = JsonSchemaType.String });
                there.Required = true;
                if (isId) there.Schema = Id();
                operation.Parameters!.Add(there);
            }
            else if (name == AgentId)
            {
                there.Schema = Id();
            }
        }
    }

    private static void AddPages(OpenApiOperation operation)
    {
        operation.Parameters!.Add(
            Parameter(
                "page", ParameterLocation.Query, "A page of the list, from 1; without any of these the whole list is answered.", Whole()));
        operation.Parameters.Add(
            Parameter("per_page", ParameterLocation.Query, "Items a page, 20 unless said.", Whole()));
        operation.Parameters.Add(Parameter("page_size", ParameterLocation.Query, "The same as per_page, over which it wins.", Whole()));
        operation.Parameters.Add(
            Parameter(
                "cursor", ParameterLocation.Query, "Where to go on, as the Link header of the page before says.",
                new OpenApiSchema { Type = JsonSchemaType.String }));
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string? description, OpenApiSchema schema) =>
        new() { Name = name, In = place, Description = description, Schema = schema };

    private static OpenApiSchema Id() => new() { Type = JsonSchemaType.Integer, Format = "int64" };

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer, Minimum = "1" };

    /// <summary>The fields of a request that has a wrapper: in it, with what stands beside it, or flat.</summary>
    private static void Wrap(Type request, IDictionary<string, OpenApiMediaType> content, OpenApiDocument document)
    {
        if (request.GetCustomAttribute<WrapperAttribute>()?.Name is not { } wrapper) return;
        var name = request.DeclaringType!.Name + "Body";
        foreach (var media in content.Values)
        {
            if (document.Components?.Schemas?.ContainsKey(name) != true)
                document.AddComponent(name, new OpenApiSchema { AnyOf = [Wrapped(wrapper, request, media.Schema!), media.Schema!] });
            media.Schema = new OpenApiSchemaReference(name, document);
        }
    }

    private static OpenApiSchema Wrapped(string wrapper, Type request, IOpenApiSchema fields)
    {
        var whole = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { wrapper },
            Properties = new Dictionary<string, IOpenApiSchema> { [wrapper] = fields },
        };
        foreach (var beside in OpenApiSchemas.Beside(request).Append(AgentId))
            if (fields.Properties?.TryGetValue(beside, out var schema) == true)
                whole.Properties[beside] = schema;
        return whole;
    }

    /// <summary>A reference to one of the failures that all operations share; the first that asks puts it into the document.</summary>
    private static OpenApiResponseReference Failure(string status, OpenApiDocument document)
    {
        var (name, meaning) = Failures[status];
        document.Components ??= new OpenApiComponents();
        if (document.Components.Schemas?.ContainsKey("Error") != true) document.AddComponent("Error", ErrorSchema());
        if (document.Components.Responses?.ContainsKey(name) != true)
        {
            document.AddComponent(name, new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference("Error", document) },
                },
            });
        }
        return new OpenApiResponseReference(name, document);
    }

    /// <summary><see cref="ErrorBody"/>.</summary>
    private static OpenApiSchema ErrorSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "The body of every answer that is not 2xx.",
        Required = new HashSet<string> { "error", "error_code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["error"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for a person." },
            ["error_code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable code for programs." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Faults by field path, for input.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        },
    };

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex InPath();
}
