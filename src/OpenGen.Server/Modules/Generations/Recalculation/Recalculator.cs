using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Recalculation;

/// <summary>
/// Has a look at what waits whenever something beside it has ended or changed, and now and then at all of it: another node may have
/// ended it, or this one may have been stopped in between.
/// </summary>
internal sealed partial class Recalculator(IServiceScopeFactory scopes, JobSignal signal, TimeProvider clock, ILogger<Recalculator> log)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lookedAtAll = default(long?);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (lookedAtAll is null || clock.GetElapsedTime(lookedAtAll.Value) >= LookEvery)
                {
                    await LookAtAllAsync(stoppingToken);
                    lookedAtAll = clock.GetTimestamp();
                }
                if (await IsToldAsync(LookEvery, stoppingToken)) await StartAsync(Told(), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database may be away for a moment; what was to be looked at is found again.
                Fault(log, fault);
                lookedAtAll = clock.GetTimestamp();
                await Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None);
            }
        }
    }

    private async Task<bool> IsToldAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(most);
        try
        {
            return await signal.Settled.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private List<long> Told()
    {
        var cells = new HashSet<long>();
        while (cells.Count < AtOnce && signal.Settled.TryRead(out var cell)) cells.Add(cell);
        return [.. cells];
    }

    private async Task LookAtAllAsync(CancellationToken cancellationToken)
    {
        for (var last = 0L; ;)
        {
            List<long> cells;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var before = last;
                (last, cells) = await scope.ServiceProvider.GetRequiredService<WaitingStarts>().NextAsync(last, AtOnce, cancellationToken);
                if (last == before) return;
            }
            await StartAsync(cells, cancellationToken);
        }
    }

    private async Task StartAsync(List<long> cells, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WaitingStarts>().StartAsync(cells, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for what can be generated met a fault and goes on")]
    private static partial void Fault(ILogger log, Exception fault);
}
