using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Audit;

public sealed class AuditTrail(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_done_in_a_workspace_is_there_for_its_owners_with_who_and_from_where(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, manager) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var managing = await owner.AddMemberAsync(manager, "manager");
        var agent = (await owner.Api.PostAsync("/v1/agents", new { name = "Second", organization_id = owner.WorkspaceId })).Node["agent"]![
            "id"]!.GetValue<long>();
        await owner.Api.PatchAsync($"/v1/agents/{agent}/automation_config", new { webhook_url = "https://example.com/hook?key=s3cret" });
        await manager.Api.DeleteAsync($"/v1/agents/{agent}");
        await owner.Api.PatchAsync($"{owner.Members}/{managing.Id}", new { role = "editor" });
        await owner.Api.DeleteAsync($"{owner.Members}/{managing.Id}");
        await owner.Api.PatchAsync($"/v1/organizations/{owner.WorkspaceId}", new { name = "Renamed" });
        var revoked = await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "viewer" });
        await owner.Api.DeleteAsync($"{owner.Members}/{revoked.Id}");

        var log = await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}/audit_log");
        Assert.Equal(
            ["invitation.revoked", "member.invited", "workspace.updated", "member.removed", "member.updated", "agent.deleted",
                "webhook.updated", "agent.created", "member.joined", "member.invited", "workspace.created"],
            log.Node.AsArray().Select(e => e!["action"]!.ToString()));
        var deleted = log.Node.AsArray().Single(e => e!["action"]!.ToString() == "agent.deleted")!;
        Assert.Equal(
            (manager.Email, "agent", agent.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (deleted["user_email"]!.ToString(), deleted["target_type"]!.ToString(), deleted["target_id"]!.ToString()));
        Assert.Contains(deleted["ip_address"]!.ToString(), new[] { "127.0.0.1", "::1" });
        foreach (var secret in new[] { User.TokenOf(revoked), "s3cret", owner.Api.ApiKey!, owner.Password })
            Assert.DoesNotContain(secret, log.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Only_owners_read_it_and_filters_and_pages_are_kept(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, manager, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        await owner.AddMemberAsync(manager, "manager");
        var path = $"/v1/organizations/{owner.WorkspaceId}/audit_log";
        (await manager.Api.GetAsync(path)).IsError(403, "forbidden");
        (await stranger.Api.GetAsync(path)).IsError(422, "organization_not_found");

        for (var i = 0; i < 5; i++) await owner.Api.PatchAsync($"/v1/organizations/{owner.WorkspaceId}", new { name = $"Name {i}" });
        var renamed = (await owner.Api.GetAsync($"{path}?action=workspace.updated")).Node.AsArray();
        Assert.Equal(5, renamed.Count);
        var manages = (await manager.Api.GetAsync("/v1/me")).Id;
        Assert.Equal(
            ["member.joined"],
            (await owner.Api.GetAsync($"{path}?user_id={manages}")).Node.AsArray().Select(e => e!["action"]!.ToString()));
        Assert.Empty((await owner.Api.GetAsync($"{path}?since=2999-01-01T00:00:00Z")).Node.AsArray());
        foreach (var wrong in new[] { "per_page=0", "per_page=1001", "per_page=x", "cursor=x", "since=soon", "action=%00", "action=DROP" })
            (await owner.Api.GetAsync($"{path}?{wrong}")).IsError(422, "validation_error");

        var (walked, next) = (new List<string>(), $"{path}?per_page=3");
        while (next is not null)
        {
            var page = await owner.Api.GetAsync(next);
            Assert.InRange(page.Node.AsArray().Count, 0, 3);
            walked.AddRange(page.Node.AsArray().Select(e => e!["id"]!.ToString()));
            next = page.Headers.TryGetValue("Link", out var link) ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }
        Assert.Equal((await owner.Api.GetAsync(path)).Node.AsArray().Select(e => e!["id"]!.ToString()), walked);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_person_sees_sign_ins_and_failed_ones_and_what_became_of_keys(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var open = Api.For(server);
        var key = await user.Api.PostAsync("/v1/persisted_tokens", new { name = "n8n" });
        await user.Api.DeleteAsync($"/v1/persisted_tokens/{key.Id}");
        for (var i = 0; i < 7; i++) await open.PostAsync("/v1/auth/login", new { email = user.Email, password = "my other password" });
        Answer log = null!;
        await Waiting.UntilAsync(
            async () =>
                (log = await user.Api.GetAsync("/v1/me/audit_log")).Node.AsArray()
                    .Count(e => e!["action"]!.ToString() is "session.failed" or "session.locked") == 2, "the failed sign-ins are written");
        var lines = log.Node.AsArray().ToLookup(e => e!["action"]!.ToString());
        Assert.Equal(
            (5, 2),
            (lines["session.failed"].Single()!["count"]!.GetValue<int>(), lines["session.locked"].Single()!["count"]!.GetValue<int>()));
        Assert.Equal(2, lines["api_key.created"].Count());
        Assert.Equal(
            key.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            lines["api_key.revoked"].Single()!["target_id"]!.ToString());
        Assert.Single(lines["session.created"]);
        Assert.Single(lines["user.created"]);
        Assert.DoesNotContain("my other password", log.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text("token"), log.Body, StringComparison.Ordinal);
        // Others have none of it.
        Assert.DoesNotContain(
            "session.failed", (await (await Api.NewUserAsync(server)).Api.GetAsync("/v1/me/audit_log")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_flood_of_failed_sign_ins_is_counted_on_few_lines(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var repeated = server.Services.GetRequiredService<RepeatedEvents>();
        for (var i = 0; i < 900; i++) repeated.Add(AuditActions.SessionFailed, 7, $"10.0.{i / 250}.{i % 250}", "curl");
        await repeated.FlushAsync(CancellationToken.None);
        for (var i = 0; i < 5_000; i++)
            repeated.Add(AuditActions.SessionFailed, null, $"10.{i / 62_500}.{i / 250 % 250}.{i % 250}", "curl");
        for (var i = 0; i < 300; i++) repeated.Add(AuditActions.SessionFailed, 8, $"2001:db8::{i:x}", "curl");
        await repeated.FlushAsync(CancellationToken.None);

        await using var scope = server.Services.CreateAsyncScope();
        var lines = await scope.ServiceProvider.GetRequiredService<AppDbContext>().AuditEvents.AsNoTracking().ToListAsync();
        Assert.InRange(lines.Count(l => l.UserId == 7), 1, RepeatedEvents.MostLines + 1);
        Assert.Equal(900, lines.Where(l => l.UserId == 7).Sum(l => l.Count));
        Assert.InRange(lines.Count(l => l.UserId is null), 1, RepeatedEvents.MostOfNobody + 1);
        Assert.Equal(5_300, lines.Where(l => l.UserId is null or 8).Sum(l => l.Count));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_line_is_kept_for_a_year(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        var user = await Api.NewUserAsync(server);
        clock.Ahead = TimeSpan.FromDays(364);
        await server.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);
        Assert.NotEmpty((await user.Api.GetAsync("/v1/me/audit_log")).Node.AsArray());
        clock.Ahead = TimeSpan.FromDays(366);
        await server.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);
        Assert.Empty((await user.Api.GetAsync("/v1/me/audit_log")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_rolled_back_leaves_no_line(Database database)
    {
        var server = await servers.OnAsync(database);
        var owner = await Api.NewUserAsync(server);
        await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "viewer" });
        (await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "viewer" })).IsError(422, "validation_error");
        Assert.Equal(
            HttpStatusCode.OK, (await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}/audit_log?action=member.invited")).Status);
        Assert.Single((await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}/audit_log?action=member.invited")).Node.AsArray());
    }
}
