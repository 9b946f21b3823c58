using OpenGen.Server.Modules.Mail.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces.Invitations;

/// <summary>The links of invitations: the one that is handed over, and the one that is mailed, where there is a mail server.</summary>
internal sealed class InvitationLinks(IMailOutbox mail, ServerOptions server, CurrentRequest request)
{
    private const int LongestNameInMail = 60;

    /// <summary>Whether a link can be mailed at all.</summary>
    public bool AreMailed => mail.IsOn;

    /// <summary>Where a token is taken up, for whoever it is handed to.</summary>
    public string UrlOf(string token) =>
        server.Public is { } known ? new Uri(known, PathOf(token)).ToString() : request.BaseUrl + PathOf(token);

    /// <summary>Mails a link, in the caller's transaction.</summary>
    /// <param name="workspace">The workspace's name.</param>
    public Task MailAsync(string address, string workspace, Role role, string token, CancellationToken cancellationToken) =>
        mail.QueueAsync(address, "You are invited to a workspace", TextOf(workspace, role, token), cancellationToken);

    private static string PathOf(string token) => $"/invitations/{token}";

    private string TextOf(string workspace, Role role, string token) =>
        $"""
        You are invited to the workspace "{Harmless(workspace)}" on {server.Public!.Host}, as {role.ToString().ToLowerInvariant()}.

        Accept or decline within {InvitationToken.Lifetime.Days} days:
        {new Uri(server.Public, PathOf(token))}

        If you do not know what this is about, there is nothing to do.
        """;

    /// <summary>A name somebody chose, in a mail to a stranger: nothing that a mail program makes a link of.</summary>
    private static string Harmless(string name) =>
        string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'').Take(LongestNameInMail));
}
