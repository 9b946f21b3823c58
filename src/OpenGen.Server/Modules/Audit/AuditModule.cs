using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Audit;

/// <summary>Who did what, from where. Left of all other modules: each of them writes to it.</summary>
internal static class AuditModule
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AuditOrigin>().AddScoped<IAuditLog, AuditLog>().AddScoped<ISweep, AuditSweep>();
        services.AddSingleton<RepeatedEvents>().AddHostedService(s => s.GetRequiredService<RepeatedEvents>());
    }
}

/// <summary>Lets lines of the audit log go after a year.</summary>
internal sealed class AuditSweep(AppDbContext db, TimeProvider clock) : ISweep
{
    /// <summary>How long a line is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.Now() - Lifetime;
        await db.AuditEvents.Where(e => e.CreatedAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
