using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>
/// Announced uploads. Their URLs and signed ids are opaque and cannot be forged; each change is one conditional UPDATE, so that
/// whoever comes twice or at once, one wins.
/// </summary>
internal sealed class PendingUploads(AppDbContext db, IDataProtectionProvider protection, StoredFiles files, TimeProvider clock) : ISweep
{
    private readonly IDataProtector _ids = protection.CreateProtector("OpenGen.DirectUpload.SignedId");
    private readonly IDataProtector _urls = protection.CreateProtector("OpenGen.DirectUpload.Url");

    public async Task<DirectUpload> AnnounceAsync(
        UploadScope scope, CreateDirectUpload.Request announced, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var upload = new DirectUpload
        {
            UserId = scope.UserId,
            AgentId = scope.AgentId,
            Key = StorageKey.New(),
            FileName = FileNames.Safe(announced.Filename),
            ContentType = announced.ContentType,
            ByteSize = announced.ByteSize,
            Checksum = announced.Checksum,
            Metadata = RawJson.From(announced.Metadata ?? []),
            UrlExpiresAt = now + DirectUpload.UrlLifetime,
            ExpiresAt = now + DirectUpload.Lifetime,
        };
        db.DirectUploads.Add(upload);
        await db.SaveChangesAsync(cancellationToken);
        return upload;
    }

    public string SignedId(DirectUpload upload) => Sign(_ids, upload.Id);

    public string UrlToken(DirectUpload upload) => Sign(_urls, upload.Id);

    /// <summary>The upload a URL was signed for; null for a URL that this server did not sign.</summary>
    public Task<DirectUpload?> ByUrlTokenAsync(string token, CancellationToken cancellationToken) =>
        FindAsync(_urls, token, cancellationToken);

    /// <summary>The upload an id was signed for, when it is the user's and for this agent; null otherwise, and after its time.</summary>
    public async Task<DirectUpload?> BySignedIdAsync(string signedId, long userId, long agentId, CancellationToken cancellationToken) =>
        await FindAsync(_ids, signedId, cancellationToken) is { } found
        && found.UserId == userId && (found.AgentId ?? agentId) == agentId && found.ExpiresAt > clock.Now() ? found : null;

    /// <summary>Marks it as uploaded, and names the file that was stored for it; false when another one was before.</summary>
    /// <param name="key">Of the file; claimed by the same transaction.</param>
    public Task<bool> UploadedAsync(DirectUpload upload, string key, CancellationToken cancellationToken) => db.WriteAsync(async () =>
    {
        var now = clock.Now();
        var changed = await db.DirectUploads.Where(u => u.Id == upload.Id && u.UploadedAt == null).ExecuteUpdateAsync(
            u => u.SetProperty(x => x.Key, key).SetProperty(x => x.UploadedAt, now).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (changed == 0) return false;
        await files.ClaimAsync([key], cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Takes it to make a content resource of it; false when somebody did already.</summary>
    public async Task<bool> TakeAsync(DirectUpload upload, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await db.DirectUploads.Where(u => u.Id == upload.Id && u.UsedAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.UsedAt, now).SetProperty(x => x.UpdatedAt, now), cancellationToken) == 1;
    }

    /// <summary>Gives it back as it was, after a fault that was not the file's.</summary>
    public Task GiveBackAsync(DirectUpload upload, CancellationToken cancellationToken) =>
        db.DirectUploads.Where(u => u.Id == upload.Id)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.UsedAt, (DateTime?)null), cancellationToken);

    /// <summary>Forgets it; runs in the caller's transaction.</summary>
    public Task ForgetAsync(DirectUpload upload, CancellationToken cancellationToken) =>
        db.DirectUploads.Where(u => u.Id == upload.Id).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Forgets uploads that nobody used in their time, and what was uploaded for them.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var due = db.DirectUploads.AsNoTracking().Where(u => u.ExpiresAt <= now).OrderBy(u => u.ExpiresAt).Take(500);
        while (await due.ToListAsync(cancellationToken) is { Count: > 0 } expired)
            await db.WriteAsync(async () =>
            {
                foreach (var upload in expired)
                {
                    await files.DoomAsync(upload.Key, cancellationToken);
                    await ForgetAsync(upload, cancellationToken);
                }
                return expired.Count;
            }, cancellationToken);
        files.Sweep();
    }

    private static string Sign(IDataProtector with, long id) => with.Protect(id.ToString(CultureInfo.InvariantCulture));

    private async Task<DirectUpload?> FindAsync(IDataProtector with, string signed, CancellationToken cancellationToken)
    {
        try
        {
            var id = long.Parse(with.Unprotect(signed), CultureInfo.InvariantCulture);
            return await db.DirectUploads.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
