using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Fuzz;

/// <summary>What to do.</summary>
/// <param name="Server">A loopback address.</param>
/// <param name="Duration">How long requests are sent.</param>
/// <param name="Seed">The same seed sends the same requests, as far as the server's ids are the same.</param>
/// <param name="SlowAfter">An answer that takes longer is a finding.</param>
internal sealed record FuzzOptions(IPEndPoint Server, TimeSpan Duration, int Seed, TimeSpan SlowAfter)
{
    /// <summary>How many users send at once, each with a world of its own.</summary>
    public int Workers { get; init; } = 3;

    /// <summary>Bytes of memory the server holds; null where it is not to be measured.</summary>
    public Func<long>? Memory { get; init; }

    /// <summary>How long the server may rest before its memory is looked at again.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much more memory than at the start it may hold after its rest, bytes.</summary>
    public long MostGrowth { get; init; } = 400L << 20;
}

/// <summary>
/// Sends every operation of the served document, right and wrong, and looks at what comes back:
/// <list type="number">
/// <item>no 5xx, but 503 with Retry-After; no 4xx without the documented body; JSON that can be read; nothing slow; always an
/// answer;</item>
/// <item>meanwhile <c>/healthz</c> answers quickly;</item>
/// <item>afterwards the server is alive, and its memory comes back.</item>
/// </list>
/// </summary>
internal sealed class Fuzzer(FuzzOptions options)
{
    private const int WrongForEachRight = 4;
    private const int RoundsOfAUser = 6;
    private const int MakesEvery = 4;
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SlowHealth = TimeSpan.FromSeconds(2);

    /// <summary>Pictures and videos are made while the caller waits, and several wait for one place.</summary>
    private static readonly string[] Makes = [
        "previewVideo", "previewFrame", "generateVoiceSamples", "finalizeDesignedVoice", "previewVoice", "cloneVoice"];

    private readonly ConcurrentDictionary<(string Operation, string Cause), Finding> _findings = [];
    private readonly ConcurrentDictionary<string, Tally> _tallies = [];
    private readonly ConcurrentDictionary<int, int> _statuses = [];
    private readonly List<TimeSpan> _health = [];
    private readonly List<string> _known = [];
    private int _reopened;

    /// <summary>Runs to the end of the time.</summary>
    /// <exception cref="FuzzException">There is no such server, or nobody can sign in.</exception>
    public async Task<FuzzReport> RunAsync(CancellationToken cancellationToken)
    {
        var operations = Operation.All(await DocumentAsync(cancellationToken));
        foreach (var operation in operations) _tallies[operation.Id] = new Tally();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = ProbeAsync(end.Token);
        var before = options.Memory?.Invoke() ?? 0;
        var peak = before;
        var workers = Enumerable.Range(0, options.Workers)
            .Select(worker => WorkAsync(worker, operations, () => peak = Math.Max(peak, options.Memory?.Invoke() ?? 0), cancellationToken))
            .ToArray();
        await Task.WhenAll(workers);
        var after = await RestAsync(before, cancellationToken);
        await end.CancelAsync();
        await health;
        await LookWhetherAliveAsync(cancellationToken);
        if (options.Memory is not null && after - before > options.MostGrowth)
            Find(new Finding(
                "memory", $"did not come back: {before >> 20} MB before, {after >> 20} MB after {options.Rest.TotalSeconds} s of rest", "",
                [], ""));
        return new FuzzReport(options, [.. _findings.Values], _tallies, _statuses, _reopened, [.. _health.Order()], before, peak, after);
    }

    private async Task<JsonNode> DocumentAsync(CancellationToken cancellationToken)
    {
        using var connection = new Connection(options.Server, TimeSpan.FromSeconds(60));
        var request = new FuzzRequest { Operation = new Operation("document", "GET", "/openapi.json", [], null), Target = "/openapi.json" };
        var answer = await connection.SendAsync(request.ToBytes(options.Server.ToString()), 0, Sending.Whole, cancellationToken);
        return answer.IsSuccess
            ? JsonNode.Parse(answer.Body)!
            : throw new FuzzException(
                $"http://{options.Server}/openapi.json answers {answer.Status} {answer.Fault}: is OpenGen running there?");
    }

    private async Task WorkAsync(int worker, List<Operation> operations, Action measure, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((options.Seed * 397) + worker));
        var since = TimeProvider.System.GetTimestamp();
        using var world = new World(
            options.Server, string.Create(CultureInfo.InvariantCulture, $"fuzz-{options.Seed}-{worker}-{Environment.TickCount64:x}"));
        using var connection = new Connection(options.Server, TimeSpan.FromSeconds(60));
        bool IsOver() => TimeProvider.System.GetElapsedTime(since) > options.Duration || cancellationToken.IsCancellationRequested;
        for (var round = 0; !IsOver(); round++)
        {
            if (round % RoundsOfAUser == RoundsOfAUser - 1) world.Forget();
            var order = operations.ToArray();
            random.Shuffle(order);
            foreach (var operation in order)
            {
                if (IsOver()) return;
                // Seconds each, of which the quick ones would have hundreds.
                if (Array.IndexOf(Makes, operation.Id) >= 0 && round % MakesEvery != 0) continue;
                for (var i = 0; i <= WrongForEachRight && !IsOver(); i++)
                {
                    List<string> others;
                    lock (_known) others = [.. _known];
                    var mutator = new Mutator(world, random, others);
                    var request = i == 0
                        ? await mutator.ValidAsync(operation, cancellationToken)
                        : await mutator.WrongAsync(operation, cancellationToken);
                    var where = string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}, worker {worker}, round {round}");
                    var answer = await SendAsync(connection, request, where, cancellationToken);
                    Learn(world, request, answer);
                }
            }
            lock (_known)
            {
                _known.AddRange(world.Ids);
                if (_known.Count > 300) _known.RemoveRange(0, _known.Count - 300);
            }
            measure();
        }
    }

    /// <summary>What is gone is made anew before it is asked for again.</summary>
    private static void Learn(World world, FuzzRequest request, Answer answer)
    {
        var operation = request.Operation;
        if (operation.Id == "revokeAllApiKeys" && answer.IsSuccess) world.Forget();
        else if (answer.Status == 401 && request.Mutations.Count == 0) world.Forget();
        else if (operation.Method == "DELETE" && answer.IsSuccess && operation.Names.Count > 0)
            world.Forget(operation.ThingOf(operation.Names[^1]));
        else if (answer.Status is 403 or 404 && request.Mutations.Count == 0)
            foreach (var name in operation.Names) world.Forget(operation.ThingOf(name));
    }

    private async Task<Answer> SendAsync(Connection connection, FuzzRequest request, string where, CancellationToken cancellationToken)
    {
        var bytes = request.ToBytes(options.Server.ToString());
        var reopened = connection.Reopened;
        var answer = await connection.SendAsync(bytes, request.Body?.Length ?? 0, request.Sending, cancellationToken);
        Interlocked.Add(ref _reopened, connection.Reopened - reopened);
        // After what a server and its client may read differently, the connection is worth nothing.
        if (request.Headers.Exists(h => h.Name is "Content-Length" or "Transfer-Encoding" or "Expect" or "Upgrade")
            || request.Sending != Sending.Whole) connection.Dispose();
        _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
        _tallies[request.Operation.Id].Add(answer.Status, answer.Took);
        foreach (var cause in Causes(request, answer))
            Find(new Finding(request.Operation.Id, cause, $"{where}: {string.Join("; ", request.Mutations)}", bytes, Describe(answer)));
        return answer;
    }

    private IEnumerable<string> Causes(FuzzRequest request, Answer answer)
    {
        if (answer.Fault is not null)
        {
            // A body that ends too early, or is larger than any that is taken, may end the connection.
            if (request.Sending == Sending.Whole && (request.Body?.Length ?? 0) < 60_000
                && !request.Headers.Exists(h => h.Name is "Content-Length" or "Transfer-Encoding"))
                yield return "no answer: " + answer.Fault;
            yield break;
        }
        if (answer.Status >= 500 && !(answer.Status == 503 && answer.Headers.ContainsKey("Retry-After")))
            yield return string.Create(CultureInfo.InvariantCulture, $"{answer.Status}");
        var isJson = answer.Headers.TryGetValue("Content-Type", out var type)
            && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
        // What climbs out of the API is answered by pages.
        var isApi = !request.Target.Contains("..", StringComparison.Ordinal)
            && !request.Target.Contains("%2e", StringComparison.OrdinalIgnoreCase);
        if (answer.Status >= 400 && isApi && !(isJson && IsError(answer.Body)))
            yield return string.Create(CultureInfo.InvariantCulture, $"{answer.Status} without error and error_code");
        if (answer.IsSuccess && isJson && answer.Body.Length < 1 << 20 && Parsed(answer.Body) is null)
            yield return "2xx with a body that is no JSON";
        var limit = Array.IndexOf(Makes, request.Operation.Id) >= 0 ? options.SlowAfter * 4 : options.SlowAfter;
        if (request.Sending == Sending.Whole && answer.Took > limit) yield return $"slow: over {limit.TotalSeconds} s";
        if (answer.Body.Length > 64 * 1024 && answer.Status >= 400) yield return "an error of more than 64 KiB";
    }

    private static bool IsError(string body) =>
        Parsed(body) is { RootElement: { ValueKind: JsonValueKind.Object } root }
        && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
        && root.TryGetProperty("error_code", out var code) && code.ValueKind == JsonValueKind.String;

    private static JsonDocument? Parsed(string body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(Answer answer) => string.Create(CultureInfo.InvariantCulture,
        $"{answer.Status} after {answer.Took.TotalSeconds:0.00} s, X-Request-Id "
            + $"{answer.Headers.GetValueOrDefault("X-Request-Id", "none")}: "
            + $"{answer.Fault}{(answer.Body.Length > 500 ? answer.Body[..500] : answer.Body)}");

    private void Find(Finding finding)
    {
        var first = _findings.GetOrAdd((finding.Operation, finding.Cause), finding);
        Interlocked.Increment(ref first.Count);
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var connection = new Connection(options.Server, TimeSpan.FromSeconds(30));
        var request = new FuzzRequest { Operation = new Operation("healthz", "GET", "/healthz", [], null), Target = "/healthz" };
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var answer = await connection.SendAsync(request.ToBytes(options.Server.ToString()), 0, Sending.Whole, cancellationToken);
                _health.Add(answer.Took);
                if (answer.Status != 200) Find(new Finding("healthz", "not 200", "", [], Describe(answer)));
                else if (answer.Took > SlowHealth)
                    Find(new Finding("healthz", $"slow: over {SlowHealth.TotalSeconds} s", "", [], Describe(answer)));
                await Task.Delay(Probe, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>A server that rests collects no garbage; one that is asked a little does.</summary>
    private async Task<long> RestAsync(long before, CancellationToken cancellationToken)
    {
        if (options.Memory is not { } memory) return 0;
        var since = TimeProvider.System.GetTimestamp();
        var least = memory();
        using var connection = new Connection(options.Server, TimeSpan.FromSeconds(30));
        var request = new FuzzRequest { Operation = new Operation("rest", "GET", "/v1/models", [], null), Target = "/v1/models" };
        while (TimeProvider.System.GetElapsedTime(since) < options.Rest && least - before > options.MostGrowth / 2)
        {
            for (var i = 0; i < 50; i++)
                await connection.SendAsync(request.ToBytes(options.Server.ToString()), 0, Sending.Whole, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            least = Math.Min(least, memory());
        }
        return least;
    }

    private async Task LookWhetherAliveAsync(CancellationToken cancellationToken)
    {
        using var world = new World(options.Server, string.Create(CultureInfo.InvariantCulture, $"fuzz-end-{Environment.TickCount64:x}"));
        try
        {
            if (await world.IdAsync("sheet_id", cancellationToken) == "1")
                Find(new Finding("afterwards", "nobody can make a sheet any more", "", [], ""));
        }
        catch (FuzzException dead)
        {
            Find(new Finding("afterwards", dead.Message, "", [], ""));
        }
    }
}

/// <summary>Answers of one operation.</summary>
internal sealed class Tally
{
    private int _all;
    private int _successes;
    private long _ticks;

    /// <summary>How long its answers took on average.</summary>
    public TimeSpan Average => new(_ticks / Math.Max(1, _all));

    /// <summary>How many were sent.</summary>
    public int All => _all;

    /// <summary>How many of them were answered with 2xx.</summary>
    public int Successes => _successes;

    /// <summary>Counts one.</summary>
    public void Add(int status, TimeSpan took)
    {
        Interlocked.Increment(ref _all);
        Interlocked.Add(ref _ticks, took.Ticks);
        if (status is >= 200 and < 300) Interlocked.Increment(ref _successes);
    }
}

/// <summary>Something that must not be.</summary>
/// <param name="Cause">What; one finding stands for all of an operation with the same.</param>
/// <param name="Where">Seed, worker, round, and what was wrong with the request.</param>
/// <param name="Request">The bytes that were sent.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Finding(string Operation, string Cause, string Where, byte[] Request, string Answer)
{
    /// <summary>How often.</summary>
    public int Count;
}
