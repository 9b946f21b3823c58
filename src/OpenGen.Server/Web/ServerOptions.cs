using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>Settings of how the server is reached from outside.</summary>
internal sealed class ServerOptions : ISettings
{
    /// <summary>
    /// The URL under which people and programs reach this server, such as <c>https://videos.example.com</c>: scheme and host, a port
    /// when it is not the scheme's own. Links, file URLs, cookies and passkeys are made for it. Unset: whatever host a request names.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// The addresses (<c>10.0.0.2</c>) or networks (<c>10.0.0.0/8</c>) of reverse proxies whose <c>X-Forwarded-For</c> and
    /// <c>X-Forwarded-Proto</c> are believed, separated by commas. Unset: nobody's.
    /// </summary>
    public string? TrustedProxies { get; set; }

    /// <summary>
    /// Further host names this server answers to, such as <c>videos.internal</c>, separated by commas; <c>*</c> for any. Without it:
    /// that of <see cref="PublicUrl"/> and this machine's own names; without that, too, any name over a network, and over the
    /// loopback this machine's own names alone, since a page elsewhere can have its own name resolve to 127.0.0.1.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary><see cref="PublicUrl"/> as an URI without a path, or null when it is not set.</summary>
    public Uri? Public => PublicUrl is { Length: > 0 } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>Whether people reach this server through TLS alone.</summary>
    public bool IsHttps => Public?.Scheme == Uri.UriSchemeHttps;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (PublicUrl is { Length: > 0 }
            && !(Public is { Scheme: "http" or "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }))
            yield return $"Server:PublicUrl \"{PublicUrl}\" must be scheme and host, such as https://videos.example.com, without a path";
        foreach (var host in Split(AllowedHosts))
            if (host != "*" && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
                yield return $"Server:AllowedHosts \"{host}\" must be a host name without scheme and port, or *";
        foreach (var proxy in Proxies())
            if (!System.Net.IPNetwork.TryParse(proxy, out _) && !System.Net.IPAddress.TryParse(proxy, out _))
                yield return $"Server:TrustedProxies \"{proxy}\" must be an IP address or a network such as 10.0.0.0/8";
    }

    /// <summary>As they are set.</summary>
    /// <exception cref="StartupException">They cannot be meant.</exception>
    public static ServerOptions Of(IConfiguration configuration) => configuration.Read<ServerOptions>("Server");

    /// <summary>Each of <see cref="TrustedProxies"/>.</summary>
    public string[] Proxies() => Split(TrustedProxies);

    /// <summary>Each of <see cref="AllowedHosts"/>.</summary>
    public string[] Hosts() => Split(AllowedHosts);

    private static string[] Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
