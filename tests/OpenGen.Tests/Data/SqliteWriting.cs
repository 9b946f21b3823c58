using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Data.Sqlite;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Data;

/// <summary>SQLite has one writer; who waits to be it holds no thread.</summary>
public sealed class SqliteWriting
{
    [Fact]
    public async Task While_another_process_writes_many_writers_wait_and_everybody_else_is_answered()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");
        ThreadPool.GetMinThreads(out var threads, out _);
        var writers = Math.Max(40, threads * 4);
        var path = Path.Combine(server.DataFolder, "opengen.db");
        await using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        var writing = other.BeginTransaction();

        var waiting = Enumerable.Range(0, writers).Select(i => sheet.FillAsync("Text", $"text {i}")).ToList();
        // One of them has its turn, and waits for the other process.
        await Waiting.UntilAsync(() => Task.FromResult(WriteQueue.Of(path).Waiting >= writers - 1), "all of them wait");
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await user.Api.GetAsync("/v1/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await user.Api.GetAsync(sheet.Path(""))).Status);
        Assert.All(waiting, writer => Assert.False(writer.IsCompleted));

        await writing.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task A_turn_ends_however_its_writer_does()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Jobs:Enabled", "false"));
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var queue = WriteQueue.Of(Path.Combine(server.DataFolder, "opengen.db"));

        await using (await db.Database.BeginTransactionAsync(cancellationToken))
        {
            // Neither committed nor rolled back; and more than once in a transaction.
            await db.Users.ExecuteDeleteAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM users", cancellationToken);
        }
        await IsFreeAsync("disposed of");
        await using (var committed = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await committed.CommitAsync(cancellationToken);
            await IsFreeAsync("committed, and not disposed of yet");
        }
        await Assert.ThrowsAsync<SqliteException>(
            () => db.Database.ExecuteSqlRawAsync("INSERT INTO nowhere VALUES (1)", cancellationToken));
        await IsFreeAsync("refused");
        await Assert.ThrowsAsync<SqliteException>(
            () =>
                db.Database.SqlQueryRaw<long>("INSERT INTO users DEFAULT VALUES RETURNING id AS \"Value\"").ToListAsync(cancellationToken));
        await IsFreeAsync("refused while it answered rows");
        await db.Database.SqlQueryRaw<string>(
            "INSERT INTO doomed_files (key, due_at) VALUES ('a', '2026-01-01 00:00:00') RETURNING key AS \"Value\"")
            .ToListAsync(cancellationToken);
        await IsFreeAsync("read to its end");

        using (await queue.EnterAsync(cancellationToken))
        {
            using var given = new CancellationTokenSource();
            var waiting = db.Database.ExecuteSqlRawAsync("DELETE FROM doomed_files", given.Token);
            await Waiting.UntilAsync(() => Task.FromResult(queue.Waiting == 1), "it waits");
            await given.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        await IsFreeAsync("given up while it waited");

        async Task IsFreeAsync(string what)
        {
            // What the server does by itself writes too, for a moment; a turn that was not given back would be waited for in vain.
            var turn = queue.EnterAsync(cancellationToken);
            Assert.True(await Task.WhenAny(turn, Task.Delay(TimeSpan.FromSeconds(20), cancellationToken)) == turn, what);
            (await turn).Dispose();
        }
    }

    [Theory]
    [InlineData("SELECT 1", false)]
    [InlineData("  select 1", false)]
    [InlineData("-- EF was told\n-- two things\nSELECT 1", false)]
    [InlineData("PRAGMA user_version", false)]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a", false)]
    [InlineData("WITH a AS (SELECT 1) UPDATE jobs SET id = 1", true)]
    [InlineData("WITH a AS (SELECT 1)\ndelete from jobs", true)]
    [InlineData("-- of a save\nINSERT INTO a VALUES (1)", true)]
    [InlineData("UPDATE a SET b = 1", true)]
    [InlineData("DELETE FROM a", true)]
    [InlineData("CREATE TABLE a (b)", true)]
    [InlineData("--", false)]
    public void A_statement_that_writes_is_told_by_its_text(string sql, bool writes) => Assert.Equal(writes, QueuedCommands.IsWrite(sql));
}
