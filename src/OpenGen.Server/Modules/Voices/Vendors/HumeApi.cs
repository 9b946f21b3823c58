using System.Net;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Hume's HTTP API (dev.hume.ai/reference/voices/list), as far as it tells whether a key is valid.</summary>
internal sealed class HumeApi(IHttpClientFactory clients)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "Hume";

    /// <summary>Where the key goes.</summary>
    public const string KeyHeader = "X-Hume-Api-Key";

    /// <summary>Null when Hume accepts the key.</summary>
    public async Task<Error?> CheckAsync(string key, CancellationToken stop)
    {
        if (!key.All(c => c is > ' ' and < '\u007f')) return VoiceErrors.InvalidKey(Client);
        using var request = new HttpRequestMessage(HttpMethod.Get, "v0/tts/voices?provider=CUSTOM_VOICE&page_size=1");
        request.Headers.TryAddWithoutValidation(KeyHeader, key);
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest => VoiceErrors.InvalidKey(Client),
                _ => VoiceErrors.Unavailable(Client),
            };
        }
        catch (HttpRequestException)
        {
            return VoiceErrors.Unavailable(Client);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return VoiceErrors.Unavailable(Client);
        }
    }
}
