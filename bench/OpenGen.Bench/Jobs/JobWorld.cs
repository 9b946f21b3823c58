using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenGen.Kernel;
using OpenGen.Server;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Bench.Jobs;

/// <summary>
/// The server's own parts on a database of their own, in this process and without its workers: the benchmark is the worker.
/// </summary>
internal sealed class JobWorld : IAsyncDisposable
{
    private const int Workspaces = 5;
    private const int Cells = 100;

    /// <summary>Without limits of their own in the catalog, so that the limits pass none of them over.</summary>
    private static readonly string[] Providers = ["one", "two", "three", "four"];

    private readonly WebApplication _app;
    private readonly List<(long Workspace, long Agent)> _agents = [];
    private readonly List<long> _cells = [];

    private JobWorld(WebApplication app) => _app = app;

    /// <param name="folder">Gets the data folder.</param>
    /// <param name="postgres">A connection string; SQLite without.</param>
    public static async Task<JobWorld> StartAsync(string folder, string? postgres, CancellationToken cancellationToken)
    {
        var app = Hosting.Build(builder =>
        {
            builder.Configuration["Data:Folder"] = folder;
            builder.Configuration["Data:Database"] = postgres;
            builder.Configuration["Jobs:Enabled"] = "false";
            builder.Logging.ClearProviders();
        });
        await DataModule.MigrateAsync(app.Services, cancellationToken);
        var world = new JobWorld(app);
        for (var i = 0; i < Workspaces; i++) await world.FoundAsync(i, cancellationToken);
        await world.MakeCellsAsync(cancellationToken);
        return world;
    }

    /// <summary>Charges nothing and queues jobs, each for a cell, in turn for all workspaces and providers.</summary>
    public async Task OrderAsync(int count, Lane lane, CancellationToken cancellationToken)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(1_000))
        {
            await using var scope = _app.Services.CreateAsyncScope();
            var refused = await scope.ServiceProvider.GetRequiredService<JobLifecycle>().OrderAsync([.. some.Select(i => new Job
            {
                WorkspaceId = _agents[i % Workspaces].Workspace,
                AgentId = _agents[i % Workspaces].Agent,
                CellId = _cells[i % Cells],
                Type = "text",
                Lane = lane,
                Provider = Providers[i / Workspaces % Providers.Length],
                Model = "any",
            })], null, cancellationToken);
            if (refused is not null) throw new InvalidOperationException(refused.Message);
        }
    }

    /// <summary>What a worker does with a job whose generator has nothing to do; false when there was none.</summary>
    public async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (await ClaimAsync(Lane.Quick, cancellationToken) is not { } job) return false;
        await using var scope = _app.Services.CreateAsyncScope();
        var outcome = new JobOutcome.Completed(RawJson.EmptyObject, [], "Green tea, twice as calm.");
        return await scope.ServiceProvider.GetRequiredService<JobLifecycle>().CompleteAsync(job, outcome, cancellationToken)
            ? true
            : throw new InvalidOperationException($"Job {job.Id} was lost");
    }

    public async Task<Job?> ClaimAsync(Lane lane, CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<JobLifecycle>().ClaimAsync(lane, cancellationToken);
    }

    public async Task ReleaseAsync(Job job, CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JobLifecycle>().ReleaseAsync(job, cancellationToken);
    }

    /// <summary>A worker's statements by hand, on a connection that stays open.</summary>
    public async Task<BareWorker> BareWorkerAsync(string? postgres, CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        // The very statement: which job comes next is not what is compared.
        var claim = string.Format(
            CultureInfo.InvariantCulture, scope.ServiceProvider.GetRequiredService<JobClaims>().TextFor(Lane.Quick), "@until", "@now",
            "@lane");
        return await BareWorker.StartAsync(
            postgres ?? _app.Services.GetRequiredService<DataOptions>().SqliteConnection, claim, cancellationToken);
    }

    /// <summary>Deletes all jobs but so many, and tidies up as the databases do by themselves in time.</summary>
    public async Task KeepAsync(int count, CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var first = await db.Jobs.OrderBy(j => j.Id).Skip(count).Select(j => j.Id).FirstOrDefaultAsync(cancellationToken);
        if (first > 0) await db.Jobs.Where(j => j.Id >= first).ExecuteDeleteAsync(cancellationToken);
        await TidyAsync(db, cancellationToken);
    }

    /// <summary>As the databases do by themselves in time.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await TidyAsync(scope.ServiceProvider.GetRequiredService<AppDbContext>(), cancellationToken);
    }

    /// <summary>Whether each cell has what the jobs made, and no job is left over: else nothing was measured.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var (unfinished, empty) = (
            await db.Jobs.CountAsync(j => j.Status != JobStatus.Completed, cancellationToken),
            await db.SheetCells.CountAsync(c => c.DefaultJobId == null || c.Value == null, cancellationToken));
        if (unfinished + empty > 0)
            throw new InvalidOperationException($"{unfinished} jobs were not completed, {empty} cells have no text");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task TidyAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE jobs", cancellationToken);
    }

    private async Task FoundAsync(int number, CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<Registration>()
            .RegisterAsync($"bench{number}@example.com", null, null, null, cancellationToken);
        if (made.Failed) throw new InvalidOperationException(made.Error.Message);
        var agent = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Agents.AsNoTracking().OrderByDescending(a => a.Id)
            .FirstAsync(cancellationToken);
        _agents.Add((agent.WorkspaceId, agent.Id));
    }

    private async Task MakeCellsAsync(CancellationToken cancellationToken)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var sheet = db.Sheets.Add(new Sheet { AgentId = _agents[0].Agent, Slug = "bench", Title = "Bench" }).Entity;
        await db.SaveChangesAsync(cancellationToken);
        var column = db.SheetColumns.Add(new SheetColumn { SheetId = sheet.Id, Title = "Text" }).Entity;
        var rows = Enumerable.Range(0, Cells).Select(i => new SheetRow { SheetId = sheet.Id, Position = i }).ToList();
        db.SheetRows.AddRange(rows);
        await db.SaveChangesAsync(cancellationToken);
        var cells = rows.ConvertAll(r => new SheetCell { SheetId = sheet.Id, RowId = r.Id, ColumnId = column.Id });
        db.SheetCells.AddRange(cells);
        await db.SaveChangesAsync(cancellationToken);
        _cells.AddRange(cells.Select(c => c.Id));
    }
}
