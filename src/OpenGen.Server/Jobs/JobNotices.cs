using System.Threading.Channels;
using Npgsql;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>
/// Carries the words of <see cref="JobSignal"/> between the nodes on one PostgreSQL: an order wakes workers, and a stop reaches its worker,
/// wherever they are. Sent after the commit and not within it, where NOTIFY would make commits wait for each other. What is lost while
/// the connection is away, the workers' poll and the renewals of leases find. On SQLite there are no other nodes.
/// </summary>
internal sealed partial class JobNotices(
    JobSignal signal, DataOptions data, TimeProvider clock, ILogger<JobNotices> log, NpgsqlDataSource? database = null) : BackgroundService
{
    private const string Channel = "opengen_jobs";

    /// <summary>Words that wait to be sent; of more, the oldest are lost.</summary>
    private const int MostWaiting = 10_000;

    private const int MostAtOnce = 500;
    private static readonly TimeSpan LeastBackoff = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MostBackoff = TimeSpan.FromSeconds(30);

    /// <summary>Begins what this node says, which it has done itself by then.</summary>
    private readonly string _self = Guid.NewGuid().ToString("N")[..8] + " ";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database is null ? Task.CompletedTask : Task.WhenAll(SendAsync(database, stoppingToken), ListenAsync(stoppingToken));

    private async Task SendAsync(NpgsqlDataSource to, CancellationToken cancellationToken)
    {
        var words = System.Threading.Channels.Channel.CreateBounded<string>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        void Say(string word) => words.Writer.TryWrite(_self + word);
        signal.Said += Say;
        try
        {
            while (await words.Reader.WaitToReadAsync(cancellationToken)) await SendAsync(to, words.Reader, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends.
        }
        finally
        {
            signal.Said -= Say;
        }
    }

    /// <summary>All that waits, the same word once.</summary>
    private async Task SendAsync(NpgsqlDataSource to, ChannelReader<string> waiting, CancellationToken cancellationToken)
    {
        var words = new HashSet<string>();
        while (words.Count < MostAtOnce && waiting.TryRead(out var word)) words.Add(word);
        try
        {
            await using var command = to.CreateCommand("SELECT pg_notify($1, word) FROM unnest($2) AS word");
            command.Parameters.Add(new NpgsqlParameter { Value = Channel });
            command.Parameters.Add(new NpgsqlParameter { Value = words.ToArray() });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            NotSent(log, fault, words.Count);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var backoff = LeastBackoff;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // Its own connection, for good: LISTEN belongs to a session, and the pool's are anybody's.
                await using var connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(data.Database) { Pooling = false, KeepAlive = 30 }.ToString());
                connection.Notification += (_, notice) => Hear(notice.Payload);
                await connection.OpenAsync(cancellationToken);
                await using (var listen = new NpgsqlCommand("LISTEN " + Channel, connection))
                    await listen.ExecuteNonQueryAsync(cancellationToken);
                backoff = LeastBackoff;
                // Whatever was said before.
                foreach (var lane in Enum.GetNames<Lane>()) signal.Hear("wake:" + lane);
                while (true) await connection.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Deaf(log, fault, backoff);
                await Task.Delay(backoff, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = backoff * 2 < MostBackoff ? backoff * 2 : MostBackoff;
            }
        }
    }

    private void Hear(string payload)
    {
        if (!payload.StartsWith(_self, StringComparison.Ordinal))
            signal.Hear(payload[(payload.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Words} words for other nodes could not be sent; their polls find what was said")]
    private static partial void NotSent(ILogger log, Exception fault, int words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes cannot be heard; listening again in {Backoff}")]
    private static partial void Deaf(ILogger log, Exception fault, TimeSpan backoff);
}
