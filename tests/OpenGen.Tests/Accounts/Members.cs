using System.Net;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed class Members(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_registered_person_is_added_changed_and_removed(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, colleague) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var path = $"/v1/organizations/{owner.WorkspaceId}/members";
        var added = await owner.Api.PostAsync(path, new { email = colleague.Email.ToUpperInvariant(), role = "editor" });
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal((colleague.Email, "editor"), (added.Text("email"), added.Text("role")));
        Assert.Equal(2, (await owner.Api.GetAsync(path)).Node.AsArray().Count);
        Assert.Equal(2, (await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}")).Node["total_members"]!.GetValue<int>());

        Assert.Equal("manager", (await owner.Api.PatchAsync($"{path}/{added.Id}", new { role = "manager" })).Text("role"));
        Assert.Equal(HttpStatusCode.OK, (await colleague.Api.GetAsync($"/v1/agents/{owner.AgentId}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Api.DeleteAsync($"{path}/{added.Id}")).Status);
        (await colleague.Api.GetAsync($"/v1/agents/{owner.AgentId}")).IsError(404, "not_found");
        (await owner.Api.DeleteAsync($"{path}/{added.Id}")).IsError(404, "not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Strangers_unknown_roles_and_members_twice_are_refused(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, colleague) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var path = $"/v1/organizations/{owner.WorkspaceId}/members";
        var both = (await owner.Api.PostAsync(path, new { email = "x", role = "king" })).IsError(422, "validation_error");
        Assert.Equal(2, both.Node["errors"]!.AsObject().Count);
        (await owner.Api.PostAsync(path, new { email = "nobody@example.com", role = "viewer" })).IsError(422, "validation_error");
        await owner.Api.PostAsync(path, new { email = colleague.Email, role = "viewer" });
        (await owner.Api.PostAsync(path, new { email = colleague.Email, role = "viewer" })).IsError(422, "validation_error");
        (await colleague.Api.GetAsync(path)).IsError(403, "forbidden");
        (await (await Api.NewUserAsync(server)).Api.GetAsync(path)).IsError(422, "organization_not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_manager_makes_no_owners_and_touches_none(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, manager, third) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var path = $"/v1/organizations/{owner.WorkspaceId}/members";
        var managing = await owner.Api.PostAsync(path, new { email = manager.Email, role = "manager" });
        var owning = (await owner.Api.GetAsync(path)).Node[0]!["id"]!;
        (await manager.Api.PostAsync(path, new { email = third.Email, role = "owner" })).IsError(403, "forbidden");
        (await manager.Api.PatchAsync($"{path}/{managing.Id}", new { role = "owner" })).IsError(403, "forbidden");
        (await manager.Api.PatchAsync($"{path}/{owning}", new { role = "viewer" })).IsError(403, "forbidden");
        (await manager.Api.DeleteAsync($"{path}/{owning}")).IsError(403, "forbidden");
        Assert.Equal(HttpStatusCode.Created, (await manager.Api.PostAsync(path, new { email = third.Email, role = "manager" })).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_last_owner_stays_even_when_two_owners_demote_each_other_at_once(Database database)
    {
        var server = await servers.OnAsync(database);
        var (one, two) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var path = $"/v1/organizations/{one.WorkspaceId}/members";
        var own = (await one.Api.GetAsync(path)).Node[0]!["id"]!;
        (await one.Api.PatchAsync($"{path}/{own}", new { role = "manager" })).IsError(422, "last_owner");
        (await one.Api.DeleteAsync($"{path}/{own}")).IsError(422, "last_owner");

        var other = await one.Api.PostAsync(path, new { email = two.Email, role = "owner" });
        await Task.WhenAll(one.Api.PatchAsync($"{path}/{other.Id}", new { role = "viewer" }), two.Api.PatchAsync($"{path}/{own}", new { role = "viewer" }));
        var roles = new[] { one, two }.Select(u => u.Api.GetAsync($"/v1/organizations/{one.WorkspaceId}"));
        Assert.Contains("owner", (await Task.WhenAll(roles)).Select(o => o.Text("user_role")));
    }
}
