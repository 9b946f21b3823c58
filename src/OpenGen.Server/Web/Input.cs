using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OpenGen.Server.Web;

/// <summary>
/// A request body as a positional record. Derive from it, and a handler that takes the record gets it bound
/// from JSON or a form, wrapped or flat, with all faults answered at once as 422.
/// A parameter that is not nullable is required; validation attributes on parameters hold as they say.
/// </summary>
/// <typeparam name="TSelf">The deriving record.</typeparam>
internal abstract record Input<TSelf> : IEndpointParameterMetadataProvider where TSelf : Input<TSelf>
{
    /// <summary>Binds the record; found by ASP.NET through its name.</summary>
    public static async ValueTask<TSelf?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var body = await RequestBody.ReadAsync(context);
        return (TSelf)InputBinder.Bind(typeof(TSelf), body);
    }

    /// <summary>Tells the OpenAPI document what the body is.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(
            ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"], typeof(TSelf), isOptional: true));
}

/// <summary>The object a client may wrap the fields in: <c>{"spreadsheet_column": {…}}</c>. Sent flat they work too; the wrapper wins.</summary>
/// <param name="name">The wrapper's key.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WrapperAttribute(string name) : Attribute
{
    /// <summary>The wrapper's key.</summary>
    public string Name { get; } = name;
}

/// <summary>Fields that are not known are refused here rather than ignored.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StrictAttribute : Attribute;

/// <summary>A field that is documented beside the wrapper rather than in it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BesideWrapperAttribute : Attribute;

/// <summary>A field that a PATCH can leave out, which differs from setting it to null.</summary>
/// <param name="IsSent">Whether the client sent the field.</param>
/// <param name="Value">What it sent.</param>
internal readonly record struct Sent<T>(bool IsSent, T? Value)
{
    /// <summary>The value sent, else what there is now.</summary>
    public T? Or(T? current) => IsSent ? Value : current;
}
