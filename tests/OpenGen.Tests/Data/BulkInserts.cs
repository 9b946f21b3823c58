using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Data;

/// <summary>Rows that are sent as JSON come out as the change tracker would have stored them.</summary>
public sealed class BulkInserts
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_added_in_bulk_is_what_the_change_tracker_stores(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = new DateTime(2026, 3, 1, 12, 30, 15, 120, DateTimeKind.Utc);
        Job NewJob(string type) => new()
        {
            WorkspaceId = user.WorkspaceId,
            AgentId = user.AgentId,
            Type = type,
            Lane = Lane.Quick,
            Input = new RawJson("""{"a":"\"ü\n\u2028\\","b":null}"""),
            Provider = "it's \"quoted\", – and ünïcödé 🎬\t\\",
            Cost = new Credits(999_999_999_999_999),
            LayerId = null,
            CellId = long.MaxValue,
        };

        var (bulk, tracked) = (NewJob("bulk"), NewJob("tracked"));
        await db.InsertAsync([bulk], now, CancellationToken.None);
        db.Add(tracked);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var (one, other) = (await ReadAsync(bulk.Id), await ReadAsync(tracked.Id));
        Assert.Equal((now, now), (one.CreatedAt, one.UpdatedAt));
        foreach (var property in typeof(Job).GetProperties().Where(p => p.Name is not ("Id" or "Type" or "CreatedAt" or "UpdatedAt")))
            Assert.Equal(property.GetValue(other), property.GetValue(one));

        Task<Job> ReadAsync(long id) => db.Set<Job>().AsNoTracking().SingleAsync(job => job.Id == id);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Ids_are_those_of_the_rows_however_many_statements_they_took(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        // Some hundreds of them are more bytes than one statement takes.
        var jobs = Enumerable.Range(0, 1_300).Select(i => new Job
        {
            WorkspaceId = user.WorkspaceId,
            AgentId = user.AgentId,
            Type = "bulk",
            Lane = Lane.Quick,
            Model = $"n{i}",
            Input = RawJson.Of(new { text = new string('x', i % 100 == 0 ? 1_000_000 : 10) }),
        }).ToList();
        await db.InsertAsync(jobs, DateTime.UtcNow, CancellationToken.None);

        var stored = await db.Set<Job>().Where(job => job.WorkspaceId == user.WorkspaceId && job.Type == "bulk")
            .OrderBy(job => job.Id).Select(job => new { job.Id, job.Model }).ToListAsync();
        Assert.Equal(jobs.Select(job => (job.Id, job.Model)), stored.Select(job => (job.Id, job.Model)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_the_database_does_not_take_is_refused_whole(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        Job NewJob(string? provider) => new() { WorkspaceId = user.WorkspaceId, AgentId = user.AgentId, Type = "bulk", Provider = provider! };
        await Assert.ThrowsAsync<DbUpdateException>(
            () => db.InsertAsync([NewJob("local"), NewJob(null)], DateTime.UtcNow, CancellationToken.None));
        Assert.False(await db.Set<Job>().AnyAsync(job => job.WorkspaceId == user.WorkspaceId));
    }
}
