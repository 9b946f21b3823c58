using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// The URLs of files as clients see them: under <c>Server:PublicUrl</c> when that is set, else under the host the request
/// was sent to, else (outside of requests) under the address the server listens on.
/// </summary>
internal sealed class PublicUrls(IConfiguration configuration, IHttpContextAccessor requests, IServer server)
{
    private readonly string? _configured = configuration["Server:PublicUrl"]?.TrimEnd('/');

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Base => _configured
        ?? (requests.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}{request.PathBase}" : Listening);

    /// <summary>A file's URL.</summary>
    public string Of(string key, string fileName) => Base + PathOf(key, fileName);

    /// <summary>A thumbnail's URL; null for none.</summary>
    public string? OfThumbnail(string? key) => key is null ? null : Of(key, "thumbnail.jpg");

    /// <summary>The path of a file's URL; the name is for people, the key is what counts.</summary>
    public static string PathOf(string key, string fileName) => $"/files/{key}/{Uri.EscapeDataString(fileName)}";

    /// <summary>The key in a URL or path of ours; null when it is not one.</summary>
    public static string? KeyIn(string url)
    {
        const string marker = "/files/";
        var at = url.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0 || url.Length < at + marker.Length + StorageKey.Length) return null;
        var key = url.AsSpan(at + marker.Length, StorageKey.Length);
        return StorageKey.IsKey(key) ? key.ToString() : null;
    }

    private string Listening => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal).TrimEnd('/') ?? "";
}
