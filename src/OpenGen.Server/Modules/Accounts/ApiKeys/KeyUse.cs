using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Keeps <c>last_used_at</c> to the minute, written behind the requests so that none of them waits for it.</summary>
internal sealed partial class KeyUse(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeyUse> log) : BackgroundService
{
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<long, DateTime> _used = new();

    /// <summary>Remembers that a key was used; cheap, and silent when the stored time is recent enough.</summary>
    public void Note(long keyId, DateTime? stored, DateTime now)
    {
        if (stored is null || now - stored >= Precision) _used[keyId] = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WriteEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_used.IsEmpty) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            foreach (var (id, at) in _used)
            {
                await db.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, at), cancellationToken);
                _used.TryRemove(new(id, at));
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            NotWritten(log, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API keys could not be written; it is tried again")]
    private static partial void NotWritten(ILogger log, Exception fault);
}
