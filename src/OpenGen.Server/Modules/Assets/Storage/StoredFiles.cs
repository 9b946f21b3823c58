using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>
/// The only way files get into the storage and out of it. The storage knows no transactions, so the database keeps what is owed:
/// 1. before a file is written its key is doomed to go in an hour (<see cref="KeepAsync"/>);
/// 2. the transaction that names the file claims the key, which lifts the doom (<see cref="ClaimAsync"/>);
/// 3. the transaction that deletes the name dooms the key at once (<see cref="DoomAsync(string, CancellationToken)"/>);
/// 4. the sweep removes what is due (<see cref="FileSweep"/>).
/// Wherever it crashes, a file that is named is there, and one that is not goes.
/// </summary>
internal sealed class StoredFiles(AppDbContext db, IFileStorage storage, FileSweep sweep, ScratchSpace scratch, TimeProvider clock)
{
    /// <summary>How long a written file waits for the transaction that names it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>A claim must come this long before the file's end: the clocks of nodes differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Writes a file of this machine, which may be gone from its path afterwards. To be called outside of a transaction.</summary>
    /// <returns>Its key, to be claimed.</returns>
    public async Task<string> KeepAsync(string path, string contentType, CancellationToken cancellationToken)
    {
        var key = await NewKeyAsync(cancellationToken);
        await storage.KeepAsync(key, path, contentType, cancellationToken);
        return key;
    }

    /// <summary>Copies a file within the storage. To be called outside of a transaction.</summary>
    /// <returns>The copy's key, to be claimed; null when there is nothing to copy.</returns>
    public async Task<string?> CopyAsync(string from, string contentType, CancellationToken cancellationToken)
    {
        var key = await NewKeyAsync(cancellationToken);
        if (storage is ISigningStorage remote) return await remote.CopyAsync(from, key, cancellationToken) ? key : null;
        var path = scratch.NewPath();
        if (!await storage.FetchAsync(from, path, cancellationToken)) return null;
        await storage.KeepAsync(key, path, contentType, cancellationToken);
        return key;
    }

    /// <summary>A key of a file that is about to be written. To be called outside of a transaction.</summary>
    public async Task<string> NewKeyAsync(CancellationToken cancellationToken)
    {
        // Rolled back with a transaction, the doom would not outlive the crash it is there for.
        if (db.Database.CurrentTransaction is not null)
            throw new InvalidOperationException("Files are written before the transaction that names them");
        var key = StorageKey.New();
        await DoomAsync(key, clock.Now() + Grace, cancellationToken);
        return key;
    }

    /// <summary>Says, in the transaction that names them, that these files stay.</summary>
    /// <exception cref="InvalidOperationException">One has waited for so long that it may be gone.</exception>
    public async Task ClaimAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var least = clock.Now() + Margin;
        var claimed = await db.DoomedFiles.Where(f => keys.Contains(f.Key) && f.DueAt > least).ExecuteDeleteAsync(cancellationToken);
        if (claimed != keys.Count)
            throw new InvalidOperationException($"Of {keys.Count} files written, {keys.Count - claimed} waited too long to be named");
    }

    /// <summary>Gives up files that were written and shall not be named after all.</summary>
    public async Task DiscardAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        var now = clock.Now();
        await db.DoomedFiles.Where(f => keys.Contains(f.Key)).ExecuteUpdateAsync(f => f.SetProperty(x => x.DueAt, now), cancellationToken);
        sweep.Wake();
    }

    /// <summary>Says, in the transaction that deletes its name, that a file goes; <see cref="Sweep"/> once that is committed.</summary>
    public Task DoomAsync(string key, CancellationToken cancellationToken) => DoomAsync(key, clock.Now(), cancellationToken);

    /// <summary>The same, at a time to come.</summary>
    public Task DoomAsync(string key, DateTime dueAt, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"INSERT INTO doomed_files (key, due_at) VALUES ({key}, {dueAt}) ON CONFLICT DO NOTHING", cancellationToken);

    /// <summary>The same for the file and the thumbnail of one content resource, when it is the agent's.</summary>
    public Task DoomResourceAsync(long id, long agentId, CancellationToken cancellationToken) =>
        DoomSelectedAsync("content_resources", $"id = {id} AND agent_id = {agentId}", cancellationToken);

    /// <summary>The same for all in a folder, but not in folders within it.</summary>
    public Task DoomFolderAsync(long folderId, CancellationToken cancellationToken) =>
        DoomSelectedAsync("content_resources", $"folder_id = {folderId}", cancellationToken);

    /// <summary>The same for all of an agent.</summary>
    public Task DoomAgentAsync(long agentId, CancellationToken cancellationToken) =>
        DoomSelectedAsync("content_resources", $"agent_id = {agentId}", cancellationToken);

    /// <summary>The same for one picture.</summary>
    public Task DoomPictureAsync(long id, CancellationToken cancellationToken) =>
        DoomSelectedAsync("pictures", $"id = {id}", cancellationToken);

    /// <summary>The same for all pictures of a workspace.</summary>
    public Task DoomPicturesAsync(long workspaceId, CancellationToken cancellationToken) =>
        DoomSelectedAsync("pictures", $"workspace_id = {workspaceId}", cancellationToken);

    /// <summary>Removes what is due now rather than in a minute.</summary>
    public void Sweep() => sweep.Wake();

    /// <param name="table">A constant of this file, as is the text of the condition; what is filled into that becomes parameters.</param>
    private async Task DoomSelectedAsync(string table, FormattableString condition, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        foreach (var column in new[] { "key", "thumbnail_key" })
        {
            var sql =
                $"INSERT INTO doomed_files (key, due_at) SELECT {column}, {{{condition.ArgumentCount}}} FROM {table} WHERE "
                    + $"{condition.Format} AND {column} IS NOT NULL ON CONFLICT DO NOTHING";
            await db.Database.ExecuteSqlRawAsync(sql, [.. condition.GetArguments().OfType<object>(), now], cancellationToken);
        }
    }
}
