using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>Removes files that are due to go: as soon as one is, not each hour as other sweeps. Safe on several nodes at once.</summary>
internal sealed partial class FileSweep(IServiceScopeFactory scopes, IFileStorage storage, TimeProvider clock, ILogger<FileSweep> log)
    : BackgroundService
{
    private const int Batch = 500;
    private const int AtOnce = 8;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>What the storage would not remove is tried again after this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Sweeps now; while it sweeps already, once more.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                await _wake.WaitAsync(Every, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database may be away for a moment; what is owed is still written down.
                SweepFault(log, fault);
                await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        while (true)
        {
            var now = clock.Now();
            var due = await db.DoomedFiles.Where(f => f.DueAt <= now).OrderBy(f => f.DueAt).Take(Batch).Select(f => f.Key)
                .ToListAsync(cancellationToken);
            if (due.Count == 0) return;
            var failed = await RemoveAsync(due, cancellationToken);
            var removed = due.Except(failed).ToList();
            await db.DoomedFiles.Where(f => removed.Contains(f.Key)).ExecuteDeleteAsync(cancellationToken);
            if (failed.Count == 0) continue;
            var later = clock.Now() + Patience;
            await db.DoomedFiles.Where(f => failed.Contains(f.Key))
                .ExecuteUpdateAsync(f => f.SetProperty(x => x.DueAt, later), cancellationToken);
        }
    }

    private async Task<IReadOnlyCollection<string>> RemoveAsync(List<string> keys, CancellationToken cancellationToken)
    {
        var failed = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (key, token) =>
            {
                try
                {
                    await storage.DeleteAsync(key, token);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    failed.Add(key);
                    NotRemoved(log, fault, key);
                }
            });
        return failed;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep of files met a fault and goes on")]
    private static partial void SweepFault(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The storage would not remove {Key}; it is tried again")]
    private static partial void NotRemoved(ILogger log, Exception fault, string key);
}
