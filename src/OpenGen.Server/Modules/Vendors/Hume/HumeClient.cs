using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Vendors.Calls;

namespace OpenGen.Server.Modules.Vendors.Hume;

/// <summary>
/// Hume's HTTP API as documented at dev.hume.ai/reference: voices, as far as they tell whether a key is valid, and speech.
/// </summary>
internal sealed class HumeClient(VendorHttp http) : IKeyChecker
{
    /// <summary>What it is called in sentences.</summary>
    public const string Title = "Hume";

    public const string BaseUrl = "https://api.hume.ai";

    /// <summary>Where the key goes.</summary>
    public const string KeyHeader = "X-Hume-Api-Key";

    public string Vendor => VendorName.Hume;

    public async Task<Error?> CheckAsync(string key, CancellationToken cancellationToken)
    {
        if (!VendorKeys.CanBeSent(key)) return VendorErrors.InvalidKey(Title);
        using var request = new HttpRequestMessage(HttpMethod.Get, "v0/tts/voices?provider=CUSTOM_VOICE&page_size=1");
        request.Headers.TryAddWithoutValidation(KeyHeader, key);
        request.Options.Set(VendorHttp.Once, true);
        try
        {
            using var answer = await http.SendAsync(Vendor, Title, request, Explain, cancellationToken);
            return null;
        }
        catch (VendorFailedException failed)
        {
            return failed.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest
                ? VendorErrors.InvalidKey(Title)
                : failed.Status is null ? VendorErrors.NotAnswered(failed.Message) : VendorErrors.Unavailable(Title);
        }
    }

    /// <summary>Speaks utterances.</summary>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public async Task<JsonObject> SpeakAsync(string key, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v0/tts") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation(KeyHeader, key);
        return await http.JsonAsync(Vendor, Title, request, Explain, cancellationToken);
    }

    /// <summary>
    /// Failures come as <c>{"message"}</c> or <c>{"error": "…"}</c>, those of input as <c>{"detail": [{"msg"}]}</c>.
    /// </summary>
    private static string? Explain(JsonObject body) =>
        body.TextAt("message") ?? body.TextAt("detail", "0", "msg") ?? body.TextAt("detail") ?? body.TextAt("error");
}
