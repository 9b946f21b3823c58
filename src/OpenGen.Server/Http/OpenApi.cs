using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpenGen.Server.Modules.Agents;
using Scalar.AspNetCore;

namespace OpenGen.Server.Http;

/// <summary>The machine-readable contract, from the code that serves: /openapi.json, /openapi.yaml, and /docs to read it in.</summary>
internal static class OpenApi
{
    public static void AddOpenApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer(DescribeAsync);
        options.AddOperationTransformer(DescribeAsync);
        options.AddDocumentTransformer(DescribeAsync);
    });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi.json").AllowAnonymous();
        app.MapOpenApi("/openapi.yaml").AllowAnonymous();
        app.MapScalarApiReference("/docs", scalar => scalar.WithTitle("OpenGen API").WithOpenApiRoutePattern("/openapi.json")).AllowAnonymous();
    }

    /// <summary>Names that a generated client can show: <c>SheetCreate</c> for a request of SheetEndpoints, <c>Sheet</c> for a SheetView.</summary>
    private static string? NameOf(JsonTypeInfo info)
    {
        if (info.Type == typeof(RawJson)) return null;
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name) return null;
        if (info.Type.IsEnum || info.Type.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) != true) return name;
        if (info.Type.IsGenericType) return name;
        var plain = Without(info.Type.Name, "View");
        return info.Type.DeclaringType is { } owner && info.Type.Name == plain && IsRequest(info.Type) ? Without(owner.Name, "Endpoints") + plain : plain;
    }

    private static bool IsRequest(Type type) => type.BaseType is { IsGenericType: true } b && b.GetGenericTypeDefinition() == typeof(Input<>);

    private static string Without(string name, string ending) => name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;

    private static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sent<>))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, stop);
            (schema.Type, schema.Items, schema.Properties, schema.Required) = (inner.Type | JsonSchemaType.Null, inner.Items, inner.Properties, null);
        }
        else if (type == typeof(RawJson) || type == typeof(RawJson?) || type == typeof(JsonObject))
        {
            (schema.Type, schema.AdditionalPropertiesAllowed) = (JsonSchemaType.Object, true);
        }
        else if (type == typeof(UploadedFile))
        {
            (schema.Type, schema.Format, schema.Properties, schema.Required) = (JsonSchemaType.String, "binary", null, null);
        }
        else if (IsRequest(type) || type.IsDefined(typeof(InputPartAttribute)))
        {
            var constructor = type.GetConstructors().First(c => c.GetParameters() is not [{ } only] || only.ParameterType != type);
            var nullability = new NullabilityInfoContext();
            schema.Required = constructor.GetParameters().Where(p => InputBinder.IsRequired(p, nullability)).Select(p => ApiJson.Name(p.Name!)).ToHashSet();
            foreach (var beside in Beside(type)) schema.Properties?.Remove(ApiJson.Name(beside.Name!));
        }
    }

    private static IEnumerable<ParameterInfo> Beside(Type type) =>
        type.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => p.IsDefined(typeof(BesideWrapperAttribute)));

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<InPhase>().LastOrDefault() is { } place)
            operation.AddExtension("x-phase", new JsonNodeExtension(place.Phase.ToString().ToLowerInvariant()));
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        operation.Security = isOpen ? [] : [Needs("api_key", context.Document!), Needs("bearer", context.Document!)];

        if (metadata.OfType<NeedsAgent>().LastOrDefault() is { } agent)
        {
            if (context.Description.RelativePath?.Contains("{agent_id}", StringComparison.Ordinal) != true)
                (operation.Parameters ??= []).Insert(0, new OpenApiParameter
                {
                    Name = "agent_id",
                    In = ParameterLocation.Query,
                    Required = HttpMethods.IsGet(context.Description.HttpMethod ?? "") || operation.RequestBody is null,
                    Description = "The agent the request is about; in the query or in the body.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                });
            else
                foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.Name == "agent_id") ?? [])
                    parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" };
            operation.AddExtension("x-least-role", new JsonNodeExtension(agent.Least.ToString().ToLowerInvariant()));
        }

        if (metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType is { } request && operation.RequestBody?.Content is { } content)
            await WrapAsync(request, content, context, stop);

        var error = await context.GetOrCreateSchemaAsync(typeof(ErrorBody), null, stop);
        foreach (var (status, meaning) in Failures(isOpen, metadata.OfType<NeedsAgent>().Any(), context.Description.RelativePath ?? ""))
            (operation.Responses ??= []).TryAdd(status, new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = error } },
            });
    }

    /// <summary>The fields of a wrapped request, in their wrapper.</summary>
    private static async Task WrapAsync(Type request, IDictionary<string, OpenApiMediaType> content, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        if (request.GetCustomAttribute<WrapperAttribute>()?.Name is not { } wrapper) return;
        foreach (var media in content.Values)
        {
            var whole = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { [wrapper] = media.Schema! } };
            foreach (var beside in Beside(request))
                whole.Properties[ApiJson.Name(beside.Name!)] = await context.GetOrCreateSchemaAsync(beside.ParameterType, null, stop);
            media.Schema = whole;
        }
    }

    private static IEnumerable<(string Status, string Meaning)> Failures(bool isOpen, bool scoped, string path)
    {
        yield return ("401", isOpen ? "The credentials in the body are not right" : "No valid credentials");
        if (scoped) yield return ("403", "The caller's role does not allow this");
        if (scoped || path.Contains('{', StringComparison.Ordinal)) yield return ("404", "Not there, or not the caller's");
        yield return ("422", "The input is at fault, or a rule forbids it");
    }

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OpenGen",
            Version = "1.0.0",
            Description = "A self-hosted Auto Content Engine: agents, vidsheets whose rows are videos, cells made by AI models or by this machine, renders.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["api_key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "A personal access token." },
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "A token from /v1/auth/login." },
        };
        return Task.CompletedTask;
    }
}
