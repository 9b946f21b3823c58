using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// The URLs of files as clients see them: under <c>Server:PublicUrl</c> when that is set, else under the host the request
/// was sent to, else (outside of requests) under the address the server listens on.
/// </summary>
internal sealed class PublicUrls(ServerOptions options, CurrentRequest request, IServer server) : IPublicUrls, IJobSurroundings
{
    private readonly string? _configured = options.PublicUrl?.TrimEnd('/');

    private readonly AsyncLocal<Place?> _place = new();

    /// <inheritdoc/>
    public string Base => _configured ?? _place.Value?.Base ?? request.BaseUrl ?? Listening;

    /// <inheritdoc/>
    public IDisposable Enter(string? baseUrl) => _place.Value = new Place(this, baseUrl, _place.Value);

    /// <inheritdoc/>
    public string Of(string key, string fileName) => Base + FilePaths.Of(key, fileName);

    /// <inheritdoc/>
    public string? OfThumbnail(string? key) => key is null ? null : Of(key, "thumbnail.jpg");

    private string Listening => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .TrimEnd('/') ?? "";

    private sealed record Place(PublicUrls Urls, string? Base, Place? Before) : IDisposable
    {
        public void Dispose() => Urls._place.Value = Before;
    }
}
