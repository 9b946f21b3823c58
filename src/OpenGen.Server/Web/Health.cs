using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>
/// /healthz: the process runs. /readyz: it can serve, which needs its database, its files, room on the disk and FFmpeg; 503 with a
/// sentence for each that is missing.
/// </summary>
internal static class Health
{
    /// <summary>The tag of a check that /readyz asks; modules add theirs.</summary>
    public const string Ready = "ready";

    /// <summary>Whether a path is one of the two.</summary>
    public static bool IsProbe(PathString path) => path == "/healthz" || path == "/readyz";

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [Ready]).AddCheck<DiskCheck>("disk", tags: [Ready]);
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(
            "/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync })
            .AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (report.Status == HealthStatus.Healthy) return context.Response.WriteAsync("Healthy", context.RequestAborted);
        var missing = report.Entries.Values.Where(e => e.Status != HealthStatus.Healthy)
            .Select(e => e.Description ?? "A check failed; the log says why");
        return Problem.WriteAsync(context, new Error(ErrorKind.Unavailable, "not_ready", string.Join(" ", missing)));
    }

    private sealed class DatabaseCheck(AppDbContext db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!await db.Database.CanConnectAsync(cancellationToken))
                return HealthCheckResult.Unhealthy("The database cannot be reached: start it, or correct Data:Database.");
            return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? HealthCheckResult.Unhealthy("The database's schema is not up to date: run ./opengen migrate.")
                : HealthCheckResult.Healthy();
        }
    }

    /// <summary>The data folder, which all nodes need for what they are working on: it can be written, and there is room.</summary>
    private sealed class DiskCheck(DataOptions data, ScratchSpace scratch) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (new DriveInfo(data.Folder).AvailableFreeSpace < data.LeastFreeBytes)
                return HealthCheckResult.Unhealthy(FormattableString.Invariant(
                    $"The disk of the data folder is nearly full: free some space on it, at least {data.LeastFreeBytes} bytes (Data:LeastFreeBytes)."));
            var path = scratch.NewPath();
            try
            {
                await File.WriteAllBytesAsync(path, "ready?"u8.ToArray(), cancellationToken);
                File.Delete(path);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return HealthCheckResult.Unhealthy(
                    "The data folder cannot be written: give the server the right to, or free some space on its disk.", fault);
            }
        }
    }
}
