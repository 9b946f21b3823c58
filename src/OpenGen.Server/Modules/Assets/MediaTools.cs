using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenGen.Media;
using OpenGen.Rendering;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// Whether the programs that media work needs are there. /readyz says it, and so does the log at the start: a server without FFmpeg
/// starts, since all but media works.
/// </summary>
internal sealed partial class MediaTools(RenderingOptions options, ILogger<MediaTools> log) : IHealthCheck, IHostedService
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Missing() is { } missing ? HealthCheckResult.Unhealthy(missing) : HealthCheckResult.Healthy());

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) Warn(log, missing);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A sentence about those that are not there; null when all are.</summary>
    private string? Missing()
    {
        string[] missing = [.. new[] { options.FFmpegPath, options.FFprobePath }.Where(program => !FFmpegTool.CanRun(program))];
        return missing.Length == 0
            ? null
            : $"{string.Join(" and ", missing)} cannot be run: install FFmpeg, "
                + "or say where it is in Rendering:FFmpegPath and Rendering:FFprobePath.";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence} Until then uploads of videos, previews and renders fail")]
    private static partial void Warn(ILogger log, string sentence);
}
