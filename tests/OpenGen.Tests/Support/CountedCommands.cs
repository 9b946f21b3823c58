using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;

namespace OpenGen.Tests.Support;

/// <summary>Counts what a server asks its database.</summary>
internal sealed class CountedCommands : DbCommandInterceptor
{
    private int _all;

    /// <summary>To be given to a server that starts.</summary>
    public void Watch(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDbContext>(db => db.AddInterceptors(this))
        .ConfigureDbContext<PostgresDbContext>(db => db.AddInterceptors(this));

    /// <summary>How many commands something takes: the least of several times, since a server does more than it is asked for.</summary>
    public async Task<int> OfAsync(Func<Task> work)
    {
        var least = int.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = Volatile.Read(ref _all);
            await work();
            least = Math.Min(least, Volatile.Read(ref _all) - before);
        }
        return least;
    }

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        Interlocked.Increment(ref _all);
        return result;
    }
}
