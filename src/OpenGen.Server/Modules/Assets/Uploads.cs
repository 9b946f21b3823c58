using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Media;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.DirectUploads;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Makes content resources of the files users send: in the request itself, or by a direct upload before it.</summary>
internal sealed class Uploads(
    AppDbContext db, IFileStorage storage, StoredFiles files, OpenFiles open, PendingUploads pending, Thumbnailer thumbnailer,
    MediaProbe probe,
    ScratchSpace scratch, ClipPreparation preparation, IQuotas quotas)
{
    /// <summary>Bytes.</summary>
    public const long LargestFile = 1024L * 1024 * 1024;

    public static readonly Error TooLarge = Error.Refused("file_size_exceeded", "A file can have 1 GB at most");

    /// <summary>A presigned URL may be used for as long after its end as the storage's clock is behind.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(15);

    /// <summary>Keeps a file that came with the request, or says what it is not.</summary>
    public async Task<Result<ContentResource>> KeepAsync(
        long agentId, long? folderId, UploadedFile file, CancellationToken cancellationToken)
    {
        if (!await IsFolderAsync(agentId, folderId, cancellationToken)) return NoFolder;
        var stored = await StoreAsync(file, null, cancellationToken);
        return stored.Failed ? stored.Error : await SaveAsync(agentId, folderId, stored.Value, () => Task.CompletedTask, cancellationToken);
    }

    /// <summary>Writes a file that came with the request into the storage, or says what it is not. Outside of a transaction.</summary>
    /// <param name="accepted">Media types, by the bytes; null for all that are kept at all.</param>
    public async Task<Result<SavedUpload>> StoreAsync(UploadedFile file, string[]? accepted, CancellationToken cancellationToken)
    {
        if (file.Length > LargestFile) return TooLarge;
        if (file.Length == 0) return NotAccepted("The file is empty");
        var path = scratch.NewPath();
        try
        {
            await using (var target = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            await using (var source = file.Open())
                await source.CopyToAsync(target, cancellationToken);
            var found = await InspectAsync(path, cancellationToken);
            if (found.Failed) return found.Error;
            if (accepted?.Contains(found.Value.ContentType) == false)
            {
                if (found.Value.Thumbnail is { } unused) File.Delete(unused);
                return NotAccepted(
                    $"{FileNames.Safe(file.FileName)} is {found.Value.ContentType}, and must be one of {string.Join(", ", accepted)}");
            }
            var key = await files.KeepAsync(path, found.Value.ContentType, cancellationToken);
            var small = await KeepThumbnailAsync(found.Value, cancellationToken);
            return new SavedUpload(
                key, small, small is null ? [key] : [key, small], found.Value.Kind, found.Value.ContentType, FileNames.Safe(file.FileName),
                file.Length, found.Value.Metadata);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Keeps what was uploaded directly:
    /// 1. take the upload, which works once; 2. on a remote storage copy it to a key that no presigned URL can write any more;
    /// 3. look at the bytes; 4. name the file and forget the upload, in one transaction.
    /// A file that is refused is gone with its upload; after a fault of ours the signed id can be used again.
    /// </summary>
    public async Task<Result<ContentResource>> KeepAsync(
        long userId, long agentId, long? folderId, string signedId, CancellationToken cancellationToken)
    {
        if (await pending.BySignedIdAsync(signedId, userId, agentId, cancellationToken) is not { } upload)
            return NotAccepted("The signed_id is not one of yours for this agent, was used already, or has expired");
        if (storage is not ISigningStorage && upload.UploadedAt is null) return NotUploaded;
        if (!await IsFolderAsync(agentId, folderId, cancellationToken)) return NoFolder;
        if (!await pending.TakeAsync(upload, cancellationToken)) return NotAccepted("The signed_id was used already");
        try
        {
            var kept = await KeepTakenAsync(agentId, folderId, upload, cancellationToken);
            // Not there yet, or nowhere to put it: the file is not at fault.
            if (kept.Error == NotUploaded || kept.Error?.Kind == ErrorKind.NotFound) await pending.GiveBackAsync(upload, cancellationToken);
            else if (kept.Failed) await GiveUpAsync(upload, cancellationToken);
            return kept;
        }
        catch
        {
            await pending.GiveBackAsync(upload, CancellationToken.None);
            throw;
        }
    }

    private async Task<Result<ContentResource>> KeepTakenAsync(
        long agentId, long? folderId, DirectUpload upload, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var key = upload.Key;
        if (storage is ISigningStorage signing)
        {
            keys.Add(key = await files.NewKeyAsync(cancellationToken));
            if (!await signing.CopyAsync(upload.Key, key, cancellationToken)) return NotUploaded;
        }
        if (await open.PathOfAsync(key, cancellationToken) is not { } path) return NotUploaded;

        var found = await IsAsAnnouncedAsync(path, upload, cancellationToken)
            ? await InspectAsync(path, cancellationToken)
            : NotAccepted("What was uploaded is not what was announced");
        if (found.Failed)
        {
            await files.DiscardAsync(keys, cancellationToken);
            return found.Error;
        }
        var small = await KeepThumbnailAsync(found.Value, cancellationToken);
        if (small is not null) keys.Add(small);
        if (upload.Metadata.AsObject() is { Count: > 0 } custom) found.Value.Metadata["custom"] = custom;
        var stored = new SavedUpload(
            key, small, keys, found.Value.Kind, found.Value.ContentType, upload.FileName, upload.ByteSize, found.Value.Metadata);
        return await SaveAsync(agentId, folderId, stored, async () =>
        {
            await pending.ForgetAsync(upload, cancellationToken);
            // The URL may still be valid, and whoever holds it can write there once more.
            if (key != upload.Key) await files.DoomAsync(upload.Key, upload.UrlExpiresAt + ClockMargin, cancellationToken);
        }, cancellationToken);
    }

    private async Task GiveUpAsync(DirectUpload upload, CancellationToken cancellationToken)
    {
        await db.WriteAsync(async () =>
        {
            await pending.ForgetAsync(upload, cancellationToken);
            if (storage is ISigningStorage) await files.DoomAsync(upload.Key, upload.UrlExpiresAt + ClockMargin, cancellationToken);
            else await files.DoomAsync(upload.Key, cancellationToken);
            return true;
        }, cancellationToken);
        files.Sweep();
    }

    /// <summary>On disk that was checked when it came; what a remote storage took is checked here.</summary>
    private async Task<bool> IsAsAnnouncedAsync(string path, DirectUpload upload, CancellationToken cancellationToken)
    {
        if (storage is not ISigningStorage) return true;
        await using var file = File.OpenRead(path);
        return file.Length == upload.ByteSize
            && Convert.ToBase64String(await MD5.HashDataAsync(file, cancellationToken)) == upload.Checksum;
    }

    private async Task<Result<ContentResource>> SaveAsync(
        long agentId, long? folderId, SavedUpload stored, Func<Task> also, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await db.WriteAsync<Result<ContentResource>>(async () =>
            {
                if (await quotas.RefusalOfAgentAsync(Quota.StorageBytes, agentId, stored.ByteSize, cancellationToken) is { } full)
                    return full;
                var resource = await AddAsync(agentId, folderId, stored, cancellationToken);
                await also();
                return resource;
            }, cancellationToken);
            if (saved.Failed)
            {
                await files.DiscardAsync(stored.Unclaimed, cancellationToken);
                return saved.Error;
            }
            var named = saved.Value;
            // A longer one is not prepared, and would be fetched from a remote storage for nothing.
            if (named.Kind == FileKind.Video && stored.Metadata["duration"]?.GetValue<double>() <= VideoRenderer.LongestPrepared)
                preparation.Order(named.Key);
            return named;
        }
        catch (DbUpdateException fault) when (fault.IsMissingReference())
        {
            // Deleted while the file came in.
            db.ChangeTracker.Clear();
            await files.DiscardAsync(stored.Unclaimed, cancellationToken);
            return folderId is null ? Error.NotFound("Agent") : NoFolder;
        }
    }

    /// <summary>Names a stored file, in the caller's transaction.</summary>
    public async Task<ContentResource> AddAsync(long agentId, long? folderId, SavedUpload stored, CancellationToken cancellationToken)
    {
        var resource = new ContentResource
        {
            AgentId = agentId,
            FolderId = folderId,
            Kind = stored.Kind,
            Key = stored.Key,
            ThumbnailKey = stored.ThumbnailKey,
            FileName = stored.FileName,
            ContentType = stored.ContentType,
            ByteSize = stored.ByteSize,
            Metadata = RawJson.From(stored.Metadata),
        };
        db.ContentResources.Add(resource);
        await db.SaveChangesAsync(cancellationToken);
        await files.ClaimAsync(stored.Unclaimed, cancellationToken);
        return resource;
    }

    private async Task<string?> KeepThumbnailAsync(Inspected file, CancellationToken cancellationToken)
    {
        if (file.Thumbnail is not { } small) return null;
        try
        {
            return await files.KeepAsync(small, "image/jpeg", cancellationToken);
        }
        finally
        {
            File.Delete(small);
        }
    }

    /// <summary>What a file is, by its bytes.</summary>
    private async Task<Result<Inspected>> InspectAsync(string path, CancellationToken cancellationToken)
    {
        if (FileTypes.Of(path) is not { } type)
            return NotAccepted(
                "The file is neither a picture, a video, audio, a ZIP nor a safetensors file, whatever it is called; or it is damaged");
        if (type == FileTypes.Zip) return new Inspected(FileKind.Zip, type, [], null);
        if (type == FileTypes.SafeTensors) return new Inspected(FileKind.SafeTensors, type, [], null);

        var small = scratch.NewPath() + ".jpg";
        try
        {
            if (await probe.ReadAsync(path, cancellationToken) is not { } facts)
                return NotAccepted(
                    $"The file says it is {type} but cannot be read as such; it may be damaged, or have too many pixels, frames or streams");
            var hasThumbnail = facts.Width > 0 && await thumbnailer.MakeAsync(path, small, cancellationToken: cancellationToken);
            return new Inspected(
                FileTypes.KindOf(facts), FileTypes.Corrected(type, facts), FileTypes.Describe(facts, null), hasThumbnail ? small : null);
        }
        catch (HeicNotOpenedException unopened)
        {
            return NotAccepted($"The file {unopened.Message}");
        }
        catch (FFmpegFailedException failed) when (MachineFaults.Of(failed) is null)
        {
            return NotAccepted(
                failed.Limit is { } limit
                    ? $"The file takes more to be looked at than a file may: FFmpeg was {limit}"
                    : $"The file says it is {type} but cannot be decoded; it may be damaged");
        }
    }

    private Task<bool> IsFolderAsync(long agentId, long? folderId, CancellationToken cancellationToken) => folderId is null
        ? Task.FromResult(true)
        : db.AssetFolders.AnyAsync(f => f.Id == folderId && f.AgentId == agentId, cancellationToken);

    private sealed record Inspected(FileKind Kind, string ContentType, JsonObject Metadata, string? Thumbnail);

    private static Error NotAccepted(string why) => Error.Refused("content_resource_creation_failed", why);

    private static readonly Error NotUploaded = NotAccepted(
        "The file was announced but has not been uploaded yet: PUT it to direct_upload.url first");

    private static readonly Error NoFolder = Error.NotFound("Asset folder");
}
