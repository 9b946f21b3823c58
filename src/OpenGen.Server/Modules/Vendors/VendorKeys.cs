using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>
/// The API keys agents bring of vendors: checked with the vendor, encrypted at rest by Data Protection, shown masked, and
/// never logged.
/// </summary>
internal sealed class VendorKeys(
    AppDbContext db, IDataProtectionProvider protection, IEnumerable<IKeyChecker> checkers, IAgentDirectory agents, IAuditLog audit,
    VendorsSettings settings) : IAgentVendorKeys
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpenGen.VendorKeys");

    /// <summary>Whether a key can be sent in a header; another can be nobody's.</summary>
    public static bool CanBeSent(string key) => key.All(letter => letter is > ' ' and < '\u007f');

    /// <summary>Asks the vendor; null when it accepts the key.</summary>
    /// <param name="vendor">One of <see cref="VendorName"/>, whose keys agents can bring.</param>
    public Task<Error?> CheckAsync(string vendor, string key, CancellationToken cancellationToken) =>
        checkers.Single(c => c.Vendor == vendor).CheckAsync(key.Trim(), cancellationToken);

    /// <summary>Stores a key that was checked, in place of the one before; null or empty removes it.</summary>
    public Task SetAsync(long agentId, string vendor, string? key, CancellationToken cancellationToken) => db.JoinAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            if (await Of(agentId, vendor).ExecuteDeleteAsync(cancellationToken) == 0) return false;
            await NoteAsync(AuditActions.VendorKeyDeleted, agentId, cancellationToken);
            return true;
        }
        await SaveAsync(agentId, vendor, key, cancellationToken);
        await NoteAsync(AuditActions.VendorKeySet, agentId, cancellationToken);
        return true;
    }, cancellationToken);

    private async Task NoteAsync(string action, long agentId, CancellationToken cancellationToken)
    {
        var workspaceId = await agents.WorkspaceOfAsync(agentId, cancellationToken);
        await audit.WriteAsync(new Audited(action, null, workspaceId, "agent", agentId), cancellationToken);
    }

    private async Task SaveAsync(long agentId, string vendor, string key, CancellationToken cancellationToken)
    {
        var (secret, masked) = (_protector.Protect(key.Trim()), Mask(key.Trim()));
        if (await ReplaceAsync() > 0) return;
        var added = db.Add(new VendorKey { AgentId = agentId, Vendor = vendor, Ciphertext = secret, Masked = masked });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            // Somebody else stored one meanwhile; this one came later.
            await ReplaceAsync();
        }
        finally
        {
            added.State = EntityState.Detached;
        }

        Task<int> ReplaceAsync() => Of(agentId, vendor).ExecuteUpdateAsync(
            k => k.SetProperty(x => x.Ciphertext, secret).SetProperty(x => x.Masked, masked), cancellationToken);
    }

    /// <summary>The key, for a call to its vendor; null when there is none, or none that this server can decrypt.</summary>
    public async Task<string?> FindAsync(long agentId, string vendor, CancellationToken cancellationToken)
    {
        var stored = await Of(agentId, vendor).Select(k => k.Ciphertext).FirstOrDefaultAsync(cancellationToken);
        try
        {
            return stored is null ? null : _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            // The data folder was restored without its keys: the user has to connect again.
            return null;
        }
    }

    /// <summary>The agent's own key, else the operator's; null when neither has one.</summary>
    public async Task<string?> FindOrOperatorsAsync(long agentId, string vendor, CancellationToken cancellationToken) =>
        await FindAsync(agentId, vendor, cancellationToken)
        ?? (settings.Of(vendor) is { HasKey: true, ApiKey: var key } ? key : null);

    /// <summary><c>***xyz1</c>, or null when there is no key.</summary>
    public Task<string?> MaskedAsync(long agentId, string vendor, CancellationToken cancellationToken) =>
        Of(agentId, vendor).Select(k => (string?)k.Masked).FirstOrDefaultAsync(cancellationToken);

    private IQueryable<VendorKey> Of(long agentId, string vendor) =>
        db.VendorKeys.Where(k => k.AgentId == agentId && k.Vendor == vendor);

    /// <summary>The last four characters; of a short key none, which would give too much of it away.</summary>
    private static string Mask(string key) => key.Length >= 12 ? "***" + key[^4..] : "***";
}
