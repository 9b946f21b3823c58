using System.Globalization;
using System.Net;
using MailKit.Security;
using MimeKit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Mail;

/// <summary>The mail server (SMTP) that this server sends through. Without <see cref="Host"/> no mail is sent.</summary>
internal sealed class MailOptions
{
    /// <summary>The mail server's name.</summary>
    public string? Host { get; set; }

    /// <summary>1 to 65535; 587 unless said, 465 with <c>Tls</c>.</summary>
    public string? Port { get; set; }

    public string? Username { get; set; }

    public string? Password { get; set; }

    /// <summary>What mail comes from: <c>videos@example.com</c>, or <c>OpenGen &lt;videos@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>
    /// <c>StartTls</c> (the connection must be encrypted before anything is sent), <c>Tls</c> (from its start) or <c>None</c>.
    /// </summary>
    public string? Security { get; set; }

    /// <summary>Whether there is a mail server.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Host);

    public SecureSocketOptions Encryption => Security switch
    {
        "Tls" => SecureSocketOptions.SslOnConnect,
        "None" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    public int PortNumber =>
        Port is { Length: > 0 } port
            ? int.Parse(port, NumberStyles.None, CultureInfo.InvariantCulture)
            : Encryption == SecureSocketOptions.SslOnConnect ? 465 : 587;

    /// <summary>What is wrong with the settings, all of it, each with its remedy.</summary>
    public IEnumerable<string> Faults(ServerOptions server)
    {
        if (!IsOn)
        {
            if (new[] { Port, Username, Password, From, Security }.Any(s => !string.IsNullOrWhiteSpace(s)))
                yield return "Mail:Host is not set, though other Mail settings are: set it to the mail server's name, or remove them";
            yield break;
        }
        if (string.IsNullOrWhiteSpace(From) || !MailboxAddress.TryParse(From, out _))
            yield return "Mail:From must be the address that mail comes from, such as \"OpenGen <videos@example.com>\"";
        if (Port is { Length: > 0 }
            && !(int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535))
            yield return $"Mail:Port \"{Port}\" must be from 1 to 65535";
        if (string.IsNullOrEmpty(Username) != string.IsNullOrEmpty(Password))
            yield return "Mail:Username and Mail:Password belong together: set both or neither";
        if (Security is not (null or "" or "StartTls" or "Tls" or "None"))
            yield return $"Mail:Security \"{Security}\" must be StartTls, Tls or None";
        if (Security == "None" && !string.IsNullOrEmpty(Password) && !IsThisMachine(Host!))
            yield return "Mail:Security None would send Mail:Password readable by everybody on the way: use StartTls or Tls";
        // The host that a request names is the sender's to choose, and mail goes to somebody else.
        if (server.Public is null) yield return "Server:PublicUrl must be set when mail is sent: its links lead there";
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
