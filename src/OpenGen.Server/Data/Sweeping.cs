namespace OpenGen.Server.Data;

/// <summary>
/// Something that ages and is cleared away in the background. Must be safe on several nodes at once, and when it is cut off.
/// </summary>
internal interface ISweep
{
    /// <summary>Clears what is too old now.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}

/// <summary>Runs every <see cref="ISweep"/> soon after the start and then each hour.</summary>
internal sealed partial class Sweeping(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Sweeping> log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Runs all of them once; what fails is logged and tried again the next time.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var sweep in scope.ServiceProvider.GetServices<ISweep>())
        {
            try
            {
                await sweep.SweepAsync(cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                Failed(log, fault, sweep.GetType().Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, clock, stoppingToken);
        while (true)
        {
            await SweepAsync(stoppingToken);
            await Task.Delay(Every, clock, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sweep} could not be done and is tried again in an hour")]
    private static partial void Failed(ILogger log, Exception fault, string sweep);
}
