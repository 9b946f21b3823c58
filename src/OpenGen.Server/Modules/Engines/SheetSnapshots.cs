using System.Threading.RateLimiting;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// How many sheets are read at once. Each holds a connection for as long as its client takes to read the answer; whoever else wants one
/// waits, and the rest of the server has connections left.
/// </summary>
internal sealed class SheetSnapshots : IDisposable
{
    /// <summary>A third of the connections that PostgreSQL's pool has unless told otherwise.</summary>
    private const int AtOnce = 32;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = int.MaxValue });

    /// <summary>Waits for a place, which is free again when the result is disposed of.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _places.AcquireAsync(1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
