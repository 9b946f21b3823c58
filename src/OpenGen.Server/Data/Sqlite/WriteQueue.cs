using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OpenGen.Server.Data.Sqlite;

/// <summary>
/// Whose turn it is to write to a SQLite file: one at a time within this process, in the order in which they asked. SQLite has one writer
/// anyway, and its provider waits for it by blocking a thread; a few dozen of those, and nobody is left to answer a request that only
/// reads.
/// Who waits here holds no thread, neither for a writer of this process nor for one of another.
/// </summary>
internal sealed class WriteQueue
{
    /// <summary>
    /// How long a writer waits for its turn, and then once more for other processes, before it is told that the database is locked.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private static readonly ConcurrentDictionary<string, WriteQueue> Queues = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    private WriteQueue()
    {
    }

    /// <summary>The queue of the file that a connection is open to.</summary>
    public static WriteQueue Of(SqliteConnection connection) => Of(connection.DataSource);

    /// <summary>The queue of a file, by its full path.</summary>
    public static WriteQueue Of(string path) => Queues.GetOrAdd(path, _ => new WriteQueue());

    /// <summary>Writers that wait for their turn just now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a turn, which lasts until it is disposed of.</summary>
    /// <exception cref="SqliteException">It did not come in time: SQLITE_BUSY.</exception>
    public async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await _turn.WaitAsync(Longest, cancellationToken) ? new Turn(this) : throw Locked();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The same for the few callers that cannot wait any other way than by blocking their thread.</summary>
    public Turn Enter() => _turn.Wait(Longest) ? new Turn(this) : throw Locked();

    /// <summary>
    /// Does something that fails at once where another process is writing, until it is done or has been tried for too long.
    /// </summary>
    public static async Task<T> WhenFreeAsync<T>(Func<T> attempt, CancellationToken cancellationToken)
    {
        var (begun, pause) = (TimeProvider.System.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                return attempt();
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY
                && TimeProvider.System.GetElapsedTime(begun) < Longest)
            {
                // Tried again below, where it can be awaited.
            }
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static SqliteException Locked() =>
        new("The database is locked: others have been writing to it for 30 seconds", SQLitePCL.raw.SQLITE_BUSY);

    /// <summary>A turn to write; it ends when it is disposed of, the first time.</summary>
    internal sealed class Turn(WriteQueue queue) : IDisposable
    {
        private WriteQueue? _queue = queue;

        public void Dispose() => Interlocked.Exchange(ref _queue, null)?._turn.Release();
    }
}
