using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Http;

/// <summary>/healthz: the process runs. /readyz: it can serve, which needs its database and its files.</summary>
internal static class Health
{
    private const string Ready = "ready";

    /// <summary>Whether a path is one of the two.</summary>
    public static bool IsProbe(PathString path) => path == "/healthz" || path == "/readyz";

    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<DatabaseAndFiles>("database and files", tags: [Ready]);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }

    private sealed class DatabaseAndFiles(AppDbContext db, IFileStorage storage) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (await storage.FaultAsync(cancellationToken) is { } fault) return HealthCheckResult.Unhealthy(fault);
            return await db.Database.CanConnectAsync(cancellationToken) && !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database cannot be reached, or its schema is not up to date");
        }
    }
}
