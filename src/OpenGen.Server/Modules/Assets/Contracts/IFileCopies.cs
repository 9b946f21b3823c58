namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>Copies files, so that what is copied with them does not hang on what it was copied from.</summary>
internal interface IFileCopies
{
    /// <summary>Copies an agent's files: what jobs made, and files by key or id. Outside of a transaction.</summary>
    Task<ICopiedFiles> CopyAsync(
        long agentId, IReadOnlyList<long> jobIds, IReadOnlyList<string> keys, IReadOnlyList<long> ids, CancellationToken cancellationToken);
}
