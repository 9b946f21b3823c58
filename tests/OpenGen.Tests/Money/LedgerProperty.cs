using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Money;

/// <summary>
/// Whatever is booked in whatever order, of whatever size: the sum of the lines is the balance, and the balance is never out of
/// bounds.
/// </summary>
public sealed class LedgerProperty(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("OPENGEN_PROPERTY_CASES") ?? "60", CultureInfo.InvariantCulture);

    public enum What
    {
        Grant,
        Charge,
        Refund,
        Settle,
    }

    private static readonly long[] Extremes = [0, 1, 2, 50, 10_000, Credits.Most - 10_000, Credits.Most - 1, Credits.Most];

    private static readonly Gen<long> Amount = Gen.OneOf(Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]), Gen.Long[1, 20_000]);

    [Fact]
    public void An_amount_is_never_negative_or_beyond_the_most_and_arithmetic_does_not_wrap()
    {
        foreach (var wrong in new[] { -1, long.MinValue, Credits.Most + 1, long.MaxValue })
            Assert.Throws<ArgumentOutOfRangeException>(() => new Credits(wrong));
        var most = new Credits(Credits.Most);
        Assert.Throws<ArgumentOutOfRangeException>(() => most + new Credits(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => most * 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Credits(1) * -1);
        Assert.Throws<OverflowException>(() => most * long.MaxValue);
        Assert.Equal((12L, "12.0"), ((new Credits(5) + new Credits(7)).Value, new Credits(12).OnTheWire));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Any_sequence_of_bookings_adds_up(Database database)
    {
        var server = await servers.OnAsync(database);
        await Gen.Select(Gen.Enum<What>(), Amount, Amount).Array[1, 12].SampleAsync(
            async steps => await RunAsync(server, steps), iter: Cases, threads: 1);
    }

    private static async Task RunAsync(RunningServer server, (What What, long Amount, long Other)[] steps)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var (db, ledger) = (scope.ServiceProvider.GetRequiredService<AppDbContext>(), scope.ServiceProvider.GetRequiredService<Ledger>());
        var workspace = new Workspace { Name = "Property" };
        db.Workspaces.Add(workspace);
        await db.SaveChangesAsync();
        // Ids that no job has, and no other case.
        var job = workspace.Id * 1_000_000;
        var expected = Int128.Zero;
        foreach (var (what, amount, other) in steps)
        {
            job++;
            var (one, two) = (new Credits(amount), new Credits(other));
            var change = what switch { What.Charge => -(Int128)amount, What.Settle => (Int128)amount - other, _ => amount };
            var isPossible = expected + change >= 0 && expected + change <= Credits.Most;
            Task<Error?> BookAsync() => what switch
            {
                What.Grant => ledger.GrantAsync(workspace.Id, one, "grant", CancellationToken.None),
                What.Charge => ledger.ChargeAsync(workspace.Id, [new JobCharge(job, 1, one, "charge")], CancellationToken.None),
                What.Settle => ledger.TrueUpAsync(workspace.Id, job, 1, one, two, CancellationToken.None),
                _ => RefundAsync(),
            };
            async Task<Error?> RefundAsync()
            {
                // Twice is once.
                await ledger.RefundAsync(workspace.Id, job, 1, one, "refund", CancellationToken.None);
                await ledger.RefundAsync(workspace.Id, job, 1, one, "refund", CancellationToken.None);
                return null;
            }

            if (amount == 0 && what != What.Settle) await Assert.ThrowsAsync<ArgumentOutOfRangeException>(BookAsync);
            else if (what == What.Refund && !isPossible) await Assert.ThrowsAsync<InvalidOperationException>(BookAsync);
            else
            {
                Assert.Equal(isPossible, await BookAsync() is null);
                if (isPossible) expected += change;
            }
            Assert.Equal(expected, await db.Workspaces.Where(w => w.Id == workspace.Id).Select(w => w.Credits).SingleAsync());
        }
        var lines = await db.CreditTransactions.AsNoTracking().Where(l => l.WorkspaceId == workspace.Id).OrderBy(l => l.Id).ToListAsync();
        Assert.Equal(expected, lines.Aggregate(Int128.Zero, (sum, line) => sum + line.Amount));
        Assert.All(lines, line => Assert.InRange(line.BalanceAfter, 0, Credits.Most));
        await db.Workspaces.Where(w => w.Id == workspace.Id).ExecuteDeleteAsync();
        db.ChangeTracker.Clear();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_database_itself_takes_no_line_of_the_wrong_sign(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        foreach (var (kind, amount, after) in new[]
        {
            ("Charge", "1", "1"), ("Charge", "0", "1"), ("Grant", "-1", "1"), ("Grant", "0", "1"), ("Refund", "-1", "1"),
            ("Refund", "0", "1"), ("Adjust", "0", "1"),
            ("Grant", "1000000000000001", "1"), ("Charge", "-1000000000000001", "1"), ("Grant", "1", "-1"),
            ("Grant", "1", "1000000000000001"), ("Minted", "1", "1"),
        })
            await RefusedAsync(
                db, $"INSERT INTO credit_transactions (workspace_id, bucket, kind, amount, balance_after, description, created_at, "
                    + $"updated_at) VALUES ({user.WorkspaceId}, 'generic', '{kind}', {amount}, {after}, '', '2026-01-01', '2026-01-01')");
        foreach (var credits in new[] { "-1", "1000000000000001", "9223372036854775807" })
            await RefusedAsync(db, $"UPDATE workspaces SET credits = {credits} WHERE id = {user.WorkspaceId}");
        var sheet = await user.NewSheetAsync("Out");
        var job = (await sheet.OrderAsync("Out", new { generation_type = "text", data = new { prompt = "x" } })).Node["generation_id"];
        await RefusedAsync(db, $"UPDATE jobs SET cost = -1 WHERE id = {job}");
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    private static async Task RefusedAsync(AppDbContext db, string sql)
    {
        var fault = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));
        Assert.True(
            fault is Npgsql.PostgresException { SqlState: "23514" }
                or Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 275 }, $"{sql}: {fault.Message}");
    }
}
