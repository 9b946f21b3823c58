using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenGen.Server.Http;

/// <summary>How our types look in the OpenAPI document where the framework cannot know it.</summary>
internal static class OpenApiSchemas
{
    /// <summary>Names that a generated client can show: <c>SheetCreate</c> for a request of SheetEndpoints, <c>Sheet</c> for a SheetView.</summary>
    public static string? NameOf(JsonTypeInfo info)
    {
        if (info.Type == typeof(RawJson)) return null;
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name) return null;
        if (info.Type.IsEnum || info.Type.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) != true) return name;
        if (info.Type.IsGenericType) return name;
        var plain = Without(info.Type.Name, "View");
        return info.Type.DeclaringType is { } owner && info.Type.Name == plain && IsRequest(info.Type) ? Without(owner.Name, "Endpoints") + plain : plain;
    }

    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
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

    /// <summary>The fields of a request that are documented beside its wrapper.</summary>
    public static IEnumerable<ParameterInfo> Beside(Type type) =>
        type.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => p.IsDefined(typeof(BesideWrapperAttribute)));

    private static bool IsRequest(Type type) => type.BaseType is { IsGenericType: true } b && b.GetGenericTypeDefinition() == typeof(Input<>);

    private static string Without(string name, string ending) => name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
}
