using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenGen.Server;
using OpenGen.Server.Data;

[assembly: AssemblyFixture(typeof(OpenGen.Tests.Support.Servers))]

namespace OpenGen.Tests.Support;

/// <summary>Which database a test runs on; every data test runs on both.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>Which databases theories run on.</summary>
public static class Databases
{
    /// <summary>Of work that is not the database's and takes long: SQLite, and PostgreSQL in <c>./opengen soak tests</c>.</summary>
    public static TheoryData<Database> OneOfThem { get; } =
        [new TheoryDataRow<Database>(Database.Sqlite), new TheoryDataRow<Database>(Database.Postgres) { Explicit = true }];
}

/// <summary>One real server on real Kestrel for each database, shared by all tests; each test makes its own users and workspaces.</summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly Dictionary<Database, Task<RunningServer>> _running = [];
    private readonly Lock _gate = new();
    private Task<RunningServer>? _onS3;

    /// <summary>What keeps files where it is not this machine's disk.</summary>
    public S3Server S3 { get; } = new();

    /// <summary>A server whose files are in a bucket; its database is PostgreSQL.</summary>
    public Task<RunningServer> OnS3Async()
    {
        lock (_gate) return _onS3 ??= StartAsync();

        async Task<RunningServer> StartAsync() => await RunningServer.StartAsync(Database.Postgres, await S3.NewBucketAsync());
    }

    /// <summary>The server on a database; started when it is first asked for.</summary>
    public Task<RunningServer> OnAsync(Database database)
    {
        lock (_gate)
            return _running.TryGetValue(database, out var running) ? running : _running[database] = RunningServer.StartAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values) await (await running).DisposeAsync();
        if (_onS3 is { IsCompletedSuccessfully: true }) await (await _onS3).DisposeAsync();
        await S3.DisposeAsync();
        await MigratedDatabases.DisposeAsync();
        TestContext.Current.SendDiagnosticMessage(ServedDocument.Held);
    }
}

/// <summary>A server with a data folder and a database of its own.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly PostgresDatabase? _postgres;

    private RunningServer(WebApplication app, DirectoryInfo folder, PostgresDatabase? postgres) =>
        (_app, _folder, _postgres) = (app, folder, postgres);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public string DataFolder => _folder.FullName;

    public static Task<RunningServer> StartAsync(Database database, params (string Key, string Value)[] settings) =>
        StartAsync(database, TimeProvider.System, settings);

    /// <summary>With a clock that the test moves.</summary>
    public static Task<RunningServer> StartAsync(Database database, TimeProvider clock, params (string Key, string Value)[] settings) =>
        StartAsync(database, services => services.AddSingleton(clock), settings);

    /// <summary>With services of the test's own.</summary>
    internal static async Task<RunningServer> StartAsync(
        Database database, Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        var own = database == Database.Postgres ? await PostgresDatabase.CreateAsync() : null;
        return await StartAsync(own, own, services, settings);
    }

    /// <summary>One of several on a database, which outlives it; with services of the test's own.</summary>
    internal static Task<RunningServer> StartAsync(
        PostgresDatabase shared, Action<IServiceCollection> services, params (string Key, string Value)[] settings) =>
        StartAsync(shared, null, services, settings);

    private static async Task<RunningServer> StartAsync(
        PostgresDatabase? postgres, PostgresDatabase? own, Action<IServiceCollection> services, (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        if (postgres is null) await MigratedDatabases.CopySqliteAsync(folder.FullName);
        var app = Hosting.Build(builder =>
        {
            builder.Configuration["Data:Folder"] = folder.FullName;
            builder.Configuration["Data:Database"] = postgres?.Connection;
            // All tests come from one address, and make as many users as they like.
            builder.Configuration["RateLimits:SignInsPerAddress"] = builder.Configuration["RateLimits:RegistrationsPerAddress"] = "0";
            foreach (var (key, value) in settings) builder.Configuration[key] = value;
            // Hundreds of users sign in here whose passwords nobody steals.
            builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
            services(builder.Services);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        });
        await DataModule.MigrateAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        return new RunningServer(app, folder, own);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        if (_postgres is not null) await _postgres.DisposeAsync();
    }
}
