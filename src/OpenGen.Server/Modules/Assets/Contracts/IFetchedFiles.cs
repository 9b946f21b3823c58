namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>
/// Files that one step of a job leaves for the next, on whichever node that runs; nothing names them, and an hour later they are gone.
/// </summary>
internal interface IFetchedFiles
{
    /// <summary>
    /// Takes a file of this machine, which may be gone from its path afterwards; outside of a transaction. Answers its key.
    /// </summary>
    Task<string> KeepAsync(string path, CancellationToken cancellationToken);

    /// <summary>Where programs of this machine can open one until the job ends; null when it is gone.</summary>
    Task<string?> PathOfAsync(string key, CancellationToken cancellationToken);

    /// <summary>Lets files go that nobody needs any more.</summary>
    Task DiscardAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}
