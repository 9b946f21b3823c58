using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace OpenGen.Server.Web;

/// <summary>
/// Who a request comes from and what it calls this server, as far as that is to be believed: forwarded headers of trusted proxies
/// alone, allowed hosts alone, and, where <c>Server:PublicUrl</c> is set, its scheme and host whatever a proxy passed on.
/// </summary>
internal static class PublicAddress
{
    private static readonly TimeSpan HstsFor = TimeSpan.FromDays(365);

    public static void AddPublicAddress(this IServiceCollection services, ServerOptions server)
    {
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // As many as are trusted in a row; the first that is not is the client.
            forwarded.ForwardLimit = null;
            // Not even the loopback's, unless it is named.
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in server.Proxies())
                if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
                else forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        });
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (HstsFor, false));
    }

    /// <summary>Goes before whatever looks at a request's address, host or scheme.</summary>
    public static void UsePublicAddress(this WebApplication app)
    {
        var server = app.Services.GetRequiredService<ServerOptions>();
        if (server.Proxies().Length > 0) app.UseForwardedHeaders();
        var hosts = new AllowedHosts(server);
        app.Use((context, next) =>
        {
            var request = context.Request;
            // An orchestrator's probes come to an address, whatever it is.
            if (!Health.IsProbe(request.Path) && !hosts.Allow(request.Host, context.Connection))
                return Problem.WriteAsync(context, new Error(ErrorKind.Malformed, "host_not_allowed",
                    "This server does not answer to the host it was asked for; its operator can name the host in Server:PublicUrl or "
                        + "Server:AllowedHosts"));
            if (server.Public is { } url) (request.Scheme, request.Host) = (url.Scheme, new HostString(url.Authority));
            return next(context);
        });
        if (server.IsHttps) app.UseHsts();
    }

    /// <summary>Which names this server answers to.</summary>
    private sealed class AllowedHosts(ServerOptions server)
    {
        private readonly HashSet<string> _names = new(
            [.. server.Hosts(), .. server.Public is { } url ? [url.Host] : Array.Empty<string>(), "localhost", "127.0.0.1", "[::1]",
                Dns.GetHostName()],
            StringComparer.OrdinalIgnoreCase);

        private readonly bool _isRestricted = server.Public is not null || server.Hosts().Length > 0;

        /// <summary>Whether a request that calls the server so is answered.</summary>
        public bool Allow(HostString host, ConnectionInfo connection) =>
            _names.Contains("*") || _names.Contains(host.Host) || (!_isRestricted && !IsLoopback(connection));

        private static bool IsLoopback(ConnectionInfo connection) =>
            connection.LocalIpAddress is { } address && IPAddress.IsLoopback(address);
    }
}
