using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OpenGen.Bench.Attack;

/// <summary>
/// Somebody at an address of their own (127.0.0.2 and on: each counts as another client), with an account like anybody's.
/// </summary>
internal sealed class Attacker : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _answers = new();

    private Attacker(HttpClient http) => Http = http;

    /// <summary>Sends from that address.</summary>
    public HttpClient Http { get; }

    /// <summary>What it registered with.</summary>
    public string Email { get; } = $"{Guid.NewGuid():N}@example.com";

    /// <summary>Where files and sheets are made, once registered.</summary>
    public long AgentId { get; private set; }

    /// <summary>Requests by what was answered: a status, or why there was none.</summary>
    public string Answers =>
        string.Join(
            ", ",
            _answers.OrderByDescending(a => a.Value).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key} × {a.Value}")));

    public static Attacker At(string address, Uri server) => new(ClientAt(address, server));

    /// <summary>A client whose connections come from an address of the loopback.</summary>
    public static HttpClient ClientAt(string address, Uri server)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };
    }

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var account = new { email = Email, password = Guid.NewGuid().ToString("N") };
        await PostAsync("/v1/auth/register", account, cancellationToken);
        var login = await PostAsync("/v1/auth/login", account, cancellationToken);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login["token"]!.ToString());
        AgentId = (await Http.GetFromJsonAsync<JsonArray>("/v1/agents", cancellationToken))![0]!["id"]!.GetValue<long>();
    }

    /// <summary>Sends what must succeed.</summary>
    public async Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await Http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"POST {path} answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Sends one request after the other until it is over, each on so many lines at once; what is answered is counted.</summary>
    public Task FloodAsync(int atOnce, Func<HttpRequestMessage> next, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (!cancellationToken.IsCancellationRequested) await SendAsync(next(), cancellationToken);
        }));

    /// <summary>Sends requests at a rate, whether or not those before were answered.</summary>
    public async Task FloodAsync(TimeSpan every, Func<HttpRequestMessage> next, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every);
        var under = new ConcurrentDictionary<Task, bool>();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var sent = SendAsync(next(), cancellationToken);
                under[sent] = true;
                _ = sent.ContinueWith(done => under.TryRemove(done, out var _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(under.Keys);
        }
    }

    private async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            try
            {
                using var answer = await Http.SendAsync(request, cancellationToken);
                Count(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
                // Who is told to wait is no faster for not doing so, but the machine that both share is slower.
                if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                    await Task.Delay(20, cancellationToken);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                Count("cut off");
                await Task.Delay(20, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                if (!cancellationToken.IsCancellationRequested) Count("no answer");
            }
        }
    }

    private void Count(string answer) => _answers.AddOrUpdate(answer, 1, (_, before) => before + 1);

    public void Dispose() => Http.Dispose();
}
