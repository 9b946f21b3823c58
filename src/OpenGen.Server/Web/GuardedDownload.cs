namespace OpenGen.Server.Web;

/// <summary>
/// Fetches a URL a user gave: http and https alone, no address of this machine or its network (checked on the address
/// that is connected to, after every redirect), at most so many bytes, within a deadline for all of it, and no slower than
/// a least throughput. Whatever the other server does, what comes of it is a sentence.
/// </summary>
internal sealed partial class GuardedDownload : IDisposable
{
    private const string Unreachable = "it could not be reached";

    private readonly HttpClient _http;
    private readonly DownloadOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<GuardedDownload> _log;

    public GuardedDownload(IConfiguration configuration, DownloadOptions options, TimeProvider clock, ILogger<GuardedDownload> log)
    {
        (_options, _clock, _log) = (options, clock, log);
        // Its own limit ends with the headers; ours is for the whole.
        _http = new HttpClient(GuardedConnection.Handler(configuration.GetValue("Http:AllowPrivateAddresses", false), redirects: 5))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Writes what is at the URL to a file.</summary>
    /// <returns>Null when it worked, else why not, for a person.</returns>
    public Task<string?> FetchAsync(string url, string path, long mostBytes, CancellationToken cancellationToken) =>
        FetchAsync(url, path, mostBytes, _ => null, cancellationToken);

    /// <summary>Writes what is at the URL to a file.</summary>
    /// <param name="take">Is told of bytes before they are written; what it answers ends the fetch, and is the reason.</param>
    /// <returns>Null when it worked, else why not, for a person.</returns>
    /// <exception cref="IOException">The file cannot be written here.</exception>
    public async Task<string?> FetchAsync(
        string url, string path, long mostBytes, Func<int, string?> take, CancellationToken cancellationToken)
    {
        if (GuardedConnection.Callable(url) is not { } uri) return "it is not an http or https URL";
        using var limit = new CancellationTokenSource(_options.Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var pace = new Pace(_options, limit, _clock);
        HttpResponseMessage answer;
        Stream from;
        try
        {
            answer = await _http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            NotFetched(_log, uri.Host, fault.Message);
            return limit.IsCancellationRequested ? "it took too long" : Unreachable;
        }
        using (answer)
        {
            if (!answer.IsSuccessStatusCode) return $"its server answered {(int)answer.StatusCode}";
            if (answer.Content.Headers.ContentLength > mostBytes) return "it is too large";
            from = await answer.Content.ReadAsStreamAsync(cancellationToken);
            pace.Begin();
            return await CopyAsync(from, path, mostBytes, take, pace, either.Token, cancellationToken);
        }
    }

    private async Task<string?> CopyAsync(
        Stream from, string path, long mostBytes, Func<int, string?> take, Pace pace, CancellationToken limit,
        CancellationToken cancellationToken)
    {
        await using var to = File.Create(path);
        var buffer = new byte[128 * 1024];
        long written = 0;
        while (true)
        {
            int read;
            try
            {
                read = await from.ReadAsync(buffer, limit);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                return pace.IsTooSlow
                    ? "it came too slowly"
                    : limit.IsCancellationRequested ? "it took too long" : "the connection broke off";
            }
            if (read == 0) return null;
            if ((written += read) > mostBytes) return "it is too large";
            if (take(read) is { } refused) return refused;
            pace.Came(read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Ends a fetch whose answer does not begin in time, or of which too little comes.</summary>
    private sealed class Pace : IAsyncDisposable
    {
        private readonly DownloadOptions _options;
        private readonly CancellationTokenSource _limit;
        private readonly ITimer _timer;
        private bool _begun;
        private long _came;
        private long _before;

        public Pace(DownloadOptions options, CancellationTokenSource limit, TimeProvider clock)
        {
            (_options, _limit) = (options, limit);
            _timer = clock.CreateTimer(_ => Look(), null, options.Patience, options.Patience);
        }

        public bool IsTooSlow { get; private set; }

        /// <summary>The headers are there.</summary>
        public void Begin()
        {
            Volatile.Write(ref _begun, true);
            _timer.Change(_options.Patience, _options.Patience);
        }

        public void Came(int bytes) => Interlocked.Add(ref _came, bytes);

        public ValueTask DisposeAsync() => _timer.DisposeAsync();

        private void Look()
        {
            var came = Interlocked.Read(ref _came);
            var enough = Volatile.Read(ref _begun) && came - _before >= _options.LeastBytesPerSecond * _options.Patience.TotalSeconds;
            _before = came;
            if (enough) return;
            IsTooSlow = Volatile.Read(ref _begun);
            _limit.Cancel();
        }
    }

    /// <summary>What is known of it stays here: whoever asked is not to learn which names this network has.</summary>
    [LoggerMessage(Level = LogLevel.Information, Message = "What is at a URL on {Host} was not fetched: {Reason}")]
    private static partial void NotFetched(ILogger log, string host, string reason);
}
