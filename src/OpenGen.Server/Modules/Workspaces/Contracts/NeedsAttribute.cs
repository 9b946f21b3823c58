namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>Who may ask for an operation: members of this role and those above it.</summary>
/// <param name="least">The least role that may.</param>
internal sealed class NeedsAttribute(Role least) : OperationRule
{
    /// <summary>What an operation that says nothing asks for.</summary>
    public static readonly NeedsAttribute Usual = new(Role.Manager);

    /// <summary>The least role that may.</summary>
    public Role Least { get; } = least;

    /// <inheritdoc/>
    public override string LeastRole => Least.ToString().ToLowerInvariant();

    /// <summary>Whether the workspace must hold credits.</summary>
    public bool Paid { get; init; }

    /// <summary>The code that a role that may not is answered with.</summary>
    public string Code { get; init; } = "forbidden";
}
