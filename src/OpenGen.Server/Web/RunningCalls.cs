using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>
/// Says of this node's calls with an <c>Idempotency-Key</c> that they are alive, for as long as they run: the keys of a node that was
/// killed are free again within <see cref="Lease"/>, unless their calls had done something.
/// </summary>
internal sealed partial class RunningCalls(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunningCalls> log) : BackgroundService
{
    /// <summary>How long a call counts as alive without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>How far the clocks of nodes may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, bool> _running = new();

    /// <summary>Keeps a call alive until the result is disposed of.</summary>
    public IDisposable Run(long callId)
    {
        _running[callId] = true;
        return new Running(() => _running.TryRemove(callId, out _));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Most calls are over long before; of those nothing is written here.
            if (_running.IsEmpty) continue;
            try
            {
                await RenewAsync([.. _running.Keys], stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotRenewed(log, fault);
            }
        }
    }

    private async Task RenewAsync(List<long> calls, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var until = clock.Now() + Lease;
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().IdempotentCalls.Where(
            c => EF.Parameter(calls).Contains(c.Id) && c.Status == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.AliveUntil, until), cancellationToken);
    }

    private sealed class Running(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Running calls could not be said to be alive; it is tried again in a few seconds")]
    private static partial void NotRenewed(ILogger log, Exception fault);
}
