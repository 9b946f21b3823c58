using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Tests.Support;
using User = OpenGen.Tests.Support.User;

namespace OpenGen.Tests.Accounts;

/// <summary>The API's login of accounts that turned two-factor sign-in on, on the pages, as plain forms.</summary>
public sealed partial class TwoFactorSignIn(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Login_asks_for_a_code_after_the_right_password_only_and_takes_each_code_once(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, app, _) = await WithAppAsync(server);
        using var api = Api.For(server);
        (await LoginAsync(api, user, null)).IsError(401, "otp_required");
        (await LoginAsync(api, user, "  ")).IsError(401, "otp_required");
        var wrongPassword = (await LoginAsync(api, user with { Password = "wrong" }, null)).IsError(401, "unauthorized");
        var wrongCode = (await LoginAsync(api, user, app.WrongCode())).IsError(401, "unauthorized");
        Assert.Equal(wrongPassword.Body, wrongCode.Body);
        Assert.Equal(wrongPassword.Body, (await LoginAsync(api, user, app.LastCode())).IsError(401, "unauthorized").Body);

        var code = app.NextCode();
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, $"{code[..3]} {code[3..]}")).Status);
        (await LoginAsync(api, user, code)).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_form_that_is_sent_twice_shows_the_same_codes_twice(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var (form, _) = await browser.AuthenticatorFormAsync(user);
        var page = await browser.ReadAsync("/security/two-factor");

        var codes = await browser.TurnOnAsync(form);
        Assert.Equal(10, codes.Length);
        Assert.Equal(codes, await browser.TurnOnAsync(form));

        // What another ticket says is too late: it is on.
        Assert.Empty(await browser.TurnOnAsync([.. form.Where(f => f.Name != "Ticket"), ("Ticket", PlainBrowser.TicketIn(page))]));
        using var api = Api.For(server);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, codes[0])).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_form_that_is_sent_several_times_at_once_makes_one_set_of_codes(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var (form, _) = await browser.AuthenticatorFormAsync(user);

        // All with the cookie of before, as a double click sends it; which comes too late is no session any more.
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Cookie", browser.Cookies);
        var shown = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PlainBrowser.TurnOnAsync(http, form)));
        var codes = shown.First(c => c.Length > 0);
        Assert.All(shown.Where(c => c.Length > 0), c => Assert.Equal(codes, c));
        using var api = Api.For(server);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, codes[0])).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_recovery_code_signs_in_once(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, _, codes) = await WithAppAsync(server);
        using var api = Api.For(server);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, codes[3].ToLowerInvariant())).Status);
        (await LoginAsync(api, user, codes[3])).IsError(401, "unauthorized");
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, codes[4].Replace("-", "", StringComparison.Ordinal))).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_operator_lets_somebody_in_who_lost_phone_and_codes(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, _, codes) = await WithAppAsync(server);
        using var api = Api.For(server);
        await using var scope = server.Services.CreateAsyncScope();
        var twoFactor = scope.ServiceProvider.GetRequiredService<TwoFactor>();
        Assert.Equal("not_found", (await twoFactor.TurnOffForAsync("nobody@example.com", CancellationToken.None))!.Code);
        Assert.Null(await twoFactor.TurnOffForAsync(user.Email, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, null)).Status);
        Assert.Equal("two_factor_off", (await twoFactor.TurnOffForAsync(user.Email, CancellationToken.None))!.Code);
        (await LoginAsync(api, user with { Password = "wrong" }, codes[0])).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Five_wrong_codes_lock_the_account_though_the_password_was_right_each_time(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, app, codes) = await WithAppAsync(server);
        using var api = Api.For(server);
        for (var i = 0; i < 5; i++)
        {
            // The right password between the guesses must not begin the count anew.
            (await LoginAsync(api, user, null)).IsError(401, "otp_required");
            (await LoginAsync(api, user, app.WrongCode())).IsError(401, "unauthorized");
        }
        (await LoginAsync(api, user, null)).IsError(401, "unauthorized");
        (await LoginAsync(api, user, app.NextCode())).IsError(401, "unauthorized");
        (await LoginAsync(api, user, codes[0])).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Many_wrong_codes_at_once_lock_the_account_as_well(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, app, codes) = await WithAppAsync(server);
        using var api = Api.For(server);
        var wrong = app.WrongCode();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => LoginAsync(api, user, wrong)));
        (await LoginAsync(api, user, codes[0])).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_apps_key_and_the_recovery_codes_are_not_readable_in_the_database(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, _, codes) = await WithAppAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var stored = await db.UserTokens.Where(
            t => db.Set<OpenGen.Server.Modules.Accounts.User>().Any(u => u.Id == t.UserId && u.Email == user.Email)).Select(t => t.Value!)
            .ToListAsync();
        Assert.Equal(3, stored.Count);
        Assert.DoesNotContain(stored, value => codes.Any(code => value.Contains(code, StringComparison.Ordinal)));
        Assert.DoesNotContain(stored, value => Base32Only().IsMatch(value));
    }

    [Fact]
    public void Codes_are_those_of_the_specification()
    {
        // RFC 6238, appendix B, SHA-1: the last six of its eight digits; the key is "12345678901234567890".
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        (long Seconds,
            string Code)[] vectors = [
                (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
                (20000000000, "353130")];
        foreach (var (seconds, code) in vectors)
        {
            var at = DateTime.UnixEpoch.AddSeconds(seconds);
            Assert.Equal(seconds / 30, AuthenticatorCodes.StepOf(key, code, at));
            Assert.Equal(seconds / 30, AuthenticatorCodes.StepOf(key, code, at.AddSeconds(30)));
            Assert.Null(AuthenticatorCodes.StepOf(key, code, at.AddSeconds(90)));
            Assert.Null(AuthenticatorCodes.StepOf(key, code[..5], at));
        }
    }

    private static Task<Answer> LoginAsync(Api api, User user, string? otp) =>
        api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password, otp });

    /// <summary>A user who has set up an app on the pages.</summary>
    private static async Task<(User User, AuthenticatorApp App, string[] Codes)> WithAppAsync(RunningServer server)
    {
        var user = await Api.NewUserAsync(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var (app, codes) = await browser.SetUpAppAsync(user);
        return (user, app, codes);
    }

    [GeneratedRegex("^[A-Z2-7]{32}$")]
    private static partial Regex Base32Only();
}
