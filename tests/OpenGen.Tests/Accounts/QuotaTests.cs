using System.Net;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

/// <summary>What a workspace may have at most, also when it asks for all of it at once.</summary>
public sealed class QuotaTests
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_workspace_has_no_more_than_its_quotas_also_when_it_asks_at_once(Database database)
    {
        await using var server = await RunningServer.StartAsync(
            database, ("Jobs:Enabled", "false"), ("Quotas:Sheets", "4"), ("Quotas:Agents", "3"), ("Quotas:WaitingJobs", "3"),
            ("Quotas:Rows", "2"), ("Quotas:StorageBytes", $"{Samples.Png.Length * 3}"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");

        // Another agent of the same workspace has the same quota.
        var agents = await AtOnceAsync(8, i => user.Api.PostAsync("/v1/agents", new { agent = new { name = $"Agent {i}" } }));
        Assert.Equal(2, agents.Count(a => a.Status == HttpStatusCode.Created));
        var other = agents.First(a => a.Status == HttpStatusCode.Created).Node["agent"]!["id"]!.GetValue<long>();
        var sheets = await AtOnceAsync(
            10, i =>
                user.Api.PostAsync($"/v1/autocontentengine?agent_id={(i % 2 == 0 ? user.AgentId : other)}", new { title = $"Sheet {i}" }));
        Assert.Equal(3, sheets.Count(a => a.Status == HttpStatusCode.Created));
        (await user.Api.PostAsync(sheet.Path("/clone"), new { })).IsError(422, "quota_exceeded");
        (await user.Api.PostAsync("/v1/templates/spreadsheets/tiktok-vo-broll/clone", new { agent_id = user.AgentId }))
            .IsError(422, "quota_exceeded");
        var rows = await AtOnceAsync(6, _ => user.Api.PostAsync(sheet.Path("/rows"), new { }));
        Assert.Equal(1, rows.Count(a => a.Status == HttpStatusCode.Created));
        var files = await AtOnceAsync(
            6, i => (user with { AgentId = i % 2 == 0 ? user.AgentId : other }).UploadAsync(Samples.Png, "a.png"));
        Assert.Equal(3, files.Count(a => a.Status == HttpStatusCode.Created));

        var view = (await user.Api.GetAsync($"/v1/organizations/{user.WorkspaceId}")).Node["quotas"]!;
        Assert.Equal((Samples.Png.Length * 3L, Samples.Png.Length * 3L), Use("storage_bytes"));
        Assert.Equal((4, 4), Use("sheets"));
        Assert.Equal((3, 3), Use("agents"));
        Assert.Equal((0, 3), Use("waiting_jobs"));
        Assert.Null((await user.Api.GetAsync("/v1/organizations")).Node[0]!["quotas"]);
        // What is made needs room as well, when it is a file.
        var final = sheet.CellId("Final Video");
        await user.Api.PostAsync(
            sheet.Path($"/cells/{final}/layers"),
            new { name = "Card", type = "shape", additional_attributes = new { durationInFrames = 2 } });
        Assert.Contains(
            "bytes of files", (await user.Api.PostAsync(sheet.Path($"/cells/{final}/render"))).IsError(422, "quota_exceeded").Text("error"),
            StringComparison.Ordinal);
        Assert.Equal(10_000, await user.CreditsAsync());
        Assert.Equal(
            HttpStatusCode.Created,
            (await sheet.OrderAsync("Text", new { generation_type = "text", data = new { prompt = "Tea" } })).Status);

        (long, long) Use(string quota) => (view[quota]!["used"]!.GetValue<long>(), view[quota]!["limit"]!.GetValue<long>());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task No_more_jobs_wait_than_may_and_those_refused_cost_nothing(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"), ("Quotas:WaitingJobs", "3"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");
        var orders = await AtOnceAsync(10, _ => sheet.OrderAsync("Text", new { generation_type = "text", data = new { prompt = "Tea" } }));
        Assert.Equal(3, orders.Count(a => a.Status == HttpStatusCode.Created));
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
        Assert.Equal(
            3, (await user.Api.GetAsync($"/v1/organizations/{user.WorkspaceId}/credit_transactions")).Node.AsArray()
                .Count(l => l!["kind"]!.ToString() == "charge"));
        // Another workspace's are its own.
        var stranger = await Api.NewUserAsync(server);
        Assert.Equal(
            HttpStatusCode.Created,
            (await (await stranger.NewSheetAsync("Text"))
                .OrderAsync("Text", new { generation_type = "text", data = new { prompt = "Tea" } })).Status);
    }

    [Fact]
    public void A_quota_that_cannot_be_meant_is_refused_with_its_name()
    {
        Assert.Empty(new QuotaOptions().Faults());
        Assert.Empty(new QuotaOptions { Sheets = 0 }.Faults());
        Assert.Contains("Quotas:Sheets", Assert.Single(new QuotaOptions { Sheets = -1 }.Faults()), StringComparison.Ordinal);
    }

    /// <summary>What is refused is refused for its quota.</summary>
    private static async Task<Answer[]> AtOnceAsync(int count, Func<int, Task<Answer>> ask)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(ask));
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created)) refused.IsError(422, "quota_exceeded");
        return answers;
    }
}
