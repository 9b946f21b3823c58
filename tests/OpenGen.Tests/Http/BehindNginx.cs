using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using OpenGen.Tests.Clients;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>The server behind a real nginx, configured as docs/behind-a-proxy.md says.</summary>
public sealed partial class BehindNginx
{
    private const string PublicUrl = "https://videos.example.com";

    [Fact]
    public async Task The_configuration_in_the_documentation_serves_pages_uploads_and_the_dashboards_connection()
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Server:PublicUrl", PublicUrl), ("Server:TrustedProxies", "127.0.0.1"), ("RateLimits:PerAddress", "60"));
        using var nginx = await Nginx.StartAsync(server.Address.Port);
        using var http = nginx.Client();

        using var signIn = await http.GetAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
        Assert.All(
            signIn.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.True(signIn.Headers.Contains("Strict-Transport-Security"));
        using var home = await http.GetAsync("/agents");
        Assert.StartsWith(PublicUrl + "/sign-in", home.Headers.Location?.OriginalString, StringComparison.Ordinal);

        // Larger than nginx takes by default (1 MB).
        var user = await Api.NewUserAsync(server);
        http.DefaultRequestHeaders.Add("X-API-Key", user.Api.ApiKey);
        using var body = new MultipartFormDataContent { { new ByteArrayContent(new byte[3_000_000]), "content_resource[file]", "a.png" } };
        using var refused = await http.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", body);
        Assert.Contains("content_resource_creation_failed", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // What the dashboard lives on; refused by the server for want of a page, not by nginx for want of an upgrade.
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        socket.Options.SetRequestHeader("Host", "videos.example.com");
        socket.Options.SetRequestHeader("Origin", PublicUrl);
        using var handshake = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        var token = System.Text.Json.Nodes.JsonNode.Parse(await handshake.Content.ReadAsStringAsync())!["connectionToken"]!.ToString();
        await socket.ConnectAsync(
            new Uri($"wss://127.0.0.1:{nginx.Port}/_blazor?id={Uri.EscapeDataString(token)}"), CancellationToken.None);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task The_limit_per_address_counts_clients_not_the_proxy_and_no_client_can_pretend_to_be_another()
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Server:PublicUrl", PublicUrl), ("Server:TrustedProxies", "127.0.0.1"), ("RateLimits:PerAddress", "5"));
        using var nginx = await Nginx.StartAsync(server.Address.Port);
        using var http = nginx.Client(from: "127.0.0.2");
        using var other = nginx.Client(from: "127.0.0.3");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
            // What a client says of itself stands left of what nginx saw.
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using var answer = await http.SendAsync(request);
            answers.Add(answer.StatusCode);
        }
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using var served = await other.GetAsync("/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, served.StatusCode);
    }

    /// <summary>An nginx with the configuration of the documentation, on ports of its own.</summary>
    private sealed partial class Nginx : IDisposable
    {
        private readonly Process _process;
        private readonly DirectoryInfo _folder;

        private Nginx(Process process, DirectoryInfo folder, int port) => (_process, _folder, Port) = (process, folder, port);

        public int Port { get; }

        public static async Task<Nginx> StartAsync(int serverPort)
        {
            var folder = Directory.CreateTempSubdirectory("opengen-nginx-");
            var (tls, plain) = (FreePort(), FreePort());
            var page = await File.ReadAllTextAsync(Path.Combine(Programs.Repository, "docs", "behind-a-proxy.md"));
            var site = Block().Match(page).Groups[1].Value
                .Replace("listen 443 ssl", $"listen 127.0.0.1:{tls} ssl", StringComparison.Ordinal)
                .Replace("listen 80", $"listen 127.0.0.1:{plain}", StringComparison.Ordinal)
                .Replace("127.0.0.1:5080", $"127.0.0.1:{serverPort}", StringComparison.Ordinal);
            site = Certificate()
                .Replace(
                    site,
                    match =>
                        Path.Combine(
                            folder.FullName, match.Value.EndsWith("fullchain.pem", StringComparison.Ordinal) ? "cert.pem" : "key.pem"));
            using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            {
                using var certificate = new CertificateRequest("CN=videos.example.com", key, HashAlgorithmName.SHA256)
                    .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cert.pem"), certificate.ExportCertificatePem());
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
            }
            var paths = string.Concat(
                new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(p => $"{p}_temp_path {folder.FullName}/{p};\n"));
            var configuration = Path.Combine(folder.FullName, "nginx.conf");
            await File.WriteAllTextAsync(configuration,
                $"daemon off; master_process off; pid {folder.FullName}/pid; error_log {folder.FullName}/error.log;\n"
                + $"events {{}}\nhttp {{\naccess_log off;\n{paths}{site}\n}}\n");
            var start = new ProcessStartInfo("nginx") { RedirectStandardError = true };
            foreach (var argument in new[] { "-p", folder.FullName, "-c", configuration }) start.ArgumentList.Add(argument);
            var nginx = new Nginx(Process.Start(start)!, folder, tls);
            await Waiting.UntilAsync(async () => !nginx._process.HasExited && await IsListeningAsync(tls), "nginx listens");
            return nginx;
        }

        /// <summary>One that finds it under the public name.</summary>
        public HttpClient Client(string from = "127.0.0.1")
        {
            var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
            return new HttpClient(handler) { BaseAddress = new Uri(PublicUrl) };
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
            _folder.Delete(recursive: true);
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private static async Task<bool> IsListeningAsync(int port)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
        private static partial Regex Block();

        [GeneratedRegex(@"/etc/letsencrypt/\S+\.pem")]
        private static partial Regex Certificate();
    }
}
