using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Http.Resilience;
using OpenGen.Server.Web;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>
/// Calls to vendors. Each vendor has one pipeline: repeated with backoff when it says it is busy (429, or 503 with
/// <c>Retry-After</c>) or cannot be connected to, since nothing has begun then; on any other failure only where the caller says that
/// the call may be repeated; a circuit breaker; a limit for each try. What fails in the end is a sentence for a person.
/// </summary>
internal sealed class VendorHttp(IHttpClientFactory clients)
{
    /// <summary>Set on a request that does no harm when it is sent twice: a look at a job, a call nobody pays for.</summary>
    public static readonly HttpRequestOptionsKey<bool> Repeatable = new("OpenGen.Repeatable");

    /// <summary>The largest JSON answer that is read: pictures come inside of them, as base64.</summary>
    private const long LargestAnswer = 128 * 1024 * 1024;

    private const int Tries = 4;

    /// <summary>Registers a vendor's client; once, however many of its adapters ask for it.</summary>
    /// <param name="provider">Its name in the catalog.</param>
    /// <param name="baseUrl">Where its API is, unless the operator says otherwise.</param>
    /// <param name="keyHeader">The header its key goes in, which is kept out of the log.</param>
    public static void Add(IServiceCollection services, string provider, string baseUrl, string keyHeader)
    {
        if (services.Any(s => s.ImplementationInstance is Client known && known.Provider == provider)) return;
        services.AddSingleton(new Client(provider));
        services.AddHttpClient(NameOf(provider), (of, http) =>
            {
                var settings = of.GetRequiredService<VendorsSettings>().Of(provider);
                http.BaseAddress = new Uri((settings.BaseUrl ?? baseUrl).TrimEnd('/') + "/");
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("OpenGen/1.0");
                http.MaxResponseContentBufferSize = LargestAnswer;
            })
            .RedactLoggedHeaders([keyHeader, "Authorization"])
            .AddResilienceHandler(provider, (pipeline, of) => Configure(pipeline, of.ServiceProvider.GetRequiredService<VendorsSettings>().Of(provider)));
    }

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, VendorSettings settings) => pipeline
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = settings.Backoff,
            MaxDelay = TimeSpan.FromMinutes(1),
            ShouldRetryAfterHeader = true,
            ShouldHandle = outcome => ValueTask.FromResult(ShouldRepeat(outcome.Context.GetRequestMessage(), outcome.Outcome)),
        })
        .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            // Over half of ten calls failing on its side within a minute: leave it alone for a while.
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is HttpRequestException or TimeoutRejectedException || outcome.Outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError }),
        })
        .AddTimeout(settings.CallLimit);

    private static bool ShouldRepeat(HttpRequestMessage? request, Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }) return true;
        if (outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests }) return true;
        if (outcome.Result is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null }) return true;
        if (request is null || !request.Options.TryGetValue(Repeatable, out var repeatable) || !repeatable) return false;
        return outcome.Exception is HttpRequestException or TimeoutRejectedException
            || outcome.Result is { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError };
    }

    /// <summary>Sends a request and answers its JSON object.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    /// <param name="explain">What a refusal's body means: a sentence, or null when it says nothing.</param>
    /// <exception cref="GenerationFailedException">It was refused, or could not be done; carries the reason for a person.</exception>
    public async Task<JsonObject> JsonAsync(string provider, string vendor, HttpRequestMessage request, Func<JsonObject, string?> explain, CancellationToken stop)
    {
        using var answer = await SendAsync(provider, vendor, request, explain, stop);
        return await ReadAsync(vendor, answer, stop);
    }

    /// <summary>Sends a request; the answer is a success, its body not read yet.</summary>
    /// <exception cref="GenerationFailedException">It was refused, or could not be done.</exception>
    public async Task<HttpResponseMessage> SendAsync(string provider, string vendor, HttpRequestMessage request, Func<JsonObject, string?> explain, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await clients.CreateClient(NameOf(provider)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (BrokenCircuitException)
        {
            throw new GenerationFailedException($"{vendor} has been failing for a while and is left alone for now; try again in a minute");
        }
        catch (TimeoutRejectedException)
        {
            throw new GenerationFailedException($"{vendor} took too long to answer");
        }
        catch (HttpRequestException)
        {
            throw new GenerationFailedException($"{vendor} could not be reached, or the connection broke off");
        }
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw new GenerationFailedException(await RefusalAsync(vendor, answer, explain, stop), answer.StatusCode);
    }

    private static async Task<string> RefusalAsync(string vendor, HttpResponseMessage answer, Func<JsonObject, string?> explain, CancellationToken stop)
    {
        string? said = null;
        try
        {
            said = explain(await ReadAsync(vendor, answer, stop));
        }
        catch (GenerationFailedException)
        {
            // An error page instead of JSON: the status says enough.
        }
        if (said?.Length > 500) said = said[..500] + "…";
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => $"{vendor} does not accept the key",
            HttpStatusCode.PaymentRequired => $"The account at {vendor} has no credit left" + Because(said),
            HttpStatusCode.TooManyRequests => $"{vendor} takes no more requests for now, or the account's quota is used up" + Because(said),
            >= HttpStatusCode.InternalServerError => $"{vendor} had a fault of its own ({(int)answer.StatusCode})" + Because(said),
            _ => $"{vendor} refused it" + (said is null ? $" ({(int)answer.StatusCode})" : Because(said)),
        };
    }

    private static string Because(string? said) => string.IsNullOrWhiteSpace(said) ? "" : ": " + said.Trim();

    private static async Task<JsonObject> ReadAsync(string vendor, HttpResponseMessage answer, CancellationToken stop)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, stop);
            return await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop) as JsonObject
                ?? throw new GenerationFailedException($"{vendor} answered something that is not understood");
        }
        catch (JsonException)
        {
            throw new GenerationFailedException($"{vendor} answered something that is not understood");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new GenerationFailedException($"The connection to {vendor} broke off in the middle of its answer");
        }
    }

    private static string NameOf(string provider) => "vendor:" + provider;

    /// <summary>Says that a vendor's client is registered.</summary>
    private sealed record Client(string Provider);
}
