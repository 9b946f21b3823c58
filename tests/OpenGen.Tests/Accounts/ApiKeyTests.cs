using System.Net;
using CsCheck;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed class ApiKeyTests(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Fact]
    public void A_new_key_is_well_formed_and_any_typo_shows()
    {
        var key = ApiKeyText.New();
        Assert.True(ApiKeyText.IsWellFormed(key));
        Gen.Select(Gen.Int[8, key.Length - 1], Gen.Char["0123456789abcdefghijABCDEFGHIJ"]).Sample((at, letter) =>
        {
            var typo = key.ToCharArray();
            typo[at] = letter;
            return letter == key[at] || !ApiKeyText.IsWellFormed(typo);
        }, iter: 2000);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_key_is_shown_once_listed_renamed_and_revoked_at_once(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var made = await user.Api.PostAsync("/v1/persisted_tokens", new { name = "n8n", expires_in = "30d" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var token = made.Text("token");

        var listed = await user.Api.GetAsync("/v1/persisted_tokens");
        Assert.DoesNotContain(token, listed.Body, StringComparison.Ordinal);
        Assert.Equal(made.Id, listed.Node[0]!["id"]!.GetValue<long>());
        Assert.Equal("active", listed.Node[0]!["status"]!.ToString());

        var renamed = await user.Api.PatchAsync($"/v1/persisted_tokens/{made.Id}", new { persisted_token = new { name = "make.com" } });
        Assert.Equal("make.com", renamed.Text("name"));
        Assert.Null(renamed.Node["token"]);

        using var withKey = Api.For(server, token);
        Assert.Equal(HttpStatusCode.OK, (await withKey.GetAsync("/v1/me")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/persisted_tokens/{made.Id}/revoke")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await withKey.GetAsync("/v1/me")).Status);
        Assert.Equal("revoked", (await user.Api.GetAsync("/v1/persisted_tokens")).Node[0]!["status"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Revoking_all_ends_the_callers_own_key_too(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync("/v1/persisted_tokens/revoke_all")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.Api.GetAsync("/v1/me")).Status);
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("\"-3d\"")]
    [InlineData("0")]
    [InlineData("-60")]
    [InlineData("\"3y\"")]
    [InlineData("\"99999999999999999999d\"")]
    [InlineData("true")]
    [InlineData("{}")]
    public async Task A_lifetime_that_is_nonsense_or_past_is_refused(string expiresIn)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        (await user.Api.PostAsync("/v1/persisted_tokens", new StringContent($"{{\"expires_in\": {expiresIn}}}", null, "application/json")))
            .IsError(422, "validation_error");
    }

    [Theory]
    [InlineData("\"30d\"", 30 * 86400)]
    [InlineData("\"12h\"", 12 * 3600)]
    [InlineData("\"90m\"", 90 * 60)]
    [InlineData("3600", 3600)]
    [InlineData("\"3600\"", 3600)]
    public async Task A_lifetime_is_counted_from_now(string expiresIn, int seconds)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var made = await user.Api.PostAsync(
            "/v1/persisted_tokens", new StringContent($"{{\"expires_in\": {expiresIn}}}", null, "application/json"));
        var span = DateTime.Parse(made.Text("expires_at"), null, System.Globalization.DateTimeStyles.RoundtripKind)
            - DateTime.Parse(made.Text("created_at"), null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.InRange(span.TotalSeconds, seconds - 2, seconds);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Another_users_keys_are_not_found(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var id = (await user.Api.GetAsync("/v1/persisted_tokens")).Node[0]!["id"];
        (await stranger.Api.PatchAsync($"/v1/persisted_tokens/{id}", new { name = "mine now" })).IsError(404, "not_found");
        (await stranger.Api.DeleteAsync($"/v1/persisted_tokens/{id}/revoke")).IsError(404, "not_found");
        Assert.Equal(HttpStatusCode.OK, (await user.Api.GetAsync("/v1/me")).Status);
    }
}
