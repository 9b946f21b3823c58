using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Mail;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed partial class Mail
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_mailed_invitation_confirms_the_address_it_went_to_and_the_link_shown_does_not(Database database)
    {
        await using var mail = new MailServer();
        await using var server = await RunningServer.StartAsync(database, mail.Settings);
        var (owner, invitee, other) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        for (var i = 0; i < 3; i++) Assert.Equal("Confirm your e-mail address", (await mail.NextAsync()).Subject);
        Assert.False(await InvitationTests.IsConfirmedAsync(server, invitee));

        var invited = await owner.Api.PostAsync(owner.Members, new { email = invitee.Email, role = "editor" });
        Assert.True(invited.Node["invitation_mailed"]!.GetValue<bool>());
        var sent = await mail.NextAsync();
        Assert.Equal(invitee.Email, Assert.IsType<MailboxAddress>(Assert.Single(sent.To)).Address);
        var token = Link().Match(sent.TextBody!).Groups[1].Value;
        Assert.NotEqual(User.TokenOf(invited), token);
        Assert.Equal(HttpStatusCode.OK, (await invitee.Api.PostAsync("/v1/organizations/invitations/accept", new { token })).Status);
        Assert.True(await InvitationTests.IsConfirmedAsync(server, invitee));

        // One's own invitation, or one to another address, confirms nothing.
        var shown = await owner.Api.PostAsync(owner.Members, new { email = other.Email, role = "editor" });
        var mailed = Link().Match((await mail.NextAsync()).TextBody!).Groups[1].Value;
        await other.Api.PostAsync("/v1/organizations/invitations/accept", new { token = User.TokenOf(shown) });
        (await other.Api.PostAsync("/v1/organizations/invitations/accept", new { token = mailed })).IsError(422, "invitation_invalid");
        Assert.False(await InvitationTests.IsConfirmedAsync(server, other));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Mail_that_the_mail_server_refuses_for_now_is_sent_later_and_its_text_is_not_readable_meanwhile(Database database)
    {
        var clock = new MovedClock();
        await using var mail = new MailServer();
        await using var server = await RunningServer.StartAsync(database, clock, mail.Settings);
        mail.Refuse(1);
        var user = await Api.NewUserAsync(server);
        await Waiting.UntilAsync(() => Task.FromResult(mail.Refused == 1), "the mail is refused");
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var waiting = await scope.ServiceProvider.GetRequiredService<AppDbContext>().QueuedMails.AsNoTracking().SingleAsync();
            Assert.Equal(user.Email, waiting.Recipient);
            Assert.DoesNotContain("confirm", waiting.Body, StringComparison.OrdinalIgnoreCase);
        }
        clock.Ahead = TimeSpan.FromMinutes(2);
        Assert.Contains("/confirm-email?token=", (await mail.NextAsync()).TextBody, StringComparison.Ordinal);
        await Waiting.UntilAsync(async () =>
        {
            await using var scope = server.Services.CreateAsyncScope();
            return !await scope.ServiceProvider.GetRequiredService<AppDbContext>().QueuedMails.AnyAsync();
        }, "the mail is taken off the list");
        Assert.False(mail.HasMore);
    }

    [Theory]
    [InlineData("Mail:From", "opengen@example.com", "Mail:Host")]
    [InlineData("Mail:Host", "mail.example.com", "Mail:From", "Server:PublicUrl")]
    [InlineData("Mail:Host", "mail.example.com", "Mail:Username", "Mail:Username=me")]
    [InlineData("Mail:Host", "mail.example.com", "Mail:Port", "Mail:Port=0")]
    [InlineData("Mail:Host", "mail.example.com", "Mail:Security", "Mail:Security=Maybe")]
    [InlineData("Mail:Host", "mail.example.com", "readable by everybody", "Mail:Security=None", "Mail:Username=me", "Mail:Password=secret")]
    public async Task Half_settings_end_the_start_with_a_sentence(string key, string value, string named, params string[] more)
    {
        var settings = more.Where(m => m.Contains('=', StringComparison.Ordinal)).Select(m => (m.Split('=')[0], m.Split('=')[1]))
            .Append((key, value)).ToArray();
        var refused = await Assert.ThrowsAsync<StartupException>(() => RunningServer.StartAsync(Database.Sqlite, settings));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"/invitations/(gen_inv_\w+)")]
    private static partial Regex Link();
}
