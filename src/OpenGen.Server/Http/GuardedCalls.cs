namespace OpenGen.Server.Http;

/// <summary>Calls URLs that users gave, under the rules of <see cref="GuardedConnection"/>; follows no redirects, reads no answers.</summary>
internal sealed class GuardedCalls(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http =
        new(GuardedConnection.Handler(configuration.GetValue("Http:AllowPrivateAddresses", false), redirects: 0)) { Timeout = Deadline };

    /// <summary>Posts a body.</summary>
    /// <returns>Null when the server answered 2xx, else why it did not work, for a person.</returns>
    public async Task<string?> PostAsync(string url, HttpContent body, CancellationToken stop)
    {
        if (GuardedConnection.Callable(url) is not { } uri) return "it is not an http or https URL";
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = body };
            request.Headers.UserAgent.ParseAdd("OpenGen/1.0");
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? null : $"its server answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException fault)
        {
            return fault.InnerException is AddressRefusedException refused ? refused.Message : "it could not be reached";
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return "it took too long";
        }
    }

    public void Dispose() => _http.Dispose();
}
