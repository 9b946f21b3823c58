using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;

namespace OpenGen.Tests.Support;

/// <summary>Notes and counts what one server asks its database; servers of other tests are not heard.</summary>
internal sealed class CountedCommands : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _texts = [];

    /// <summary>To be given to a server that starts.</summary>
    public void Watch(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDbContext>(db => db.AddInterceptors(this))
        .ConfigureDbContext<PostgresDbContext>(db => db.AddInterceptors(this));

    /// <summary>What was asked so far, in its order.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    /// <summary>How many commands something takes: the least of several times, since a server does more than it is asked for.</summary>
    public async Task<int> OfAsync(Func<Task> work)
    {
        var least = int.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            var before = _texts.Count;
            await work();
            least = Math.Min(least, _texts.Count - before);
        }
        return least;
    }

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        _texts.Enqueue(result.CommandText);
        return result;
    }
}
