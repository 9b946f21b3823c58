using System.Net;

namespace OpenGen.Server.Web;

/// <summary>What came of a call.</summary>
/// <param name="Fault">Null when the server answered 2xx, else why it did not work, for a person.</param>
/// <param name="Status">What the server answered; null when it did not.</param>
/// <param name="RetryAfter">How long a server that is busy wants to be left alone.</param>
internal sealed record CallAnswer(string? Fault, HttpStatusCode? Status, TimeSpan? RetryAfter);

/// <summary>
/// Calls URLs that users gave, under the rules of <see cref="GuardedConnection"/>; follows no redirects, reads no answers.
/// </summary>
internal sealed partial class GuardedCalls(IConfiguration configuration, TimeProvider clock, ILogger<GuardedCalls> log) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http =
        new(GuardedConnection.Handler(configuration.GetValue("Http:AllowPrivateAddresses", false), redirects: 0)) { Timeout = Deadline };

    /// <summary>Posts a body.</summary>
    public async Task<CallAnswer> PostAsync(
        string url, HttpContent body, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        if (GuardedConnection.Callable(url) is not { } uri) return NoAnswer("it is not an http or https URL");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = body };
            request.Headers.UserAgent.ParseAdd("OpenGen/1.0");
            foreach (var (name, value) in headers) request.Headers.Add(name, value);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new CallAnswer(
                answer.IsSuccessStatusCode ? null : $"its server answered {(int)answer.StatusCode}", answer.StatusCode, RetryAfter(answer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoAnswer("it took too long");
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The same sentence for a name that leads nowhere and one that leads into this network, whose names are nobody's business.
            NotReached(log, uri.Host, fault.Message);
            return NoAnswer("it could not be reached");
        }
    }

    private static CallAnswer NoAnswer(string fault) => new(fault, null, null);

    private TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is { } wait
            ? wait.Delta ?? wait.Date - clock.GetUtcNow()
            : null;

    public void Dispose() => _http.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "A URL on {Host} could not be called: {Reason}")]
    private static partial void NotReached(ILogger log, string host, string reason);
}
