using System.Net;
using System.Net.Sockets;

namespace OpenGen.Server.Web;

/// <summary>
/// Connections for URLs that a user gave: to no address of this machine or its network. What is checked is the address that
/// is connected to, after every redirect, so that no name can point somewhere else a moment later.
/// </summary>
internal static class GuardedConnection
{
    /// <summary>A handler that connects so.</summary>
    /// <param name="allowPrivate">The operator's <c>Http:AllowPrivateAddresses</c>.</param>
    /// <param name="redirects">How many redirects are followed.</param>
    public static SocketsHttpHandler Handler(bool allowPrivate, int redirects) => new()
    {
        AllowAutoRedirect = redirects > 0,
        MaxAutomaticRedirections = Math.Max(1, redirects),
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, allowPrivate, cancellationToken),
    };

    /// <summary>The URL when it is one we would call, else null.</summary>
    public static Uri? Callable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            && uri.Host.Length > 0 ? uri : null;

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, a => allowPrivate || IsPublic(a));
        if (allowed.Length == 0) throw new AddressRefusedException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// IANA's special-purpose address registries for IPv4, whole (read in November 2026), and multicast: what is globally reachable of
    /// them (AS112, anycast of TURN and PCP) has no files to fetch.
    /// </summary>
    private static readonly IPNetwork[] SpecialIPv4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4");

    /// <summary>
    /// The same for IPv6, as far as it is within 2000::/3; outside of that nothing is global unicast. 2001::/23 holds Teredo, ORCHID,
    /// benchmarking and drone ids; 2002::/16 is 6to4, which can smuggle any IPv4 address.
    /// </summary>
    private static readonly IPNetwork[] SpecialIPv6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address belongs to the internet at large.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(SpecialIPv4, network => network.Contains(address))
            : GlobalUnicast.Contains(address) && !Array.Exists(SpecialIPv6, network => network.Contains(address));
    }

    private static IPNetwork[] Networks(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}

/// <summary>The URL leads to this machine or its network.</summary>
internal sealed class AddressRefusedException() : Exception("The name leads to addresses of this machine or its network alone");
