using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Audit;

/// <summary>
/// Counts what a stranger can repeat at will, so that no flood of it fills memory, disk or log:
/// 1. in memory, by action, account and address, at most <see cref="MostWaiting"/> of them; 2. once a second all of it in one
/// transaction, on one
/// line for each account, address and hour, at most <see cref="MostLines"/> of them an account and hour, what is beyond them on one line
/// without an address; 3. to the server's log, at most <see cref="MostLogged"/> lines a second.
/// </summary>
internal sealed partial class RepeatedEvents(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RepeatedEvents> log)
    : BackgroundService
{
    /// <summary>
    /// Lines of one account and action in one hour; of all accounts that do not exist together, <see cref="MostOfNobody"/>.
    /// </summary>
    internal const int MostLines = 20;

    /// <summary>Lines an hour of accounts that do not exist.</summary>
    internal const int MostOfNobody = 200;

    private const int MostWaiting = 1_000;
    private const int MostLogged = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private Dictionary<Key, Counted> _waiting = [];

    /// <summary>Counts one.</summary>
    public void Add(string action, long? userId, string? address, string? userAgent)
    {
        lock (_gate)
        {
            var key = new Key(action, userId, NetworkOf(address));
            if (_waiting.Count >= MostWaiting && !_waiting.ContainsKey(key)) key = new Key(action, null, null);
            ref var counted = ref CollectionsMarshal.GetValueRefOrAddDefault(_waiting, key, out _);
            counted = new Counted(counted.Count + 1, userAgent);
            if (_wake.CurrentCount == 0) _wake.Release();
        }
    }

    /// <summary>Writes what was counted so far.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<Key, Counted> counted;
        lock (_gate) (counted, _waiting) = (_waiting, []);
        if (counted.Count == 0) return;
        foreach (var (key, count) in counted.Take(MostLogged)) Repeated(log, key.Action, key.UserId, key.Address, count.Count);
        if (counted.Count > MostLogged) More(log, counted.Count - MostLogged);

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await db.WriteAsync(async () =>
        {
            var now = clock.Now();
            var hour = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
            foreach (var (key, count) in counted)
                await WriteAsync(db, await WithinAsync(db, key, hour, cancellationToken), count, hour, now, cancellationToken);
            return counted.Count;
        }, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _wake.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                // Also when the server ends: what was counted is not lost with it.
                await FlushAsync(CancellationToken.None);
            }
            catch (Exception fault)
            {
                Fault(log, fault);
            }
        }
    }

    /// <summary>The key itself, or the one without an address when the account has lines enough in this hour.</summary>
    private static async Task<Key> WithinAsync(AppDbContext db, Key key, DateTime hour, CancellationToken cancellationToken)
    {
        var window = WindowOf(key, hour);
        if (key.Address is null || await db.AuditEvents.AnyAsync(e => e.WindowKey == window, cancellationToken)) return key;
        var lines = await db.AuditEvents.CountAsync(
            e => e.UserId == key.UserId && e.Action == key.Action && e.CreatedAt >= hour, cancellationToken);
        return lines < (key.UserId is null ? MostOfNobody : MostLines) ? key : key with { Address = null };
    }

    private static Task WriteAsync(
        AppDbContext db, Key key, Counted counted, DateTime hour, DateTime now, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO audit_events (action, user_id, ip_address, user_agent, count, window_key, created_at, updated_at)
            VALUES ({key.Action}, {key.UserId}, {key.Address}, {counted.UserAgent}, {counted.Count}, {WindowOf(key, hour)}, {now}, {now})
            ON CONFLICT (window_key) DO UPDATE SET count = audit_events.count + excluded.count, updated_at = excluded.updated_at, user_agent = excluded.user_agent
            """, cancellationToken);

    private static string WindowOf(Key key, DateTime hour) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Action}|{key.UserId}|{key.Address}|{hour:yyyyMMddHH}");

    /// <summary>An IPv6 network counts as one address, since each of its hosts has as many as it likes.</summary>
    private static string? NetworkOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6
            || IPAddress.IsLoopback(parsed)) return address;
        var bytes = parsed.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }

    private readonly record struct Key(string Action, long? UserId, string? Address);

    private readonly record struct Counted(int Count, string? UserAgent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Action}: account {User} from {Address}, {Count} times")]
    private static partial void Repeated(ILogger log, string action, long? user, string? address, int count);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "… and {Others} other accounts and addresses in this second; they are in the audit log")]
    private static partial void More(ILogger log, int others);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed sign-ins could not be written to the audit log; the log above has them")]
    private static partial void Fault(ILogger log, Exception fault);
}
