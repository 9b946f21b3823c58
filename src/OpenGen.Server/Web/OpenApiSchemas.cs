using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>How our types look in the OpenAPI document where the framework cannot know it.</summary>
internal static class OpenApiSchemas
{
    /// <summary>Any JSON.</summary>
    private static readonly OpenApiSchema Anything = new();

    /// <summary>All types that clients send: bodies, and what stands within them.</summary>
    private static readonly HashSet<Type> Requests = [.. OperationInfo.All().SelectMany(o => Within(o.Request))];

    /// <summary>
    /// Names that a generated client can show: <c>CreateSheetRequest</c> for the request of an operation, <c>Sheet</c> for a SheetView.
    /// </summary>
    public static string? NameOf(JsonTypeInfo info)
    {
        if (info.Type == typeof(RawJson) || info.Type == typeof(JsonNode)) return null;
        // Each has limits of its own.
        if (info.Type.IsGenericType && info.Type.GetGenericTypeDefinition() == typeof(Sent<>)) return null;
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name) return null;
        if (info.Type.IsEnum || info.Type.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) != true) return name;
        if (info.Type.IsGenericType) return name;
        if (info.Type is { Name: "Request" or "Response", DeclaringType: { } operation }
            && operation.IsDefined(typeof(OperationAttribute), false))
            return operation.Name + info.Type.Name;
        return Without(info.Type.Name, "View");
    }

    public static async Task DescribeAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sent<>))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellationToken);
            (schema.Type, schema.Format, schema.Items) = (inner.Type | JsonSchemaType.Null, inner.Format, inner.Items);
            (schema.Properties, schema.Required) = (inner.Properties, inner.Required);
            schema.AdditionalPropertiesAllowed = inner.AdditionalPropertiesAllowed;
        }
        else if (ReferenceEquals(schema, Anything) || (context.JsonPropertyInfo is { } member && AnyJson(member) is not null))
        {
            // Nothing more is said of it. What an object of any kind holds comes here with the object's type.
        }
        else if (type == typeof(RawJson) || type == typeof(RawJson?) || type == typeof(JsonObject))
        {
            (schema.Type, schema.AdditionalProperties) = (JsonSchemaType.Object, Anything);
        }
        else if (type.IsEnum || type == typeof(DateTime) || type == typeof(DateTimeOffset))
        {
            // Converters write them, of which the framework does not know what.
            schema.Type = JsonSchemaType.String;
        }
        else if (type == typeof(DateTime?) || type == typeof(DateTimeOffset?))
        {
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        }
        else if (type == typeof(UploadedFile) || type == typeof(FileOrText))
        {
            (schema.Type, schema.Format, schema.Properties, schema.Required) = (JsonSchemaType.String, "binary", null, null);
        }
        else if (Requests.Contains(type))
        {
            DescribeRequest(schema, type, context.ApplicationServices);
        }
        else if (type.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) == true && schema.Properties?.Count > 0)
        {
            // Answers hold all their fields, nulls too, but for those that say they are left out.
            schema.Required = context.JsonTypeInfo.Properties.Where(p => !IsLeftOut(p)).Select(p => p.Name)
                .Where(schema.Properties.ContainsKey).ToHashSet();
            foreach (var property in context.JsonTypeInfo.Properties)
                if (schema.Properties.TryGetValue(property.Name, out var of) && of is OpenApiSchema its)
                    schema.Properties[property.Name] = AsAnswered(property, its);
        }
        if (context.JsonPropertyInfo is { } sent && Requests.Contains(sent.DeclaringType) && ParameterOf(sent) is { } parameter)
            OpenApiLimits.AddTo(schema, parameter);
    }

    /// <summary>What a body holds: what is bound from it, and what finds the scope.</summary>
    private static void DescribeRequest(OpenApiSchema schema, Type type, IServiceProvider services)
    {
        var (fields, nullability) = (InputBinder.ConstructorOf(type).GetParameters(), new NullabilityInfoContext());
        var (inPath, targets, taking) = (new HashSet<string>(), new HashSet<string>(), Taking(type, services).ToList());
        foreach (var (endpoint, operation) in taking)
        {
            inPath.UnionWith(endpoint.RoutePattern.Parameters.Select(p => p.Name));
            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
                targets.UnionWith(OperationDescriptions.TargetsOf(operation, services));
        }
        var sent = fields.Where(p => !inPath.Contains(ApiJson.Name(p.Name!))).ToDictionary(p => ApiJson.Name(p.Name!));
        schema.Required = sent.Where(p => InputBinder.IsRequired(p.Value, nullability)).Select(p => p.Key).ToHashSet();
        if (taking.Count == 0 && sent.TryGetValue("file", out var file) && file.ParameterType == typeof(UploadedFile))
            // In a form it may stand for the object that holds it.
            (schema.Type, schema.Format) = (JsonSchemaType.Object | JsonSchemaType.String, "binary");
        schema.AdditionalPropertiesAllowed = !type.IsDefined(typeof(StrictAttribute));
        if (schema.Properties is not { } properties) return;
        foreach (var name in properties.Keys.Where(name => !sent.ContainsKey(name)).ToList()) properties.Remove(name);
        foreach (var target in targets.Where(name => !inPath.Contains(name)))
            properties.TryAdd(target, new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Description = OperationParameters.InBody,
            });
    }

    private static ParameterInfo? ParameterOf(JsonPropertyInfo property) =>
        Array.Find(InputBinder.ConstructorOf(property.DeclaringType).GetParameters(), p => ApiJson.Name(p.Name!) == property.Name);

    private static AnyJsonAttribute? AnyJson(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(AnyJsonAttribute), inherit: true) is [AnyJsonAttribute any] ? any : null;

    /// <summary>
    /// A property of an answer, where the framework does not see whether it may be null since it has no setter, or what it may hold.
    /// </summary>
    private static OpenApiSchema AsAnswered(JsonPropertyInfo property, OpenApiSchema schema)
    {
        if (AnyJson(property) is { } any) return new OpenApiSchema { Description = any.Says };
        if (property.PropertyType == typeof(JsonNode)) return new OpenApiSchema { Description = schema.Description };
        if (!property.IsGetNullable)
        {
            if (schema.Type is { } kinds) schema.Type = kinds & ~JsonSchemaType.Null;
            return schema;
        }
        var isOurs = property.PropertyType is { IsClass: true, Namespace: { } place }
            && place.StartsWith("OpenGen", StringComparison.Ordinal);
        return isOurs && property.AttributeProvider is PropertyInfo { CanWrite: false }
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema] }
            : schema;
    }

    /// <summary>The fields of a request that are documented beside its wrapper, as they are spelled.</summary>
    public static IEnumerable<string> Beside(Type type) =>
        InputBinder.ConstructorOf(type).GetParameters().Where(p => p.IsDefined(typeof(BesideWrapperAttribute)))
            .Select(p => ApiJson.Name(p.Name!));

    /// <summary>The endpoints whose operations take a request.</summary>
    private static IEnumerable<(RouteEndpoint Endpoint, OperationInfo Operation)> Taking(Type request, IServiceProvider services) =>
        from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let operation = endpoint.Metadata.GetMetadata<OperationInfo>()
        where operation?.Request == request
        select (endpoint, operation);

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).OfType<JsonIgnoreAttribute>()
            .Any(i => i.Condition != JsonIgnoreCondition.Never) == true;

    private static IEnumerable<Type> Within(Type type)
    {
        var inner = type.IsGenericType ? type.GetGenericArguments()[0] : type;
        if (inner != type) return Within(inner);
        var isOurs = type.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) == true;
        if (!isOurs || type.IsEnum || type == typeof(UploadedFile)) return [];
        return InputBinder.ConstructorOf(type).GetParameters().SelectMany(p => Within(p.ParameterType)).Prepend(type);
    }

    private static string Without(string name, string ending) =>
        name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
}
