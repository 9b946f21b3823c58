using Microsoft.Extensions.Logging;
using OpenGen.Server;
using OpenGen.Server.Data;

namespace OpenGen.Tests.Support;

/// <summary>
/// A database of each kind with the schema and nothing in it. Tests get copies: to migrate takes seconds, to copy does not.
/// </summary>
internal static class MigratedDatabases
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("opengen-migrated-");
    private static readonly Lazy<Task<string>> Sqlite = new(() => MigrateAsync(null));
    private static readonly Lazy<Task<PostgresDatabase>> Postgres = new(async () =>
    {
        var database = await PostgresDatabase.CreateEmptyAsync();
        await MigrateAsync(database.Connection);
        return database;
    });

    /// <summary>Puts a migrated SQLite file into a data folder.</summary>
    public static async Task CopySqliteAsync(string folder) => File.Copy(await Sqlite.Value, Path.Combine(folder, "opengen.db"));

    /// <summary>A migrated PostgreSQL database that nobody is connected to.</summary>
    public static Task<PostgresDatabase> PostgresAsync() => Postgres.Value;

    public static async ValueTask DisposeAsync()
    {
        if (Postgres.IsValueCreated) await (await Postgres.Value).DisposeAsync();
        Folder.Delete(recursive: true);
    }

    private static async Task<string> MigrateAsync(string? postgres)
    {
        string file;
        await using (var app = Hosting.Build(builder =>
        {
            builder.Configuration["Data:Folder"] = Folder.CreateSubdirectory(postgres is null ? "sqlite" : "postgres").FullName;
            builder.Configuration["Data:Database"] = postgres;
            builder.Configuration["Jobs:Enabled"] = "false";
            builder.Logging.ClearProviders();
        }))
        {
            await DataModule.MigrateAsync(app.Services, CancellationToken.None);
            file = ((DataOptions)app.Services.GetService(typeof(DataOptions))!).SqliteFile;
        }
        // What is still in its log goes into the file when the last connection closes.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return file;
    }
}
