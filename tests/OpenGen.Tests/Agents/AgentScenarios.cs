using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Tests.Support;
using User = OpenGen.Tests.Support.User;

namespace OpenGen.Tests.Agents;

/// <summary>Agents: made, changed, deleted so that they can come back, and their avatars.</summary>
public sealed partial class AgentScenarios(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_deleted_agent_is_gone_everywhere_and_comes_back_whole(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        var sheet = await user.NewSheetAsync("Text");
        var job = await sheet.GenerateAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        var name = (await api.GetAsync($"/v1/agents/{user.AgentId}")).Text("name");

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"/v1/agents/{user.AgentId}")).Status);

        Assert.Empty((await api.GetAsync("/v1/agents")).Node.AsArray());
        (await api.GetAsync($"/v1/agents/{user.AgentId}")).IsError(404, "not_found");
        (await api.GetAsync(sheet.Path(""))).IsError(404, "not_found");
        (await api.GetAsync($"/v1/generations/{job["id"]}")).IsError(404, "not_found");
        (await api.DeleteAsync($"/v1/agents/{user.AgentId}")).IsError(404, "not_found");

        // Its name is free meanwhile; then it comes back under another.
        await api.PostAsync("/v1/agents", new { name });
        Assert.Contains("--name", (await RestoreAsync(server, user.AgentId, null)).Error!.Message, StringComparison.Ordinal);
        Assert.False((await RestoreAsync(server, user.AgentId, "Back")).Failed);
        Assert.Equal("Back", (await api.GetAsync($"/v1/agents/{user.AgentId}")).Text("name"));
        Assert.Equal("Test", (await api.GetAsync(sheet.Path(""))).Text("title"));
        Assert.Equal("completed", (await api.GetAsync($"/v1/generations/{job["id"]}")).Text("status"));
        Assert.True((await RestoreAsync(server, user.AgentId, null)).Failed);
        Assert.True((await RestoreAsync(server, 987_654_321, null)).Failed);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_a_deleted_agent_was_waiting_for_is_stopped_and_paid_back(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        var sheet = await user.NewSheetAsync("Text");
        await sheet.OrderAsync("Text", new { generation_type = "text", data = new { prompt = "Write a hook about tea" } });
        Assert.True(await user.CreditsAsync() < 10_000);

        await api.DeleteAsync($"/v1/agents/{user.AgentId}");

        Assert.Equal(10_000, await user.CreditsAsync());
        Assert.Equal(10_000, await user.LedgerSumAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task After_thirty_days_a_deleted_agent_is_gone_for_good_with_its_files(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var (old, young) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        foreach (var user in new[] { old, young })
        {
            Assert.Equal(
                HttpStatusCode.Created, (await user.Api.PostAsync($"/v1/agents/{user.AgentId}/avatars", Pictures(Samples.Png))).Status);
            await user.Api.DeleteAsync($"/v1/agents/{user.AgentId}");
        }
        var files = Directory.GetFiles(Path.Combine(server.DataFolder, "files"), "*", SearchOption.AllDirectories).Length;
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await Age(db, old.AgentId, days: 31);
        await Age(db, young.AgentId, days: 29);

        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<AgentRemoval>().SweepAsync(CancellationToken.None));

        Assert.False(await db.Agents.AnyAsync(a => a.Id == old.AgentId));
        Assert.False(await db.ContentResources.AnyAsync(r => r.AgentId == old.AgentId));
        await Waiting.UntilAsync(
            () =>
                Task.FromResult(
                    Directory.GetFiles(Path.Combine(server.DataFolder, "files"), "*", SearchOption.AllDirectories).Length == files / 2),
            "the files of the old agent are gone and those of the young one are there");
        Assert.True((await RestoreAsync(server, old.AgentId, null)).Failed);
        Assert.False((await RestoreAsync(server, young.AgentId, null)).Failed);
        Assert.Single((await young.Api.GetAsync($"/v1/agents/{young.AgentId}/avatars")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Avatars_are_pictures_by_content_of_which_one_is_always_the_primary(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var avatars = $"/v1/agents/{user.AgentId}/avatars";

        var first = await api.PostAsync(avatars, Pictures(Samples.Png, Jpeg));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal([true, false], first.Node.AsArray().Select(a => a!["is_primary"]!.GetValue<bool>()));
        var third = (await api.PostAsync(avatars, Pictures("agent_avatars_attributes[][file]", WebP))).Node[0]!["id"]!.GetValue<long>();
        var ids = (await api.GetAsync(avatars)).Node.AsArray().Select(a => a!["id"]!.GetValue<long>()).ToList();
        Assert.Equal(third, ids[2]);
        var shown = (await api.GetAsync($"/v1/agents/{user.AgentId}")).Node;
        Assert.Equal(ids[0], shown["primary_avatar_id"]!.GetValue<long>());
        using (var http = new HttpClient())
            Assert.Equal(Samples.Png, await http.GetByteArrayAsync(shown["primary_avatar_url"]!.ToString()));
        Assert.Equal(
            shown["primary_avatar_url"]!.ToString(),
            (await api.GetAsync($"/v1/agents/{user.AgentId}/core")).Node["identity"]!["profile_photo_url"]!.ToString());

        var chosen = await api.PatchAsync($"{avatars}/{third}");
        Assert.True(chosen.Node["is_primary"]!.GetValue<bool>());
        Assert.Equal([third, ids[0], ids[1]], (await api.GetAsync(avatars)).Node.AsArray().Select(a => a!["id"]!.GetValue<long>()));
        Assert.Single((await api.GetAsync(avatars)).Node.AsArray(), a => a!["is_primary"]!.GetValue<bool>());

        // All or none; then the next is the primary one.
        (await api.DeleteAsync($"{avatars}/{third}_999999999")).IsError(404, "not_found");
        (await api.DeleteAsync($"{avatars}/{third}_x")).IsError(404, "not_found");
        Assert.Equal(3, (await api.GetAsync(avatars)).Node.AsArray().Count);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{avatars}/{third}")).Status);
        Assert.True((await api.GetAsync(avatars)).Node[0]!["is_primary"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{avatars}/{ids[0]}_{ids[1]}")).Status);
        Assert.Empty((await api.GetAsync(avatars)).Node.AsArray());
        Assert.Null((await api.GetAsync($"/v1/agents/{user.AgentId}")).Node["primary_avatar_url"]);
        Assert.Empty((await api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());

        var other = await Api.NewUserAsync(await servers.OnAsync(database));
        var theirs = (await other.Api.PostAsync($"/v1/agents/{other.AgentId}/avatars", Pictures(Samples.Png))).Node[0]![
            "id"]!.GetValue<long>();
        (await api.PatchAsync($"{avatars}/{theirs}")).IsError(404, "not_found");
        (await api.DeleteAsync($"{avatars}/{theirs}")).IsError(404, "not_found");
        Assert.Single((await other.Api.GetAsync($"/v1/agents/{other.AgentId}/avatars")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_page_of_avatars_names_the_next(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var avatars = $"/v1/agents/{user.AgentId}/avatars";
        for (var i = 0; i < 3; i++) await api.PostAsync(avatars, Pictures([.. Enumerable.Repeat(Samples.Png, 15)]));

        var seen = new List<long>();
        string? path = avatars + "?cursor=";
        var pages = 0;
        do
        {
            var page = await api.GetAsync(path);
            seen.AddRange(page.Node.AsArray().Select(a => a!["id"]!.GetValue<long>()));
            path = page.Headers.TryGetValue("Link", out var link) && Next().Match(link) is { Success: true } next
                ? next.Groups[1].Value
                : null;
            pages++;
        }
        while (path is not null);

        Assert.Equal(3, pages);
        Assert.Equal(45, seen.Distinct().Count());
        Assert.Equal((await api.GetAsync(avatars)).Node.AsArray().Select(a => a!["id"]!.GetValue<long>()), seen);
        (await api.GetAsync($"{avatars}?cursor=x")).IsError(422, "validation_error");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_that_is_no_picture_makes_no_avatar_and_no_agent(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var avatars = $"/v1/agents/{user.AgentId}/avatars";

        foreach (var bad in new[] { "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), Gif, Samples.Png[..20], [] })
            (await api.PostAsync(avatars, Pictures(Samples.Png, bad))).IsError(422, "avatar_creation_failed");
        (await api.PostAsync(avatars, new { })).IsError(422, "validation_error");
        (await api.PostAsync(avatars, new { agent_avatars_attributes = new[] { "text" } })).IsError(422, "validation_error");
        using (var form = Pictures("agent[agent_avatars_attributes][][file]", Gif))
        {
            form.Add(new StringContent("Unmade"), "agent[name]");
            (await api.PostAsync("/v1/agents", form)).IsError(422, "avatar_creation_failed");
        }
        Assert.Single((await api.GetAsync("/v1/agents")).Node.AsArray());
        Assert.Empty((await api.GetAsync(avatars)).Node.AsArray());
        Assert.Empty((await api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());

        using var good = Pictures("agent[agent_avatars_attributes][][file]", Samples.Png);
        good.Add(new StringContent("Made"), "agent[name]");
        var made = await api.PostAsync("/v1/agents", good);
        Assert.NotNull(made.Node["agent"]!["primary_avatar_url"]);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_text_that_is_longer_than_what_is_stored_is_refused_and_changes_nothing(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var path = $"/v1/agents/{user.AgentId}";
        Assert.Equal(HttpStatusCode.OK, (await user.Api.PatchAsync(path, new { description = new string('ü', 2_000) })).Status);
        (await user.Api.PatchAsync(path, new { name = "New", description = new string('x', 2_001) })).IsError(422, "validation_error");
        (await user.Api.PostAsync("/v1/agents", new { name = "New", description = new string('x', 2_001) }))
            .IsError(422, "validation_error");
        Assert.Equal(new string('ü', 2_000), (await user.Api.GetAsync(path)).Text("description"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_default_voice_must_be_named_and_there(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var agent = $"/v1/agents/{user.AgentId}";

        (await api.PatchAsync(agent, Voice("user_voice_resource", null))).IsError(422, "voice_id_required");
        (await api.PatchAsync(agent, Voice("user_voice_resource", "nobody"))).IsError(404, "user_voice_resource_not_found");
        (await api.PatchAsync(agent, Voice("somewhere", "nobody"))).IsError(422, "validation_error");
        Assert.Null((await api.GetAsync(agent)).Node["default_user_voice"]);

        var voice = (await api.PatchAsync(agent, Voice("user_voice_resource", "local_fr-fr_male"))).Node["agent"]!["default_user_voice"]!;
        Assert.Equal(
            ("local_fr-fr_male", "male", "fr-fr", "local"),
            (voice["id"]!.ToString(), voice["gender"]!.ToString(), voice["language"]!.ToString(), voice["provider"]!.ToString()));
        // Without a key nobody can be asked: a vendor's voice is taken as it is said.
        Assert.Equal(
            "eleven_labs",
            (await api.PatchAsync(agent, Voice("eleven_labs", "21m00Tcm4TlvDq8ikWAM"))).Node["agent"]!["default_user_voice"]![
                "provider"]!.ToString());
        Assert.Equal(
            "hume_ai",
            (await api.PatchAsync(agent, Voice("hume_ai", "ito"))).Node["agent"]!["default_user_voice"]!["provider"]!.ToString());
        Assert.Null(
            (await api.PatchAsync(agent, new { agent = new { default_user_voice_attributes = (object?)null } })).Node["agent"]![
                "default_user_voice"]);

        static object Voice(string source, string? id) =>
            new { agent = new { default_user_voice_attributes = new { source, voice_id = id } } };
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_editor_changes_an_agent_and_reads_none_and_a_viewer_does_neither(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, member) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var agent = $"/v1/agents/{owner.AgentId}";
        foreach (var (role, mayChange) in new[] { (Role.Editor, true), (Role.Viewer, false) })
        {
            await JoinAsync(server, owner.WorkspaceId, member, role);
            (await member.Api.GetAsync(agent)).IsError(403, "permission_denied");
            (await member.Api.GetAsync($"{agent}/core")).IsError(403, "permission_denied");
            (await member.Api.GetAsync($"{agent}/voice/library")).IsError(403, "permission_denied");
            (await member.Api.PatchAsync($"{agent}/automation_config", new { polling_enabled = true })).IsError(403, "permission_denied");
            (await member.Api.DeleteAsync(agent)).IsError(403, "permission_denied");
            foreach (var (method, path, body) in new (HttpMethod, string, object)[]
            {
                (HttpMethod.Patch, agent, new { agent = new { description = role.ToString() } }),
                (HttpMethod.Patch, $"{agent}/core", new { brand_name = role.ToString() }),
                (HttpMethod.Post, $"{agent}/core/accounts", new { url = "tiktok.com/@a" }),
                (HttpMethod.Put, $"/v1/agent/profile?agent_id={owner.AgentId}", new { brand = new { goal = role.ToString() } }),
            })
            {
                var answer = await member.Api.SendAsync(method, path, body);
                if (mayChange) Assert.True((int)answer.Status < 300, $"{method} {path}: {answer.Body}");
                else answer.IsError(403, "permission_denied");
            }
        }
        Assert.Equal("Editor", (await owner.Api.GetAsync($"{agent}/core")).Text("brand_name"));
        Assert.Single((await owner.Api.GetAsync($"{agent}/core")).Node["linked_accounts"]!.AsArray());
    }

    private static async Task JoinAsync(RunningServer server, long workspaceId, User member, Role role)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var userId = await db.Users.Where(u => u.Email == member.Email).Select(u => u.Id).SingleAsync();
        await db.Memberships.Where(m => m.WorkspaceId == workspaceId && m.UserId == userId).ExecuteDeleteAsync();
        db.Memberships.Add(new Membership { WorkspaceId = workspaceId, UserId = userId, Role = role });
        await db.SaveChangesAsync();
    }

    private static async Task<Result<string>> RestoreAsync(RunningServer server, long agentId, string? name)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AgentRemoval>().RestoreAsync(agentId, name, CancellationToken.None);
    }

    private static Task Age(AppDbContext db, long agentId, int days)
    {
        var then = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days);
        return db.Agents.Where(a => a.Id == agentId).ExecuteUpdateAsync(a => a.SetProperty(x => x.DeletedAt, then));
    }

    [GeneratedRegex("<([^>]+)>; rel=\"next\"")]
    private static partial Regex Next();

    private static readonly byte[] Jpeg = NetVips.Image.Black(8, 8, bands: 3).JpegsaveBuffer();
    private static readonly byte[] WebP = NetVips.Image.Black(8, 8, bands: 3).WebpsaveBuffer();
    private static readonly byte[] Gif = [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

    private static MultipartFormDataContent Pictures(params byte[][] pictures) => Pictures("agent_avatars_attributes[]", pictures);

    private static MultipartFormDataContent Pictures(string field, params byte[][] pictures)
    {
        var form = new MultipartFormDataContent();
        foreach (var picture in pictures) form.Add(new ByteArrayContent(picture), field, "me.png");
        return form;
    }
}
