namespace OpenGen.Server.Modules.Renders.Previews;

/// <summary>How many previews are made at once: as many as videos, one for every two cores.</summary>
internal sealed class PreviewGate : IDisposable
{
    /// <summary>Requests that may wait for their turn; a dashboard that shows a sheet asks for a frame of each row.</summary>
    private const int MostWaiting = 100;

    private readonly SemaphoreSlim _turn = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>Does it when its turn has come.</summary>
    /// <exception cref="TooManyPreviewsException">Too many wait already.</exception>
    public async Task RunAsync(Func<Task> makeAsync, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting) throw new TooManyPreviewsException();
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await makeAsync();
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();
}

/// <summary>More previews wait than will be made in any time that somebody waits for.</summary>
internal sealed class TooManyPreviewsException : Exception;
