using System.Collections.Concurrent;
using System.Threading.Channels;

namespace OpenGen.Server.Jobs;

/// <summary>What the parts of one process tell each other about jobs, so that nobody waits for the next poll.</summary>
internal sealed class JobSignal
{
    private readonly SemaphoreSlim[] _work = [.. Enum.GetValues<Lane>().Select(_ => new SemaphoreSlim(0))];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();
    private readonly Channel<long> _settled = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Cells beside which something waits, or whose work has come to an end.</summary>
    public ChannelReader<long> Settled => _settled.Reader;

    /// <summary>Says that what waits in the row of a cell may have its turn now.</summary>
    public void Settle(long cellId) => _settled.Writer.TryWrite(cellId);

    /// <summary>Says that a lane has something to do.</summary>
    public void Wake(Lane lane) => _work[(int)lane].Release();

    /// <summary>Waits until a lane has something to do, or for as long as a lost word may go unnoticed.</summary>
    public Task WaitAsync(Lane lane, TimeSpan most, CancellationToken stop) => _work[(int)lane].WaitAsync(most, stop);

    /// <summary>Cancels a job that runs in this process.</summary>
    public void Cancel(long jobId)
    {
        if (_running.TryGetValue(jobId, out var running)) running.Cancel();
    }

    /// <summary>Makes a running job reachable for <see cref="Cancel"/> until the result is disposed of.</summary>
    public IDisposable Register(long jobId, CancellationTokenSource cancel)
    {
        _running[jobId] = cancel;
        return new Registration(() => _running.TryRemove(new(jobId, cancel)));
    }

    private sealed class Registration(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
