namespace OpenGen.Kernel;

/// <summary>What an operation answers that has nothing to say but that it is done.</summary>
public readonly record struct Done;

/// <summary>A part of a list, asked for.</summary>
/// <param name="From">How many come before it.</param>
/// <param name="Size">How many it has at most.</param>
public sealed record PageRequest(int From, int Size)
{
    /// <summary>Where the next part begins.</summary>
    public int Next => (int)Math.Min((long)From + Size, int.MaxValue);
}

/// <summary>A list, or the part of it that was asked for.</summary>
/// <param name="Items">In their order; they may be read while they are written.</param>
/// <param name="Part">Which part they are; null for all of it.</param>
/// <param name="Count">Of the whole list; 0 where it is all there.</param>
public sealed record Listed<T>(IAsyncEnumerable<T> Items, PageRequest? Part = null, int Count = 0) : IListed
{
    object IListed.Items => Items;
}

/// <summary>A list, whatever its items are.</summary>
public interface IListed
{
    /// <summary>An <see cref="IAsyncEnumerable{T}"/>.</summary>
    object Items { get; }

    /// <summary>Which part they are; null for all of it.</summary>
    PageRequest? Part { get; }

    /// <summary>Of the whole list; 0 where it is all there.</summary>
    int Count { get; }
}

/// <summary>The part of an endless list that was asked for.</summary>
/// <param name="Items">In their order.</param>
/// <param name="NextCursor">What to ask for next; null at the end.</param>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, string? NextCursor) : ICursorPage
{
    object ICursorPage.Items => Items;
}

/// <summary>A part of an endless list, whatever its items are.</summary>
public interface ICursorPage
{
    /// <summary>An <see cref="IReadOnlyList{T}"/>.</summary>
    object Items { get; }

    /// <summary>What to ask for next; null at the end.</summary>
    string? NextCursor { get; }
}

/// <summary>An answer that may have worked in part; HTTP says so with 207.</summary>
public interface IPartialSuccess
{
    /// <summary>Whether something of it failed.</summary>
    bool FailedInPart { get; }
}

/// <summary>A file as an answer. Its media type is said by <see cref="AnswersFileAttribute"/>.</summary>
/// <param name="Path">Where it is on this machine; null where <paramref name="Bytes"/> are all of it.</param>
/// <param name="Bytes">All of it; null where it is at <paramref name="Path"/>.</param>
public sealed record FileAnswer(string? Path, ReadOnlyMemory<byte>? Bytes)
{
    /// <summary>What it is to be called where it is saved; null where it is shown.</summary>
    public string? DownloadName { get; init; }

    /// <summary>Another one for every content, so that a client can ask whether it has changed; null for none.</summary>
    public string? Version { get; init; }
}

/// <summary>The operation answers a <see cref="FileAnswer"/>.</summary>
/// <param name="contentType">Its media type.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswersFileAttribute(string contentType) : Attribute
{
    /// <summary>Its media type.</summary>
    public string ContentType { get; } = contentType;
}

/// <summary>The operation may answer null, which its type cannot say where it is read.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswersNullAttribute : Attribute;

/// <summary>What the operation answers is shown once and kept by nobody in between.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswersSecretAttribute : Attribute;
