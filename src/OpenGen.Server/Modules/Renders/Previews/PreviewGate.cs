using System.Threading.RateLimiting;

namespace OpenGen.Server.Modules.Renders.Previews;

/// <summary>How many previews are made at once: as many as videos, one for every two cores.</summary>
internal sealed class PreviewGate : IDisposable
{
    /// <summary>Requests that may wait for their turn; a dashboard that shows a sheet asks for a frame of each row.</summary>
    private const int MostWaiting = 100;

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = MostWaiting,
    });

    /// <summary>Does it when its turn has come.</summary>
    /// <exception cref="TooManyPreviewsException">Too many wait already.</exception>
    public async Task RunAsync(Func<Task> makeAsync, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired) throw new TooManyPreviewsException();
        await makeAsync();
    }

    public void Dispose() => _turns.Dispose();
}

/// <summary>More previews wait than will be made in any time that somebody waits for.</summary>
internal sealed class TooManyPreviewsException : Exception;
