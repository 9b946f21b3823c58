using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>Whether the file storage can be used.</summary>
internal sealed class FilesCheck(IFileStorage storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await storage.FaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault + ".") : HealthCheckResult.Healthy();
}
