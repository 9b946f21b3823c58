namespace OpenGen.Media;

/// <summary>
/// How many processes (FFmpeg, ffprobe, heif-convert) and decodings of pictures run at once for whoever has no place of their own to
/// work in, such as requests. Without it there would be as many as there are requests, each with its memory.
/// </summary>
/// <param name="atOnce">Turns at the same time, 1 or more.</param>
/// <param name="mostWaiting">Callers that may wait for a turn; the next one is refused.</param>
public sealed class ProcessGate(int atOnce, int mostWaiting) : IDisposable
{
    private static readonly AsyncLocal<bool> Bypassed = new();

    private readonly SemaphoreSlim turns = new(atOnce);
    private int waiting;
    private int running;
    private int most;

    /// <summary>Turns that are taken now.</summary>
    public int Running => Volatile.Read(ref running);

    /// <summary>The most turns that were taken at once.</summary>
    public int MostRunning => Volatile.Read(ref most);

    /// <summary>Whether what this flow of execution starts needs no turn.</summary>
    public static bool IsBypassed => Bypassed.Value;

    /// <summary>
    /// Until disposal, what this flow of execution starts needs no turn: it is work of a limited number of places, such as a job's.
    /// </summary>
    public static IDisposable Bypass()
    {
        var before = Bypassed.Value;
        Bypassed.Value = true;
        return new Restored(before);
    }

    /// <summary>
    /// Waits for a turn, which ends when the result is disposed of; null where none is needed. Nothing that needs a turn is to be
    /// started within one.
    /// </summary>
    /// <exception cref="ProcessGateFullException">Too many wait already.</exception>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (IsBypassed) return null;
        if (!turns.Wait(0, cancellationToken))
        {
            try
            {
                if (Interlocked.Increment(ref waiting) > mostWaiting) throw new ProcessGateFullException();
                await turns.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }
        var now = Interlocked.Increment(ref running);
        for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
        return new Turn(this);
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private sealed class Turn(ProcessGate gate) : IDisposable
    {
        private ProcessGate? gate = gate;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref gate, null) is not { } held) return;
            Interlocked.Decrement(ref held.running);
            held.turns.Release();
        }
    }

    private sealed class Restored(bool before) : IDisposable
    {
        public void Dispose() => Bypassed.Value = before;
    }
}

/// <summary>More callers wait for a process than will have their turn in a time that somebody waits for.</summary>
public sealed class ProcessGateFullException() : Exception("Too many files are being looked at at the same time");

/// <summary>A program that media work needs is not there, or must not be run.</summary>
/// <param name="program">What it is called or where it was looked for.</param>
/// <param name="remedy">The rest of a sentence that begins with the program.</param>
/// <param name="inner">What came of the try to start it.</param>
public sealed class ToolMissingException(string program, string remedy, Exception? inner = null)
    : InvalidOperationException($"{program} is {remedy}", inner);
