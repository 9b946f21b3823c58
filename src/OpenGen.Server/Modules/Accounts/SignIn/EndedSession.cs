using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// A browser's session that was signed out of. Cookies are sealed and not kept, so what is kept is which of them are over.
/// </summary>
[Table("ended_sessions")]
internal sealed class EndedSession
{
    /// <summary>How long a session's cookie could go on being sent: its own lifetime, and a day.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(15);

    /// <summary>What the cookie calls the session.</summary>
    public Guid Id { get; init; }

    /// <summary>When no cookie of it can be good any more (UTC).</summary>
    public DateTime ForgetAt { get; init; }

    private sealed class Configuration : IEntityTypeConfiguration<EndedSession>
    {
        public void Configure(EntityTypeBuilder<EndedSession> session)
        {
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasIndex(s => s.ForgetAt);
        }
    }
}

/// <summary>Clears sessions whose cookies have expired.</summary>
internal sealed class ForgottenSessions(AppDbContext db, TimeProvider clock) : ISweep
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await db.EndedSessions.Where(s => s.ForgetAt < now).ExecuteDeleteAsync(cancellationToken);
    }
}
