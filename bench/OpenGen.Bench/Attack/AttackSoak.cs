using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Bench.Api;
using OpenGen.Making;
using OpenGen.Rendering;

namespace OpenGen.Bench.Attack;

/// <summary>
/// <c>./opengen soak attack</c>: five attacks at once on one server while somebody else makes the demo's video on it, against the same
/// video on a server that nobody attacks. It must be made in no more than twice the time, with the server answering and its memory bounded.
/// </summary>
internal static class AttackSoak
{
    /// <summary>How much longer the video may take.</summary>
    private const double MostRatio = 2;

    /// <summary>The 99th percentile of <c>/healthz</c>, milliseconds.</summary>
    private const double MostHealthMilliseconds = 100;

    /// <summary>Server and all that it started, bytes.</summary>
    private const double MostBytes = 1.5e9;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Between two bodies that cost minutes each before they were bounded.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-attack-");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var alone = await MakeAsync(Path.Combine(folder.FullName, "alone"), attack: false, limit.Token);
            var attacked = await MakeAsync(Path.Combine(folder.FullName, "attacked"), attack: true, limit.Token);
            var ratio = attacked.Seconds / alone.Seconds;
            Measures.Say($"");
            Measures.Say($"| | alone | under attack | bound |");
            Measures.Say($"|---|---|---|---|");
            Measures.Say(
                $"| the demo's video, from registration to the file | {alone.Seconds:0} s | {attacked.Seconds:0} s, {ratio:0.00} times | "
                    + $"{MostRatio} times |");
            Measures.Say($"| `/healthz`: median, p99, longest | {alone.Health} | {attacked.Health} | p99 {MostHealthMilliseconds} ms |");
            Measures.Say(
                $"| most memory, server with its FFmpeg | {alone.Bytes / 1e6:0} MB | {attacked.Bytes / 1e6:0} MB | {MostBytes / 1e6:0} MB |");
            var faults = new List<string>();
            if (ratio > MostRatio) faults.Add("the video took too long");
            if (attacked.Health.P99 > MostHealthMilliseconds) faults.Add("/healthz was too slow");
            if (attacked.Bytes > MostBytes) faults.Add("it took too much memory");
            Measures.Say($"{(faults.Count == 0 ? "held" : "did not hold: " + string.Join(", ", faults))}");
            return faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Outcome> MakeAsync(string folder, bool attack, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        // The dripping server is on the loopback, which layers may not name otherwise.
        var settings = new Dictionary<string, string> { ["Http__AllowPrivateAddresses"] = "true" };
        using var server = await ServerProcess.StartAsync(
            "OpenGen.Server.dll", ["up", "--port", "0", "--data", Path.Combine(folder, "data")], settings, cancellationToken);
        await using var dripping = new DrippingServer();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attacks = attack ? await PrepareAsync(server.Address, folder, dripping, cancellationToken) : [];

        await using var memory = PeakMemory.Watch(withSelf: false, every: TimeSpan.FromSeconds(0.5));
        using var health = new HealthWatch(server.Address);
        var running = attacks.Select(a => Task.Run(() => a.Run(over.Token), CancellationToken.None))
            .Append(Task.Run(() => health.RunAsync(over.Token), CancellationToken.None)).ToList();
        var (server0, programs0, client0) = (server.ProcessorTime, server.ChildrensProcessorTime, Environment.CpuUsage.TotalTime);
        var photo = Path.Combine(folder, "coffee.jpg");
        await new ImageMaker(new RenderingOptions()).DrawAsync(
            new ImageBrief("a cup of coffee on a wooden table, warm morning light", 1080, 1920), photo, cancellationToken);
        var took = Stopwatch.StartNew();
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await new ClientJourney(http).WalkAsync(photo, Path.Combine(folder, "video.mp4"), cancellationToken);
        var outcome = new Outcome(took.Elapsed.TotalSeconds, health.Result(), memory.Bytes);
        Measures.Say($"  processor time: server {(server.ProcessorTime - server0).TotalSeconds:0} s");
        Measures.Say($"  its FFmpeg {(server.ChildrensProcessorTime - programs0).TotalSeconds:0} s");
        Measures.Say($"  {(attack ? "attackers" : "client")} {(Environment.CpuUsage.TotalTime - client0).TotalSeconds:0} s");
        await over.CancelAsync();
        await Task.WhenAll(running);
        foreach (var a in attacks)
        {
            Measures.Say($"  {a.Name}: {a.By.Answers}");
            a.By.Dispose();
        }
        if (attack) Measures.Say($"  the dripping server was asked {dripping.Asked} times");
        return outcome;
    }

    /// <summary>Accounts, sheets and files for each attack; nothing of it is measured.</summary>
    private static async Task<List<Attack>> PrepareAsync(
        Uri server, string folder, DrippingServer dripping, CancellationToken cancellationToken)
    {
        var video = await HostileFiles.VideoAsync(folder, cancellationToken);
        var (spreadsheet, form) = (HostileFiles.Spreadsheet(), HostileFiles.Form("part"));

        var drip = await RegisteredAsync("127.0.0.2");
        var (sheet, cell) = await SheetAsync(drip, cancellationToken);
        var xlsx = await RegisteredAsync("127.0.0.3");
        var (variables, _) = await SheetAsync(xlsx, cancellationToken);
        var multipart = Attacker.At("127.0.0.4", server);
        var upload = await RegisteredAsync("127.0.0.5");
        var guess = Attacker.At("127.0.0.6", server);
        // Not the one that makes the video: whoever is guessed at is shut out for a while, which is meant.
        var guessed = (await RegisteredAsync("127.0.0.7")).Email;
        return
        [
            new("drip: renders and frames of a picture that comes a byte a second", drip, token => Task.WhenAll(
                drip.FloodAsync(
                    TimeSpan.FromSeconds(2),
                    () => Post($"/v1/autocontentengine/{sheet}/cells/{cell}/render?agent_id={drip.AgentId}", JsonContent.Create(new { })),
                    token),
                drip.FloodAsync(
                    4, () =>
                        new HttpRequestMessage(
                            HttpMethod.Get, $"/v1/autocontentengine/{sheet}/cells/{cell}/frame?at=0&agent_id={drip.AgentId}"), token),
                DripAnewAsync(drip, sheet, cell, dripping, token))),
            new("XLSX: row two thousand million, 20 a second", xlsx, token => xlsx.FloodAsync(Often, () => Post(
                $"/v1/autocontentengine/{variables}/import_global_variables?agent_id={xlsx.AgentId}",
                File(spreadsheet, "file", "variables.xlsx")), token)),
            new("multipart: 32,000 parts, before sign-in, 20 a second", multipart, token => multipart.FloodAsync(Often, () =>
            {
                var content = new ByteArrayContent(form);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=part");
                return Post("/v1/auth/login", content);
            }, token)),
            new("uploads: 12 at once of 8000 × 8000", upload, token => upload.FloodAsync(12, () => Post(
                $"/v1/content_resources?agent_id={upload.AgentId}", File(video, "content_resource[file]", "large.mp4")), token)),
            new("passwords: 200 a second", guess, token => guess.FloodAsync(TimeSpan.FromMilliseconds(5), () => Post(
                "/v1/auth/login", JsonContent.Create(new { email = guessed, password = Guid.NewGuid().ToString("N") })), token)),
        ];

        async Task<Attacker> RegisteredAsync(string address)
        {
            var attacker = Attacker.At(address, server);
            await attacker.RegisterAsync(cancellationToken);
            return attacker;
        }
    }

    /// <summary>A sheet with a row; its id, and that of the row's video.</summary>
    private static async Task<(long Sheet, long Cell)> SheetAsync(Attacker of, CancellationToken cancellationToken)
    {
        var sheet = (await of.PostAsync(
            $"/v1/autocontentengine?agent_id={of.AgentId}", new { spreadsheet = new { title = "Attack" } }, cancellationToken))[
                "id"]!.GetValue<long>();
        var row = await of.PostAsync($"/v1/autocontentengine/{sheet}/rows?agent_id={of.AgentId}", new { }, cancellationToken);
        return (
            sheet, row["spreadsheet_cells"]!.AsArray().Single(c => c!["cell_role"]!.ToString() == "final_video")!["id"]!.GetValue<long>());
    }

    /// <summary>Names another picture every few seconds, so that each render and frame has to fetch anew.</summary>
    private static async Task DripAnewAsync(
        Attacker by, long sheet, long cell, DrippingServer dripping, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var answer = await by.Http.PostAsJsonAsync(
                    $"/v1/autocontentengine/{sheet}/cells/{cell}/layers?agent_id={by.AgentId}",
                    new
                    {
                        video_layer = new
                        {
                            name = "drip",
                            type = "image",
                            additional_attributes = new { src = dripping.NewUrl(), durationInFrames = 30 },
                        },
                    }, cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or HttpRequestException)
        {
            // It is over.
        }
    }

    private static HttpRequestMessage Post(string path, HttpContent content) => new(HttpMethod.Post, path) { Content = content };

    private static MultipartFormDataContent File(byte[] content, string field, string name) =>
        new() { { new ByteArrayContent(content), field, name } };

    /// <summary>One of the five.</summary>
    private sealed record Attack(string Name, Attacker By, Func<CancellationToken, Task> Run);

    /// <summary>What was measured while the video was made.</summary>
    private sealed record Outcome(double Seconds, HealthTimes Health, long Bytes);
}

/// <summary>Milliseconds that <c>/healthz</c> took.</summary>
internal sealed record HealthTimes(double Median, double P99, double Longest)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.0}, {P99:0}, {Longest:0} ms");
}

/// <summary>Asks <c>/healthz</c> every 50 ms, as an orchestrator does more rarely.</summary>
internal sealed class HealthWatch(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
    private readonly List<double> _times = [];
    private readonly Lock _gate = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var took = Stopwatch.StartNew();
                using var answer = await _http.GetAsync("/healthz", cancellationToken);
                answer.EnsureSuccessStatusCode();
                lock (_gate) _times.Add(took.Elapsed.TotalMilliseconds);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is over.
        }
    }

    public HealthTimes Result()
    {
        lock (_gate)
        {
            var sorted = _times.Order().ToList();
            return new HealthTimes(Measures.Median(sorted), sorted[(int)((sorted.Count - 1) * 0.99)], sorted[^1]);
        }
    }

    public void Dispose() => _http.Dispose();
}
