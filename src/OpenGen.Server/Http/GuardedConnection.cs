using System.Net;
using System.Net.Sockets;

namespace OpenGen.Server.Http;

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
        ConnectCallback = (context, stop) => ConnectAsync(context, allowPrivate, stop),
    };

    /// <summary>The URL when it is one we would call, else null.</summary>
    public static Uri? Callable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Host.Length > 0 ? uri : null;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, bool allowPrivate, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        var allowed = Array.FindAll(addresses, a => allowPrivate || IsPublic(a));
        if (allowed.Length == 0) throw new AddressRefusedException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address belongs to the internet at large (RFC 6890 and RFC 4291 list the others).</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !(b[0] is 0 or 10 or 127 or >= 224
                || (b[0] == 100 && b[1] is >= 64 and <= 127)
                || (b[0] == 169 && b[1] == 254)
                || (b[0] == 172 && b[1] is >= 16 and <= 31)
                || (b[0] == 192 && b[1] == 168)
                || (b[0] == 192 && b[1] == 0 && b[2] is 0 or 2)
                || (b[0] == 198 && b[1] is 18 or 19)
                || (b[0] == 198 && b[1] == 51 && b[2] == 100)
                || (b[0] == 203 && b[1] == 0 && b[2] == 113));
        // Global unicast alone, without 6to4, Teredo and documentation, which can smuggle others.
        return (b[0] & 0xE0) == 0x20
            && !(b[0] == 0x20 && b[1] == 0x02)
            && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0)
            && !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8);
    }
}

/// <summary>The URL leads to this machine or its network.</summary>
internal sealed class AddressRefusedException() : Exception("it points to a private address");
