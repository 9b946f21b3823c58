using System.Net;
using System.Net.Http.Headers;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed class SigningIn(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Registering_makes_a_user_a_workspace_an_agent_and_the_starting_credits(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        Assert.Equal(user.Email, (await user.Api.GetAsync("/v1/me")).Text("email"));
        Assert.Single((await user.Api.GetAsync("/v1/workspaces")).Node.AsArray());
        Assert.Single((await user.Api.GetAsync("/v1/agents")).Node.AsArray());
        var organization = (await user.Api.GetAsync("/v1/organizations")).Node[0]!;
        Assert.Equal("10000.0", organization["credit"]!.ToString());
        Assert.Equal("10000.0", organization["available_credit"]!["generic"]!.ToString());
        Assert.Equal("owner", organization["user_role"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_email_registers_once(Database database)
    {
        var server = await servers.OnAsync(database);
        using var api = Api.For(server);
        var body = new { email = $"{Guid.NewGuid():N}@example.com", password = "long enough" };
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("/v1/auth/register", body)).Status);
        var again = (await api.PostAsync("/v1/auth/register", new { email = body.email.ToUpperInvariant(), body.password }))
            .IsError(422, "validation_error");
        Assert.Equal("is registered already", again.Node["errors"]!["email"]![0]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Whatever_is_wrong_with_the_credentials_the_answer_is_the_same(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var revoked = await user.Api.PostAsync("/v1/persisted_tokens", new { name = "revoked" });
        await user.Api.DeleteAsync($"/v1/persisted_tokens/{revoked.Id}/revoke");
        var expired = await user.Api.PostAsync("/v1/persisted_tokens", new { expires_in = 1 });
        await Waiting.UntilAsync(
            async () => (await Api.For(server, expired.Text("token")).GetAsync("/v1/me")).Status == HttpStatusCode.Unauthorized,
            "the key expires");

        using var nobody = Api.For(server);
        var nothing = (await nobody.GetAsync("/v1/me")).IsError(401, "unauthorized");
        string[] keys = [
            revoked.Text("token"), expired.Text("token"), "gen_pat_x", "x", "",
            user.Api.ApiKey![..^1] + (user.Api.ApiKey[^1] == 'a' ? 'b' : 'a')];
        foreach (var key in keys)
            Assert.Equal(nothing.Body, (await Api.For(server, key).GetAsync("/v1/me")).Body);

        string[] tokens = [
            "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "!!!.???.***", "e30.e30.e30", "bnVsbA.W10.MQ", new string('a', 5000),
            "....", "e30.e30.e30.e30.e30"];
        foreach (var token in tokens)
        {
            using var api = Api.For(server);
            api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var answer = await api.GetAsync("/v1/me");
            Assert.Equal((HttpStatusCode.Unauthorized, nothing.Body), (answer.Status, answer.Body));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task If_both_are_sent_the_api_key_decides(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server, "gen_pat_wrong");
        var token = (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).Text("token");
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await api.GetAsync("/v1/me")).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Five_wrong_passwords_lock_the_account_and_the_answer_does_not_tell(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
            answers.Add(
                (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = "wrong" })).IsError(401, "unauthorized").Body);
        answers.Add(
            (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password }))
                .IsError(401, "unauthorized").Body);
        answers.Add(
            (await api.PostAsync("/v1/auth/login", new { email = "nobody@example.com", password = "wrong" }))
                .IsError(401, "unauthorized").Body);
        Assert.Single(answers.Distinct());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_refresh_token_works_once_and_its_reuse_ends_the_family(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var first = (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).Text("refresh_token");
        var second = (await api.PostAsync("/v1/auth/refresh", new { refresh_token = first })).Text("refresh_token");
        (await api.PostAsync("/v1/auth/refresh", new { refresh_token = first })).IsError(401, "unauthorized");
        (await api.PostAsync("/v1/auth/refresh", new { refresh_token = second })).IsError(401, "unauthorized");
    }

    [Fact]
    public async Task Registration_can_be_closed()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Accounts:RegistrationOpen", "false"));
        using var api = Api.For(server);
        (await api.PostAsync("/v1/auth/register", new { email = "a@example.com", password = "long enough" }))
            .IsError(403, "registration_closed");
    }

    [Fact]
    public async Task The_signing_key_is_published_without_its_private_half()
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        var key = (await api.GetAsync("/.well-known/jwks.json")).Node["keys"]![0]!.AsObject();
        Assert.Equal(["kty", "crv", "alg", "use", "kid", "x", "y"], key.Select(k => k.Key));
    }
}
