using System.Diagnostics.CodeAnalysis;

namespace OpenGen.Kernel;

/// <summary>What came of something, whatever its value is.</summary>
public interface IOutcome
{
    /// <summary>Whether there is a failure in place of a value.</summary>
    bool Failed { get; }
}

/// <summary>Either a value or the failure that stands in its place.</summary>
public readonly struct Result<T> : IOutcome
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    /// <summary>The value; only there when <see cref="Failed"/> is false.</summary>
    public T? Value { get; }

    /// <summary>The failure, or null.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a failure in place of a value.</summary>
    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool Failed => Error is not null;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);

    /// <summary>Wraps a value; for interfaces, which no conversion takes.</summary>
    public static Result<T> Of(T value) => new(value, null);
}
