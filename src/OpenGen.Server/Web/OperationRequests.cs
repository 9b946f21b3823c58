using System.Text.Json.Nodes;

namespace OpenGen.Server.Web;

/// <summary>What an HTTP request names: in its path, its query, or its body, in this order.</summary>
/// <param name="wrapper">The object of the body that may name it as well; null for none.</param>
internal sealed class HttpTarget(HttpContext context, string? wrapper) : ITarget
{
    public async ValueTask<string?> NamedAsync(string name)
    {
        if (context.GetRouteValue(name) is string fromPath) return fromPath;
        if (context.Request.Query[name].ToString() is { Length: > 0 } fromQuery) return fromQuery;
        if (HttpMethods.IsGet(context.Request.Method)) return null;
        var body = await RequestBody.ReadAsync(context);
        // Flat bodies carry it beside the fields, wrapped ones beside or inside the wrapper; what is free JSON names nothing.
        return Text(body[name]) ?? (wrapper is null ? null : Text((body[wrapper] as JsonObject)?[name]));
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && !value.TryGetValue(out UploadedFile? _) ? value.ToString() : null;
}

/// <summary>Fills the requests of operations from what HTTP carries.</summary>
internal static class OperationRequests
{
    /// <summary>Whether what is sent with a method stands in the path and the query alone.</summary>
    public static bool IsBodiless(string method) => HttpMethods.IsGet(method) || HttpMethods.IsDelete(method);

    /// <summary>Fields that the path names come from there, the others from the body, or from the query where a method has none.</summary>
    /// <param name="page">What a field of that type is.</param>
    /// <exception cref="BadInputException">422 with all faults, or why the body cannot be read.</exception>
    public static async ValueTask<T> BindAsync<T>(HttpContext context, PageRequest? page) where T : class
    {
        var request = context.Request;
        var bodiless = IsBodiless(request.Method);
        var body = bodiless ? [] : await RequestBody.ReadAsync(context);
        return (T)InputBinder.Bind(typeof(T), body, field =>
            field.ValueType == typeof(PageRequest) ? new InputBinder.Outside(null, page)
            : request.RouteValues.TryGetValue(field.Key, out var value) ? Sent((string?)value)
            : bodiless ? InQuery(field)
            : null);

        InputBinder.Outside InQuery(InputBinder.Field field)
        {
            if (!field.IsList) return Sent(request.Query[field.Key].ToString());
            // ids[]=1&ids[]=2, as in forms; ids=1&ids=2 means the same.
            var texts = request.Query[field.Key + "[]"].Concat(request.Query[field.Key]).ToArray();
            return new(texts.Length == 0 ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]), null);
        }

        static InputBinder.Outside Sent(string? text) => new(string.IsNullOrEmpty(text) ? null : JsonValue.Create(text), null);
    }
}
