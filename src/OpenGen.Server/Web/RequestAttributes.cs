namespace OpenGen.Server.Web;

/// <summary>
/// The object a client may wrap the fields in: <c>{"spreadsheet_column": {…}}</c>. Sent flat they work too; the wrapper wins.
/// </summary>
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

/// <summary>A field of any JSON that is meant to be a text or an integer.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class TextOrNumberAttribute : Attribute;

/// <summary>A field that a PATCH can leave out, which differs from setting it to null.</summary>
/// <param name="IsSent">Whether the client sent the field.</param>
/// <param name="Value">What it sent.</param>
internal readonly record struct Sent<T>(bool IsSent, T? Value) : ISent
{
    object? ISent.Value => Value;

    /// <summary>The value sent, else what there is now.</summary>
    public T? Or(T? current) => IsSent ? Value : current;
}

/// <summary>A field that may have been left out, whatever its type is.</summary>
internal interface ISent
{
    /// <summary>What was sent; null where nothing was.</summary>
    object? Value { get; }
}
