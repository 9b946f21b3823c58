using System.Net;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed class Members(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_person_is_invited_joins_and_is_changed_and_removed(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, colleague) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var invited = await owner.Api.PostAsync(owner.Members, new { email = colleague.Email.ToUpperInvariant(), role = "editor" });
        Assert.Equal(HttpStatusCode.Created, invited.Status);
        Assert.Equal((colleague.Email, "editor", "invited"), (invited.Text("email"), invited.Text("role"), invited.Text("status")));
        Assert.Null(invited.Node["user_id"]);
        Assert.Equal(1, (await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}")).Node["total_members"]!.GetValue<int>());
        (await colleague.Api.GetAsync($"/v1/agents/{owner.AgentId}")).IsError(404, "not_found");

        var joined = await colleague.Api.PostAsync("/v1/organizations/invitations/accept", new { token = User.TokenOf(invited) });
        Assert.Equal((invited.Id, owner.WorkspaceId), (joined.Id, joined.Node["organization_id"]!.GetValue<long>()));
        var members = (await owner.Api.GetAsync(owner.Members)).Node.AsArray();
        Assert.Equal(["active", "active"], members.Select(m => m!["status"]!.ToString()));
        Assert.Equal(colleague.Email, members[1]!["email"]!.ToString());
        Assert.Equal(2, (await owner.Api.GetAsync($"/v1/organizations/{owner.WorkspaceId}")).Node["total_members"]!.GetValue<int>());

        Assert.Equal("manager", (await owner.Api.PatchAsync($"{owner.Members}/{invited.Id}", new { role = "manager" })).Text("role"));
        Assert.Equal(HttpStatusCode.OK, (await colleague.Api.GetAsync($"/v1/agents/{owner.AgentId}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Api.DeleteAsync($"{owner.Members}/{invited.Id}")).Status);
        (await colleague.Api.GetAsync($"/v1/agents/{owner.AgentId}")).IsError(404, "not_found");
        (await owner.Api.DeleteAsync($"{owner.Members}/{invited.Id}")).IsError(404, "not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Strangers_unknown_roles_and_members_twice_are_refused(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, colleague) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var both = (await owner.Api.PostAsync(owner.Members, new { email = "x", role = "king" })).IsError(422, "validation_error");
        Assert.Equal(2, both.Node["errors"]!.AsObject().Count);
        await owner.Api.PostAsync(owner.Members, new { email = "nobody@example.com", role = "viewer" });
        (await owner.Api.PostAsync(owner.Members, new { email = "Nobody@Example.com", role = "viewer" })).IsError(422, "validation_error");
        await owner.AddMemberAsync(colleague, "viewer");
        (await owner.Api.PostAsync(owner.Members, new { email = colleague.Email, role = "viewer" })).IsError(422, "validation_error");
        (await colleague.Api.GetAsync(owner.Members)).IsError(403, "forbidden");
        (await (await Api.NewUserAsync(server)).Api.GetAsync(owner.Members)).IsError(422, "organization_not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_manager_makes_no_owners_and_touches_none(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, manager, third) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var managing = await owner.AddMemberAsync(manager, "manager");
        var owning = (await owner.Api.GetAsync(owner.Members)).Node[0]!["id"]!;
        (await manager.Api.PostAsync(owner.Members, new { email = third.Email, role = "owner" })).IsError(403, "forbidden");
        (await manager.Api.PatchAsync($"{owner.Members}/{managing.Id}", new { role = "owner" })).IsError(403, "forbidden");
        (await manager.Api.PatchAsync($"{owner.Members}/{owning}", new { role = "viewer" })).IsError(403, "forbidden");
        (await manager.Api.DeleteAsync($"{owner.Members}/{owning}")).IsError(403, "forbidden");
        var invited = await manager.Api.PostAsync(owner.Members, new { email = third.Email, role = "manager" });
        Assert.Equal(HttpStatusCode.Created, invited.Status);
        (await manager.Api.PatchAsync($"{owner.Members}/{invited.Id}", new { role = "owner" })).IsError(403, "forbidden");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_last_owner_stays_even_when_two_owners_demote_each_other_at_once(Database database)
    {
        var server = await servers.OnAsync(database);
        var (one, two) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var own = (await one.Api.GetAsync(one.Members)).Node[0]!["id"]!;
        // An owner who was only invited is none yet.
        await one.Api.PostAsync(one.Members, new { email = "nobody@example.com", role = "owner" });
        (await one.Api.PatchAsync($"{one.Members}/{own}", new { role = "manager" })).IsError(422, "last_owner");
        (await one.Api.DeleteAsync($"{one.Members}/{own}")).IsError(422, "last_owner");

        var other = await one.AddMemberAsync(two, "owner");
        await Task.WhenAll(
            one.Api.PatchAsync($"{one.Members}/{other.Id}", new { role = "viewer" }),
            two.Api.PatchAsync($"{one.Members}/{own}", new { role = "viewer" }));
        var roles = new[] { one, two }.Select(u => u.Api.GetAsync($"/v1/organizations/{one.WorkspaceId}"));
        Assert.Contains("owner", (await Task.WhenAll(roles)).Select(o => o.Text("user_role")));
    }
}
