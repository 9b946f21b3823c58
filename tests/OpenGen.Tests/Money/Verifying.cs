using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server;
using OpenGen.Server.Commands;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Tests.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Money;

/// <summary><c>opengen verify</c>: it says nothing of a healthy database, finds each kind of damage, and changes nothing.</summary>
public sealed class Verifying
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_database_that_was_worked_with_is_well_and_each_damage_is_found(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text", "Picture:image");
        var text = new { generation_type = "text", data = new { prompt = "Write a hook about tea" } };
        var done = (await sheet.GenerateAsync("Text", text))["id"];
        await sheet.GenerateAsync("Picture", new { generation_type = "image_from_text", data = new { prompt = "tea" } });
        await user.Api.PostAsync(sheet.Path("/rows"), new { });
        await user.UploadAsync(
            await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(server.DataFolder, "files"), "*", SearchOption.AllDirectories)[0]),
            "again.png");
        Assert.Equal((true, 0), await VerifyAsync(server));

        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var workspace = user.WorkspaceId;
        foreach (var (damage, repair, found) in new[]
        {
            ($"UPDATE workspaces SET credits = credits + 5 WHERE id = {workspace}",
                $"UPDATE workspaces SET credits = credits - 5 WHERE id = {workspace}", $"workspace {workspace} has "),
            ($"UPDATE workspaces SET credits = -credits WHERE id = {workspace}",
                $"UPDATE workspaces SET credits = -credits WHERE id = {workspace}", $"workspaces {workspace}"),
            ($"UPDATE credit_transactions SET balance_after = balance_after + 1 WHERE kind = 'Grant' AND workspace_id = {workspace}",
                $"UPDATE credit_transactions SET balance_after = balance_after - 1 WHERE kind = 'Grant' AND workspace_id = {workspace}",
                "of workspace " + workspace),
            ($"UPDATE credit_transactions SET amount = -amount WHERE job_id = {done}",
                $"UPDATE credit_transactions SET amount = -amount WHERE job_id = {done}", "credit_transactions "),
            ($"UPDATE jobs SET cost = -cost WHERE id = {done}", $"UPDATE jobs SET cost = -cost WHERE id = {done}", $"jobs {done}"),
            ($"UPDATE jobs SET status = 'Failed' WHERE id = {done}", $"UPDATE jobs SET status = 'Completed' WHERE id = {done}",
                $"job {done} is failed"),
            ($"UPDATE sheet_rows SET position = 7 WHERE position = 1 AND sheet_id = {sheet.Id}",
                $"UPDATE sheet_rows SET position = 1 WHERE position = 7 AND sheet_id = {sheet.Id}", $"sheet_id {sheet.Id}: 2 of them"),
            ($"UPDATE sheet_cells SET row_id = row_id + 1000000 WHERE sheet_id = {sheet.Id} AND row_id = (SELECT max(id) FROM sheet_rows)",
                $"UPDATE sheet_cells SET row_id = row_id - 1000000 WHERE sheet_id = {sheet.Id} AND row_id > 1000000",
                "names sheet_rows 100000"),
        })
        {
            await DamageAsync(db, damage);
            Assert.Contains(found, await FaultsAsync(server), StringComparison.Ordinal);
            await DamageAsync(db, repair);
            Assert.Equal((true, 0), await VerifyAsync(server));
        }

        var storage = scope.ServiceProvider.GetRequiredService<IFileStorage>();
        var key = await db.ContentResources.Where(r => r.ThumbnailKey != null).Select(r => r.Key).FirstAsync();
        var (away, path) = (Path.Combine(server.DataFolder, "away"), storage.PathOf(key)!);
        File.Move(path, away);
        Assert.Contains($"its file {key} is not there", await FaultsAsync(server), StringComparison.Ordinal);
        File.Move(away, path);
        var orphan = StorageKey.New();
        await File.WriteAllTextAsync(away, "nobody's");
        await storage.KeepAsync(orphan, away, "text/plain", CancellationToken.None);
        Assert.Contains($"file {orphan}: nothing names it", await FaultsAsync(server), StringComparison.Ordinal);
        await storage.DeleteAsync(orphan, CancellationToken.None);
        Assert.Equal((true, 0), await VerifyAsync(server));
    }

    [Fact]
    public async Task There_is_nothing_to_verify_where_there_is_no_database()
    {
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        Assert.Equal(1, await CommandLine.RunAsync(["verify", "--data", folder.FullName]));
        Assert.Equal(1, await CommandLine.RunAsync(["verify", "--data", Path.Combine(folder.FullName, "none")]));
        Assert.False(File.Exists(Path.Combine(folder.FullName, "opengen.db")));
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "none")));
        folder.Delete(recursive: true);
    }

    private static async Task<(bool IsWell, int Wrong)> VerifyAsync(RunningServer server)
    {
        var (isWell, report) = await ReportAsync(server.Services);
        Assert.True(isWell, report);
        return (isWell, report.Split('\n').Count(line => line.StartsWith("WRONG", StringComparison.Ordinal)));
    }

    private static Task<string> FaultsAsync(RunningServer server) => FaultsAsync(server.Services);

    private static async Task<string> FaultsAsync(IServiceProvider services)
    {
        var (isWell, report) = await ReportAsync(services);
        Assert.False(isWell, report);
        return report;
    }

    private static async Task<(bool IsWell, string Report)> ReportAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var report = new StringWriter();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var isWell = await new Verification(db, scope.ServiceProvider.GetRequiredService<IFileStorage>()).RunAsync(
            report, CancellationToken.None);
        return (isWell, report.ToString());
    }

    /// <summary>Past all that keeps such a thing from happening.</summary>
    private static async Task DamageAsync(AppDbContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsSqlite())
        {
            await ExecuteAsync(db, "PRAGMA foreign_keys = 0");
            await ExecuteAsync(db, "PRAGMA ignore_check_constraints = 1");
        }
        else
        {
            foreach (var (table, name) in new[]
            {
                ("workspaces", "ck_workspaces_credits"),
                ("credit_transactions", "ck_credit_transactions_amount"),
                ("jobs", "ck_jobs_cost"),
            })
                await ExecuteAsync(db, $"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}");
            await ExecuteAsync(db, "SET session_replication_role = replica");
        }
        try
        {
            await ExecuteAsync(db, sql);
        }
        finally
        {
            if (db.Database.IsSqlite())
            {
                await ExecuteAsync(db, "PRAGMA foreign_keys = 1");
                await ExecuteAsync(db, "PRAGMA ignore_check_constraints = 0");
            }
            else await ExecuteAsync(db, "SET session_replication_role = DEFAULT");
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Task<int> ExecuteAsync(AppDbContext db, string sql) =>
        db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
}
