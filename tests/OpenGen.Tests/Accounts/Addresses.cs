using System.Net;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed class Addresses(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    /// <summary>Put behind, or in place of, a part of an address that somebody has.</summary>
    private static readonly Func<string, string>[] Disguises =
    [
        a => a.Insert(3, "\u200b"), a => a.Insert(3, "\u00ad"), a => a + ".", a => a.Replace("e", "ｅ", StringComparison.Ordinal),
        a => a.Replace("a", "α", StringComparison.Ordinal),
        a => a.Replace("a", "а", StringComparison.Ordinal), a => a.Replace(".", "。", StringComparison.Ordinal), a => a + "\u00a0",
        a => "\u202e" + a, a => a.Insert(3, "\t"), a => a.Insert(3, "\u212a"),
    ];

    [Theory, MemberData(nameof(Both))]
    public async Task No_spelling_of_an_address_makes_a_second_account(Database database)
    {
        var server = await servers.OnAsync(database);
        using var open = Api.For(server);
        var address = $"ea{Guid.NewGuid():N}@example.com";
        Assert.Equal(
            address,
            (await open.Lenient("spaces around an address").PostAsync(
                "/v1/auth/register", new { email = $" {address.ToUpperInvariant()} ", password = "correct horse" })).Text("email"));
        foreach (var disguised in Disguises.Select(d => d(address)).Append(address).Append(address.ToUpperInvariant()))
        {
            var refused = (await open.PostAsync("/v1/auth/register", new { email = disguised, password = "correct horse" }))
                .IsError(422, "validation_error");
            Assert.NotNull(refused.Node["errors"]!["email"]);
        }
        var login = await open.PostAsync("/v1/auth/login", new { email = $" {address.ToUpperInvariant()}", password = "correct horse" });
        Assert.Equal(HttpStatusCode.OK, login.Status);
    }

    [Theory]
    [InlineData("Ada.Lovelace+x@Example.COM", "ada.lovelace+x@example.com")]
    [InlineData("me@xn--bcher-kva.example", "me@xn--bcher-kva.example")]
    [InlineData("root@localhost", "root@localhost")]
    [InlineData("me@bücher.example", null)]
    [InlineData("a..b@example.com", null)]
    [InlineData(".a@example.com", null)]
    [InlineData("a@-example.com", null)]
    [InlineData("a@b@example.com", null)]
    [InlineData("a@example..com", null)]
    [InlineData("a@example.com\n", null)]
    [InlineData("\"a b\"@example.com", null)]
    [InlineData("a@[127.0.0.1]", null)]
    [InlineData("", null)]
    public void An_address_has_one_form_or_a_reason_why_it_has_none(string typed, string? canonical)
    {
        var (address, fault) = EmailAddress.Read(typed);
        Assert.Equal(canonical, address);
        Assert.Equal(canonical is null, fault is not null);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Of_many_who_register_an_address_or_a_user_name_at_once_one_does_and_the_others_learn_why(Database database)
    {
        var server = await servers.OnAsync(database);
        using var open = Api.For(server);
        var (email, username) = ($"{Guid.NewGuid():N}@example.com", $"u{Guid.NewGuid():N}");
        var sameEmail = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => open.PostAsync("/v1/auth/register", new { email, password = "correct horse" })));
        var sameName = await Task.WhenAll(
            Enumerable.Range(0, 8)
                .Select(i => open.PostAsync("/v1/auth/register", new { email = $"{i}{email}", password = "correct horse", username })));
        foreach (var (answers, field) in new[] { (sameEmail, "email"), (sameName, "username") })
        {
            Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
            foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created))
                Assert.NotNull(refused.IsError(422, "validation_error").Node["errors"]![field]);
        }
    }
}
