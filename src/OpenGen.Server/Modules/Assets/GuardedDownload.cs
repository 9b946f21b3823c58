using System.Net;
using System.Net.Sockets;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// Fetches a URL a user gave: http and https alone, no address of this machine or its network (checked on the address
/// that is connected to, after every redirect), at most so many bytes, within a deadline.
/// </summary>
internal sealed class GuardedDownload : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly bool _allowPrivate;
    private readonly HttpClient _http;

    public GuardedDownload(IConfiguration configuration)
    {
        _allowPrivate = configuration.GetValue("Http:AllowPrivateAddresses", false);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = 5,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Deadline };
    }

    /// <summary>Writes what is at the URL to a file.</summary>
    /// <returns>Null when it worked, else why not, for a person.</returns>
    public async Task<string?> FetchAsync(string url, string path, long mostBytes, CancellationToken stop)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return "it is not an http or https URL";
        try
        {
            using var answer = await _http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode) return $"its server answered {(int)answer.StatusCode}";
            if (answer.Content.Headers.ContentLength > mostBytes) return "it is too large";

            await using var from = await answer.Content.ReadAsStreamAsync(stop);
            await using var to = File.Create(path);
            var buffer = new byte[128 * 1024];
            long written = 0;
            for (int read; (read = await from.ReadAsync(buffer, stop)) > 0;)
            {
                if ((written += read) > mostBytes) return "it is too large";
                await to.WriteAsync(buffer.AsMemory(0, read), stop);
            }
            return null;
        }
        catch (HttpRequestException fault)
        {
            return fault.InnerException is AddressRefusedException refused ? refused.Message : "it could not be reached";
        }
        catch (IOException)
        {
            return "the connection broke off";
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return "it took too long";
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        var allowed = Array.FindAll(addresses, a => _allowPrivate || IsPublic(a));
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

    public void Dispose() => _http.Dispose();

    private sealed class AddressRefusedException() : Exception("it points to a private address");
}
