using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Data;

public sealed class WriteTransactions(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_failure_that_is_answered_as_a_value_rolls_back_what_was_written_before_it(Database database)
    {
        await using var scope = (await servers.OnAsync(database)).Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var name = Guid.NewGuid().ToString();
        var refused = await db.WriteAsync<Result<long>>(async () =>
        {
            db.Add(new Workspace { Name = name });
            await db.SaveChangesAsync();
            return Error.Invalid("name", "is none");
        }, CancellationToken.None);
        Assert.True(refused.Failed);
        Assert.False(await db.Workspaces.AnyAsync(w => w.Name == name));

        var kept = await db.WriteAsync<Result<long>>(async () =>
        {
            db.Add(new Workspace { Name = name });
            return await db.SaveChangesAsync();
        }, CancellationToken.None);
        Assert.False(kept.Failed);
        Assert.True(await db.Workspaces.AnyAsync(w => w.Name == name));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_long_ledger_is_read_a_bounded_number_of_lines_at_a_time(Database database)
    {
        var counted = new CountedCommands();
        await using var server = await RunningServer.StartAsync(database, counted.Watch, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var (db, ledger) = (
                scope.ServiceProvider.GetRequiredService<AppDbContext>(), scope.ServiceProvider.GetRequiredService<Ledger>());
            await db.WriteAsync(async () =>
            {
                for (var i = 0; i < 1_200; i++) await ledger.GrantAsync(user.WorkspaceId, new Credits(1), "test", CancellationToken.None);
                return true;
            }, CancellationToken.None);
        }

        var path = $"/v1/organizations/{user.WorkspaceId}/credit_transactions";
        var all = Ids(await user.Api.GetAsync(path));
        Assert.Equal(1_201, all.Count);
        Assert.Equal(all.OrderDescending(), all);
        Assert.Equal(all[700..1_100], Ids(await user.Api.GetAsync($"{path}?cursor=700&page_size=400")));
        Assert.Equal(all[..1_000], Ids(await user.Api.GetAsync($"{path}?page_size=5000")));
        Assert.Equal(all[1_180..1_200], Ids(await user.Api.GetAsync($"{path}?page=60")));
        var ledgers = counted.Texts.Where(
            t => t.StartsWith("SELECT", StringComparison.Ordinal) && t.Contains("credit_transactions", StringComparison.Ordinal)
                && t.Contains("ORDER BY", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ledgers);
        Assert.All(ledgers, text => Assert.Contains("LIMIT", text, StringComparison.Ordinal));
    }

    private static List<long> Ids(Answer list) => [.. list.Node.AsArray().Select(l => l!["id"]!.GetValue<long>())];
}
