using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;

namespace OpenGen.Tests.Support;

/// <summary>Fails a server at the commands of a kind, as if it crashed between them and what it did before.</summary>
/// <param name="text">What the SQL of such a command begins with.</param>
internal sealed class BrokenCommands(string text) : DbCommandInterceptor
{
    /// <summary>Whether they fail now.</summary>
    public bool IsBroken { get; set; }

    /// <summary>To be given to a server that starts.</summary>
    public void Watch(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDbContext>(db => db.AddInterceptors(this))
        .ConfigureDbContext<PostgresDbContext>(db => db.AddInterceptors(this));

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) =>
        IsBroken && result.CommandText.StartsWith(text, StringComparison.Ordinal) ? throw new IOException("The test breaks this") : result;
}
