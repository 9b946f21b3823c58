using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Settings;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>Fetches the video a vendor made. A download that breaks off is begun again, since fetching it twice costs nothing.</summary>
internal sealed class VendorVideos(
    GuardedDownload download, VendorHttp http, VendorsSettings settings, IResourceStore shelf, TimeProvider clock)
{
    private const long Largest = 1024L * 1024 * 1024;
    private const int Tries = 3;

    /// <summary>From a URL that stood in the vendor's answer, which is not trusted.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    /// <param name="facts">To keep with the file.</param>
    /// <exception cref="GenerationFailedException">It cannot be fetched, or is no video.</exception>
    public Task<ProducedFile> FromUrlAsync(
        string provider, string vendor, string url, GenerationRequest request, JsonObject? facts, CancellationToken cancellationToken) =>
        FetchAsync(provider, vendor, request, facts, path => download.FetchAsync(url, path, Largest, cancellationToken), cancellationToken);

    /// <summary>From the vendor's own API, with its key.</summary>
    /// <param name="ask">A new request for each try.</param>
    /// <param name="explain">What a refusal's body means.</param>
    /// <exception cref="GenerationFailedException">It cannot be fetched, or is no video.</exception>
    public Task<ProducedFile> FromApiAsync(
        string provider, string vendor, Func<HttpRequestMessage> ask, Func<JsonObject, string?> explain, GenerationRequest request,
        CancellationToken cancellationToken) =>
        FetchAsync(
            provider, vendor, request, null, path => CopyAsync(provider, vendor, ask, explain, path, cancellationToken), cancellationToken);

    private async Task<ProducedFile> FetchAsync(
        string provider, string vendor, GenerationRequest request, JsonObject? facts, Func<string, Task<string?>> fetch,
        CancellationToken cancellationToken)
    {
        var path = Path.Combine(request.Scratch, "video.mp4");
        string? why = null;
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(settings.Of(provider).Backoff, clock, cancellationToken);
            why = await fetch(path);
            if (why is null) return await DescribeAsync(vendor, path, facts, cancellationToken);
        }
        throw new GenerationFailedException($"The video that {vendor} made could not be fetched: {why}");
    }

    private async Task<string?> CopyAsync(
        string provider, string vendor, Func<HttpRequestMessage> ask, Func<JsonObject, string?> explain, string path,
        CancellationToken cancellationToken)
    {
        using var request = ask();
        request.Options.Set(VendorHttp.Repeatable, true);
        return await http.DownloadAsync(provider, vendor, request, explain, path, Largest, cancellationToken);
    }

    private async Task<ProducedFile> DescribeAsync(string vendor, string path, JsonObject? facts, CancellationToken cancellationToken)
    {
        try
        {
            var file = await shelf.DescribeClipAsync(path, "video.mp4", facts, cancellationToken);
            if (file.Kind == FileKind.Video) return file;
        }
        catch (InvalidDataException)
        {
            // No media at all: said below.
        }
        throw new GenerationFailedException($"What {vendor} made is no video that can be read");
    }
}
