using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;
using User = OpenGen.Tests.Support.User;

namespace OpenGen.Tests.Accounts;

public sealed class InvitationTests(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private const string Accept = "/v1/organizations/invitations/accept";

    [Theory, MemberData(nameof(Both))]
    public async Task Whoever_registered_an_address_first_gets_nothing_that_its_owner_is_invited_to(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, squatter) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var invited = await owner.Api.PostAsync(owner.Members, new { email = squatter.Email, role = "owner" });
        Assert.Null(invited.Node["user_id"]);
        Assert.Null(invited.Node["name"]);
        Assert.Single((await squatter.Api.GetAsync("/v1/organizations")).Node.AsArray());
        (await squatter.Api.GetAsync(owner.Members)).IsError(422, "organization_not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_invitation_says_the_same_of_an_address_that_is_registered_and_one_that_is_not(Database database)
    {
        var server = await servers.OnAsync(database);
        var owner = await Api.NewUserAsync(server);
        string[] addresses = [(await Api.NewUserAsync(server)).Email, $"{Guid.NewGuid():N}@example.com"];
        var said = new List<string>();
        foreach (var email in addresses)
        {
            var node = (await owner.Api.PostAsync(owner.Members, new { email, role = "viewer" })).Node.AsObject();
            foreach (var own in new[] { "id", "email", "invited_email", "invitation_url", "expires_at" })
                Assert.True(node.Remove(own), own);
            said.Add(node.ToJsonString());
        }
        Assert.Single(said.Distinct());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_link_works_once_and_the_owner_sees_whose_account_took_it(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, other, late) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var invited = await owner.Api.PostAsync(owner.Members, new { email = "somebody@example.com", role = "editor" });
        var token = User.TokenOf(invited);
        Assert.Equal(HttpStatusCode.OK, (await other.Api.PostAsync(Accept, new { token })).Status);
        (await late.Api.PostAsync(Accept, new { token })).IsError(422, "invitation_invalid");
        (await other.Api.PostAsync(Accept, new { token })).IsError(422, "invitation_invalid");

        var member = (await owner.Api.GetAsync(owner.Members)).Node[1]!;
        Assert.Equal(
            (other.Email, "somebody@example.com", "active"),
            (member["email"]!.ToString(), member["invited_email"]!.ToString(), member["status"]!.ToString()));
        // The link that was shown proves nothing about an address.
        Assert.False(await IsConfirmedAsync(server, other));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Of_many_who_take_up_a_link_at_once_one_gets_in(Database database)
    {
        var server = await servers.OnAsync(database);
        var owner = await Api.NewUserAsync(server);
        var people = new List<User>();
        for (var i = 0; i < 5; i++) people.Add(await Api.NewUserAsync(server));
        var token = User.TokenOf(await owner.Api.PostAsync(owner.Members, new { email = "somebody@example.com", role = "editor" }));
        var answers = await Task.WhenAll(people.Select(p => p.Api.PostAsync(Accept, new { token })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.OK)) refused.IsError(422, "invitation_invalid");
        Assert.Equal(2, (await owner.Api.GetAsync(owner.Members)).Node.AsArray().Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Only_a_hash_of_the_token_is_stored_and_it_is_listed_nowhere(Database database)
    {
        var server = await servers.OnAsync(database);
        var owner = await Api.NewUserAsync(server);
        var invited = await owner.Api.PostAsync(owner.Members, new { email = "somebody@example.com", role = "editor" });
        var token = User.TokenOf(invited);
        Assert.DoesNotContain(token, (await owner.Api.GetAsync(owner.Members)).Body, StringComparison.Ordinal);
        await using var scope = server.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Memberships.SingleAsync(m => m.Id == invited.Id);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)), stored.TokenHash);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_link_that_was_taken_back_declined_or_is_a_week_old_lets_nobody_in(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        var (owner, person) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var revoked = await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "editor" });
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Api.DeleteAsync($"{owner.Members}/{revoked.Id}")).Status);
        (await person.Api.PostAsync(Accept, new { token = User.TokenOf(revoked) })).IsError(422, "invitation_invalid");

        var declined = await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "editor" });
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await person.Api.PostAsync("/v1/organizations/invitations/decline", new { token = User.TokenOf(declined) })).Status);
        (await person.Api.PostAsync(Accept, new { token = User.TokenOf(declined) })).IsError(422, "invitation_invalid");

        var old = await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "editor" });
        clock.Ahead = TimeSpan.FromDays(7);
        (await person.Api.PostAsync(Accept, new { token = User.TokenOf(old) })).IsError(422, "invitation_invalid");
        Assert.Equal("expired", (await owner.Api.GetAsync(owner.Members)).Node[1]!["status"]!.ToString());
        // It does not stand in the way of another.
        Assert.Equal(
            HttpStatusCode.Created, (await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "editor" })).Status);
        Assert.Equal(2, (await owner.Api.GetAsync(owner.Members)).Node.AsArray().Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Whoever_is_removed_or_demoted_cannot_come_back_by_links_made_before(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, manager, second) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var managing = await owner.AddMemberAsync(manager, "manager");
        var backDoor = await manager.Api.PostAsync(owner.Members, new { email = "other@example.com", role = "manager" });
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Api.DeleteAsync($"{owner.Members}/{managing.Id}")).Status);
        (await manager.Api.PostAsync(Accept, new { token = User.TokenOf(backDoor) })).IsError(422, "invitation_invalid");

        var owning = await owner.AddMemberAsync(second, "owner");
        var toOwner = await second.Api.PostAsync(owner.Members, new { email = "owner@example.com", role = "owner" });
        var toEditor = await second.Api.PostAsync(owner.Members, new { email = "editor@example.com", role = "editor" });
        await owner.Api.PatchAsync($"{owner.Members}/{owning.Id}", new { role = "manager" });
        (await manager.Api.PostAsync(Accept, new { token = User.TokenOf(toOwner) })).IsError(422, "invitation_invalid");
        Assert.Equal(HttpStatusCode.OK, (await manager.Api.PostAsync(Accept, new { token = User.TokenOf(toEditor) })).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_person_sends_a_hundred_invitations_a_day_and_no_more(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        var owner = await Api.NewUserAsync(server);
        for (var i = 0; i < 100; i++)
        {
            var invited = await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "viewer" });
            Assert.Equal(HttpStatusCode.NoContent, (await owner.Api.DeleteAsync($"{owner.Members}/{invited.Id}")).Status);
        }
        (await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "viewer" })).IsError(422, "too_many_invitations");
        clock.Ahead = TimeSpan.FromHours(25);
        Assert.Equal(
            HttpStatusCode.Created, (await owner.Api.PostAsync(owner.Members, new { email = "a@example.com", role = "viewer" })).Status);
    }

    internal static async Task<bool> IsConfirmedAsync(RunningServer server, User user)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.Where(u => u.Email == user.Email)
            .Select(u => u.EmailConfirmed).SingleAsync();
    }
}
