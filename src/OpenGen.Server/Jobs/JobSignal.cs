using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;

namespace OpenGen.Server.Jobs;

/// <summary>
/// What the parts of the program tell each other about jobs, so that nobody waits for the next poll; <see cref="JobNotices"/> carries
/// it to other nodes.
/// </summary>
internal sealed class JobSignal(JobOptions options)
{
    private readonly SemaphoreSlim[] _work = [.. Enum.GetValues<Lane>().Select(_ => new SemaphoreSlim(0))];
    private readonly ConcurrentDictionary<long, (long Fence, CancellationTokenSource Cancel)> _running = new();
    private readonly Channel<long> _settled = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Cells beside which something waits, or whose work has come to an end.</summary>
    public ChannelReader<long> Settled => _settled.Reader;

    /// <summary>Says that what waits in the row of a cell may have its turn now.</summary>
    public void Settle(long cellId) => _settled.Writer.TryWrite(cellId);

    /// <summary>Is given each word that other nodes are to <see cref="Hear"/>.</summary>
    public event Action<string>? Said;

    /// <summary>Says that a lane has something to do.</summary>
    public void Wake(Lane lane, int jobs = 1)
    {
        WakeHere(lane, jobs);
        Said?.Invoke($"wake:{lane}");
    }

    /// <summary>Waits until a lane has something to do, or for as long as a lost word may go unnoticed.</summary>
    public Task WaitAsync(Lane lane, TimeSpan most, CancellationToken cancellationToken) =>
        _work[(int)lane].WaitAsync(most, cancellationToken);

    /// <summary>Cancels a job wherever it runs.</summary>
    /// <param name="fence">Spares who claimed it since: the word may come late.</param>
    public void Cancel(long jobId, long fence = long.MaxValue)
    {
        CancelHere(jobId, fence);
        Said?.Invoke(string.Create(CultureInfo.InvariantCulture, $"cancel:{jobId}:{fence}"));
    }

    /// <summary>Makes a running job reachable for <see cref="Cancel"/> until the result is disposed of.</summary>
    public IDisposable Register(Job job, CancellationTokenSource cancel)
    {
        _running[job.Id] = (job.Fence, cancel);
        return new Registration(() => _running.TryRemove(new(job.Id, (job.Fence, cancel))));
    }

    /// <summary>Does what another node says; words of a newer version are nobody's.</summary>
    public void Hear(string word)
    {
        switch (word.Split(':'))
        {
            case ["wake", var name] when Enum.TryParse<Lane>(name, out var lane):
                WakeHere(lane, int.MaxValue);
                break;
            case ["cancel", var job, var fence]:
                CancelHere(long.Parse(job, CultureInfo.InvariantCulture), long.Parse(fence, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>No more words than there are workers: each, once awake, goes on until nothing is left.</summary>
    private void WakeHere(Lane lane, int jobs)
    {
        var work = _work[(int)lane];
        var words = Math.Min(jobs, options.Of(lane) - work.CurrentCount);
        if (words > 0) work.Release(words);
    }

    private void CancelHere(long jobId, long fence)
    {
        if (!_running.TryGetValue(jobId, out var running) || running.Fence >= fence) return;
        try
        {
            running.Cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    private sealed class Registration(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
