using System.ComponentModel.DataAnnotations.Schema;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Automation;

/// <summary>What an agent's events are signed with, encrypted.</summary>
[Table("webhook_secrets")]
internal sealed class WebhookSecret
{
    public long AgentId { get; init; }

    /// <summary>The secret, protected by Data Protection.</summary>
    public string Ciphertext { get; init; } = "";

    /// <summary>The one before, which signs as well for a while.</summary>
    public string? PreviousCiphertext { get; init; }

    public DateTime? PreviousUntil { get; init; }

    private sealed class Configuration : IEntityTypeConfiguration<WebhookSecret>
    {
        public void Configure(EntityTypeBuilder<WebhookSecret> secret)
        {
            secret.HasKey(s => s.AgentId);
            secret.Property(s => s.AgentId).ValueGeneratedNever();
            secret.HasOne<Agent>().WithMany().HasForeignKey(s => s.AgentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Agents' secrets: made when one is first needed, replaced when somebody asks.</summary>
internal sealed class WebhookSecrets(AppDbContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long the secret before goes on signing, so that receivers can be changed one after the other.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private readonly IDataProtector _protector = protection.CreateProtector("OpenGen.WebhookSecrets");

    /// <summary>The secrets that sign now, the current one first.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(long agentId, CancellationToken cancellationToken)
    {
        var kept = await FindAsync(agentId, cancellationToken);
        if (kept is null)
        {
            // Of two that need it first at once, one makes it.
            var secret = _protector.Protect(Signature.NewSecret());
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO webhook_secrets (agent_id, ciphertext) VALUES ({agentId}, {secret}) ON CONFLICT DO NOTHING",
                cancellationToken);
            kept = (await FindAsync(agentId, cancellationToken))!;
        }
        if (Read(kept.Ciphertext) is not { } current)
        {
            // The data folder was restored without its keys: nobody can sign with the old one any more.
            var replaced = _protector.Protect(Signature.NewSecret());
            await Of(agentId).Where(s => s.Ciphertext == kept.Ciphertext)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(x => x.Ciphertext, replaced).SetProperty(x => x.PreviousUntil, (DateTime?)null), cancellationToken);
            return await OfAsync(agentId, cancellationToken);
        }
        return kept.PreviousUntil > clock.Now() && Read(kept.PreviousCiphertext) is { } previous ? [current, previous] : [current];
    }

    /// <summary>Puts a new secret in place of the current one; answers until when that one signs as well.</summary>
    public async Task<DateTime> RotateAsync(long agentId, CancellationToken cancellationToken)
    {
        await OfAsync(agentId, cancellationToken);
        var (next, until) = (_protector.Protect(Signature.NewSecret()), clock.Now() + Overlap);
        await Of(agentId).ExecuteUpdateAsync(s => s
            .SetProperty(x => x.PreviousCiphertext, x => x.Ciphertext).SetProperty(x => x.PreviousUntil, until)
            .SetProperty(x => x.Ciphertext, next), cancellationToken);
        return until;
    }

    private IQueryable<WebhookSecret> Of(long agentId) => db.WebhookSecrets.Where(s => s.AgentId == agentId);

    private Task<WebhookSecret?> FindAsync(long agentId, CancellationToken cancellationToken) =>
        Of(agentId).AsNoTracking().FirstOrDefaultAsync(cancellationToken);

    private string? Read(string? ciphertext)
    {
        try
        {
            return ciphertext is null ? null : _protector.Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
