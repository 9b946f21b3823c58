namespace OpenGen.Server.Http;

/// <summary>
/// Fetches a URL a user gave: http and https alone, no address of this machine or its network (checked on the address
/// that is connected to, after every redirect), at most so many bytes, within a deadline.
/// </summary>
internal sealed class GuardedDownload : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly HttpClient _http;

    public GuardedDownload(IConfiguration configuration) =>
        _http = new HttpClient(GuardedConnection.Handler(configuration.GetValue("Http:AllowPrivateAddresses", false), redirects: 5)) { Timeout = Deadline };

    /// <summary>Writes what is at the URL to a file.</summary>
    /// <returns>Null when it worked, else why not, for a person.</returns>
    public async Task<string?> FetchAsync(string url, string path, long mostBytes, CancellationToken stop)
    {
        if (GuardedConnection.Callable(url) is not { } uri) return "it is not an http or https URL";
        try
        {
            using var answer = await _http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode) return $"its server answered {(int)answer.StatusCode}";
            if (answer.Content.Headers.ContentLength > mostBytes) return "it is too large";

            await using var from = await answer.Content.ReadAsStreamAsync(stop);
            await using var to = File.Create(path);
            var buffer = new byte[128 * 1024];
            long written = 0;
            for (int read; (read = await from.ReadAsync(buffer, stop)) > 0;)
            {
                if ((written += read) > mostBytes) return "it is too large";
                await to.WriteAsync(buffer.AsMemory(0, read), stop);
            }
            return null;
        }
        catch (HttpRequestException fault)
        {
            return fault.InnerException is AddressRefusedException refused ? refused.Message : "it could not be reached";
        }
        catch (IOException)
        {
            return "the connection broke off";
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return "it took too long";
        }
    }

    public void Dispose() => _http.Dispose();
}
