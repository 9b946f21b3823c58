using System.Globalization;

namespace OpenGen.Kernel;

/// <summary>
/// Something that can be asked for, whatever front it is asked through: HTTP, MCP, the dashboard, a command, a schedule. It says what it
/// takes and what it gives, and does it; who may ask is checked before, when the scope is resolved.
/// </summary>
/// <typeparam name="TScope">
/// What it works on, resolved for the caller: the caller alone (<see cref="Caller"/>), or a thing of theirs such as an agent or a sheet.
/// </typeparam>
/// <typeparam name="TRequest">A positional record; a parameter that is neither nullable nor optional is required.</typeparam>
/// <typeparam name="TResponse">What it answers: a record, a list, a stream, or <see cref="Done"/>.</typeparam>
public interface IOperation<in TScope, in TRequest, TResponse>
{
    /// <summary>Does it. Expected failures are values; exceptions are bugs.</summary>
    Task<Result<TResponse>> RunAsync(TScope scope, TRequest request, CancellationToken cancellationToken);
}

/// <summary>Makes a class an operation of the API.</summary>
/// <param name="name">Its name in the contract, such as <c>createRow</c>.</param>
/// <param name="phase">Its place in the journey.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperationAttribute(string name, Phase phase) : Attribute
{
    /// <summary>Its name in the contract.</summary>
    public string Name { get; } = name;

    /// <summary>Its place in the journey.</summary>
    public Phase Phase { get; } = phase;

    /// <summary>What it does, in a line for a reader of the reference; made from the name when it is not given.</summary>
    public string? Says { get; init; }
}

/// <summary>Where in the journey an operation belongs; shown as <c>x-phase</c>.</summary>
public enum Phase
{
    /// <summary>Accounts, keys, agents.</summary>
    Setup,

    /// <summary>What to make videos of.</summary>
    Ideas,

    /// <summary>From an idea to a sheet.</summary>
    Convert,

    /// <summary>The sheet, and what its cells are filled with.</summary>
    Edit,

    /// <summary>From rows to videos, and out.</summary>
    Export,
}

/// <summary>Who asks.</summary>
/// <param name="Id">Of the user.</param>
/// <param name="CreatedAt">UTC.</param>
public record Caller(long Id, string Email, string? Name, string? Username, DateTime CreatedAt);

/// <summary>The scope of operations that need nobody to be known, such as a sign-in.</summary>
/// <param name="Caller">Who asks, where that is known all the same.</param>
public sealed record Anyone(Caller? Caller);

/// <summary>Says of an operation's class who may ask for it, in the words of its scope's module.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class OperationRule : Attribute
{
    /// <summary>The least role that may, as the document names it.</summary>
    public abstract string LeastRole { get; }
}

/// <summary>What a caller named for an operation to work on, by the names of the contract: <c>agent_id</c>, <c>sheet_id</c>.</summary>
public interface ITarget
{
    /// <summary>What was named, as it was sent; null for nothing.</summary>
    ValueTask<string?> NamedAsync(string name);
}

/// <summary>Resolves scopes of a type: finds what was named, if it is the caller's and they may do this with it.</summary>
/// <typeparam name="TScope">The scope of the operations that work on it.</typeparam>
public interface IScopeResolver<TScope>
{
    /// <summary>The names it asks a target for.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The scope, or why there is none for this caller.</summary>
    /// <param name="rule">Who may; null for what is usual.</param>
    ValueTask<Result<TScope>> ResolveAsync(Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken);
}

/// <summary>Names given by a front that is not HTTP.</summary>
/// <param name="names">Such as <c>("agent_id", 7)</c>.</param>
public sealed class Target(params (string Name, long Id)[] names) : ITarget
{
    /// <inheritdoc/>
    public ValueTask<string?> NamedAsync(string name)
    {
        var found = Array.FindIndex(names, n => n.Name == name);
        return ValueTask.FromResult(found < 0 ? null : names[found].Id.ToString(CultureInfo.InvariantCulture));
    }
}
