using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Vendors.Calls;

/// <summary>
/// Carries the calls of a vendor's own client through <see cref="VendorHttp"/>, so that one set of rules decides what is repeated, how
/// long it may take and what a failure is called. The client sees nothing but JSON that came with a success.
/// </summary>
/// <param name="sendsKey">Whether the key that the client puts in is sent: a server that wants none gets none.</param>
internal sealed class VendorTransport(
    VendorHttp http, string provider, string vendor, Func<JsonObject, string?> explain, bool sendsKey = true) : HttpMessageHandler
{
    /// <summary>A client for the vendor's; its own limits are off.</summary>
    public static HttpClient Client(
        VendorHttp http, string provider, string vendor, Func<JsonObject, string?> explain, bool sendsKey = true) =>
        new(new VendorTransport(http, provider, vendor, explain, sendsKey)) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A message can be sent once, and this one was; its body is read first, so that it can go out again when the vendor is busy.
        if (request.Content is { } body) await body.LoadIntoBufferAsync(cancellationToken);
        using var sent = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var (name, values) in request.Headers) sent.Headers.TryAddWithoutValidation(name, values);
        if (!sendsKey) sent.Headers.Authorization = null;
        var answer = await http.JsonAsync(provider, vendor, sent, explain, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }
}
