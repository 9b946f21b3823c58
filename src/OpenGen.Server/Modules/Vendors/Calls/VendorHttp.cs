using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Http.Resilience;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Vendors.Settings;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace OpenGen.Server.Modules.Vendors.Calls;

/// <summary>
/// Calls to vendors. Each vendor has one pipeline: repeated with backoff when it says it is busy (429, or 503 with
/// <c>Retry-After</c>) or cannot be connected to, since nothing has begun then; on any other failure only where the caller says that
/// the call may be repeated; a circuit breaker; a limit for each try. What fails in the end is a sentence for a person.
/// </summary>
internal sealed class VendorHttp(IHttpClientFactory clients, VendorsSettings settings, TimeProvider clock)
{
    /// <summary>Set on a request that does no harm when it is sent twice: a look at a job, a call nobody pays for.</summary>
    public static readonly HttpRequestOptionsKey<bool> Repeatable = new("OpenGen.Repeatable");

    /// <summary>Set on a request that somebody waits for: it is sent once, whatever comes of it.</summary>
    public static readonly HttpRequestOptionsKey<bool> Once = new("OpenGen.Once");

    /// <summary>The largest JSON answer that is read: pictures come inside of them, as base64.</summary>
    private const long LargestAnswer = 128 * 1024 * 1024;

    /// <summary>The largest refusal that is read, in bytes: a sentence or a page of HTML.</summary>
    private const long LargestRefusal = 1024 * 1024;

    private const int Tries = 4;

    /// <summary>How long a vendor may ask to be left alone before a repeat; one that asks for more has refused.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Registers a vendor's client; once, however many of its adapters ask for it.</summary>
    /// <param name="provider">Its name in the catalog.</param>
    /// <param name="baseUrl">Where its API is, unless the operator says otherwise.</param>
    /// <param name="keyHeader">The header its key goes in, which is kept out of the log.</param>
    public static void Add(IServiceCollection services, string provider, string baseUrl, string keyHeader) =>
        Add(services, provider, settings => settings.BaseUrl ?? baseUrl, keyHeader);

    /// <summary>Registers a vendor's client; once, however many of its adapters ask for it.</summary>
    /// <param name="rootOf">What the paths of requests stand behind.</param>
    public static void Add(IServiceCollection services, string provider, Func<VendorSettings, string> rootOf, string keyHeader)
    {
        if (services.Any(s => s.ImplementationInstance is Client known && known.Provider == provider)) return;
        services.AddSingleton(new Client(provider));
        services.AddHttpClient(NameOf(provider), (of, http) =>
            {
                var root = rootOf(of.GetRequiredService<VendorsSettings>().Of(provider));
                http.BaseAddress = new Uri(root.TrimEnd('/') + "/");
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("OpenGen/1.0");
                http.MaxResponseContentBufferSize = LargestAnswer;
            })
            .RedactLoggedHeaders([keyHeader, "Authorization"])
            .AddResilienceHandler(
                provider, (pipeline, of) => Configure(
                    pipeline, of.ServiceProvider.GetRequiredService<VendorsSettings>().Of(provider),
                    of.ServiceProvider.GetRequiredService<TimeProvider>()));
    }

    private static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> pipeline, VendorSettings settings, TimeProvider clock) => pipeline
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = settings.Backoff,
            MaxDelay = LongestDelay,
            // It would take any time from outside, and MaxDelay does not hold for it.
            ShouldRetryAfterHeader = false,
            DelayGenerator = outcome => ValueTask.FromResult(DelayOf(outcome.Outcome.Result, clock)),
            ShouldHandle = outcome => ValueTask.FromResult(
                ShouldRepeat(outcome.Context.GetRequestMessage(), outcome.Outcome)
                && !(DelayOf(outcome.Outcome.Result, clock) > LongestDelay)),
        })
        .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            // Over half of ten calls failing on its side within a minute: leave it alone for a while.
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = outcome => ValueTask.FromResult(
                outcome.Outcome.Exception is HttpRequestException or TimeoutRejectedException
                || outcome.Outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError }),
        })
        .AddTimeout(settings.CallLimit);

    /// <summary>How long an answer asks to be left alone, from nothing on; null when it does not say, and the backoff holds.</summary>
    private static TimeSpan? DelayOf(HttpResponseMessage? answer, TimeProvider clock)
    {
        var delay = answer?.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - clock.GetUtcNow() : null;
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private static bool ShouldRepeat(HttpRequestMessage? request, Outcome<HttpResponseMessage> outcome)
    {
        if (Is(request, Once)) return false;
        if (outcome.Exception is HttpRequestException
            { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }) return true;
        if (outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests }) return true;
        if (outcome.Result is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null }) return true;
        if (!Is(request, Repeatable)) return false;
        return outcome.Exception is HttpRequestException or TimeoutRejectedException
            || outcome.Result is
            { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError };
    }

    private static bool Is(HttpRequestMessage? request, HttpRequestOptionsKey<bool> option) =>
        request is not null && request.Options.TryGetValue(option, out var set) && set;

    /// <summary>Sends a request and answers its JSON object.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    /// <param name="explain">What a refusal's body means: a sentence, or null when it says nothing.</param>
    /// <exception cref="VendorFailedException">It was refused, or could not be done; carries the reason for a person.</exception>
    public async Task<JsonObject> JsonAsync(
        string provider, string vendor, HttpRequestMessage request, Func<JsonObject, string?> explain, CancellationToken cancellationToken)
    {
        // Before it is sent: on the way a redirect takes the key off.
        var keys = SentKeys.Of(request, isRefused: false);
        using var answer = await SendAsync(provider, vendor, request, explain, cancellationToken);
        return await ReadAsync(provider, vendor, answer, keys, LargestAnswer, cancellationToken);
    }

    /// <summary>Sends a request; the answer is a success, its body not read yet.</summary>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        string provider, string vendor, HttpRequestMessage request, Func<JsonObject, string?> explain, CancellationToken cancellationToken)
    {
        var keys = SentKeys.Of(request, isRefused: true);
        HttpResponseMessage answer;
        try
        {
            answer = await clients.CreateClient(NameOf(provider))
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            throw new VendorFailedException($"{vendor} has been failing for a while and is left alone for now; try again in a minute");
        }
        catch (TimeoutRejectedException)
        {
            throw TooSlow(vendor);
        }
        catch (HttpRequestException)
        {
            throw new VendorFailedException($"{vendor} could not be reached, or the connection broke off");
        }
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await RefusalAsync(provider, vendor, answer, keys, explain, cancellationToken);
    }

    /// <summary>
    /// Sends a request and writes the body of its answer to a file, within <see cref="VendorSettings.CallLimit"/> once it begins.
    /// </summary>
    /// <param name="mostBytes">How large it may be.</param>
    /// <returns>Null when it worked, else why not, as the end of a sentence.</returns>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public async Task<string?> DownloadAsync(
        string provider, string vendor, HttpRequestMessage request, Func<JsonObject, string?> explain, string path, long mostBytes,
        CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(provider, vendor, request, explain, cancellationToken);
        if (answer.Content.Headers.ContentLength > mostBytes) return TooLarge;
        using var limit = new CancellationTokenSource(settings.Of(provider).CallLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await using var from = await answer.Content.ReadAsStreamAsync(either.Token);
            await using var to = File.Create(path);
            var buffer = new byte[128 * 1024];
            long written = 0;
            for (int read; (read = await from.ReadAsync(buffer, either.Token)) > 0;)
            {
                if ((written += read) > mostBytes) return TooLarge;
                await to.WriteAsync(buffer.AsMemory(0, read), either.Token);
            }
            return null;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException && MachineFaults.Of(broken) is null)
        {
            return "the connection broke off";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it took too long";
        }
    }

    private const string TooLarge = "it is too large";

    private async Task<VendorFailedException> RefusalAsync(
        string provider, string vendor, HttpResponseMessage answer, SentKeys keys, Func<JsonObject, string?> explain,
        CancellationToken cancellationToken)
    {
        JsonObject? body = null;
        try
        {
            body = await ReadAsync(provider, vendor, answer, keys, LargestRefusal, cancellationToken);
        }
        catch (VendorFailedException)
        {
            // An error page instead of JSON: the status says enough.
        }
        var said = body is null ? null : explain(body);
        if (said?.Length > 500) said = said[..500] + "…";
        return new VendorFailedException(answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => $"{vendor} does not accept the key",
            HttpStatusCode.PaymentRequired => $"The account at {vendor} has no credit left" + Because(said),
            HttpStatusCode.TooManyRequests =>
                $"{vendor} takes no more requests for now, or the account's quota is used up" + Because(said),
            >= HttpStatusCode.InternalServerError => $"{vendor} had a fault of its own ({(int)answer.StatusCode})" + Because(said),
            _ => $"{vendor} refused it" + (said is null ? $" ({(int)answer.StatusCode})" : Because(said)),
        }, answer.StatusCode, body);
    }

    private static string Because(string? said) => string.IsNullOrWhiteSpace(said) ? "" : ": " + said.Trim();

    /// <summary>
    /// An answer's JSON, with the keys that were sent left out of it; within <see cref="VendorSettings.CallLimit"/> of its headers.
    /// </summary>
    /// <param name="mostBytes">How large it may be.</param>
    private async Task<JsonObject> ReadAsync(
        string provider, string vendor, HttpResponseMessage answer, SentKeys keys, long mostBytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.Of(provider).CallLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await answer.Content.LoadIntoBufferAsync(mostBytes, either.Token);
            var stream = await answer.Content.ReadAsStreamAsync(either.Token);
            if (await JsonNode.ParseAsync(stream, null, VendorAnswers.Strictly, either.Token) is not JsonObject read)
                throw VendorAnswers.NotUnderstood(vendor);
            keys.LeaveOut(read);
            return read;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            throw VendorAnswers.NotUnderstood(vendor);
        }
        catch (HttpRequestException large) when (large.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new VendorFailedException($"What {vendor} answered is larger than {mostBytes / 1024 / 1024} MB");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new VendorFailedException($"The connection to {vendor} broke off in the middle of its answer");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooSlow(vendor);
        }
    }

    private static VendorFailedException TooSlow(string vendor) => new($"{vendor} took too long to answer");

    private static string NameOf(string provider) => "vendor:" + provider;

    /// <summary>Says that a vendor's client is registered.</summary>
    private sealed record Client(string Provider);
}
