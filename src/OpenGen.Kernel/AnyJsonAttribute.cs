namespace OpenGen.Kernel;

/// <summary>A property of an answer that may hold any JSON value: no schema says more.</summary>
/// <param name="says">What it holds when, for a reader of the reference.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyJsonAttribute(string says) : Attribute
{
    /// <summary>What it holds when.</summary>
    public string Says { get; } = says;
}
