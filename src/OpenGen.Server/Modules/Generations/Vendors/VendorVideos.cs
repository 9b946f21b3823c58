using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>Fetches the video a vendor made. A download that breaks off is begun again, since fetching it twice costs nothing.</summary>
internal sealed class VendorVideos(GuardedDownload download, VendorHttp http, VendorsSettings settings, IResourceStore shelf, TimeProvider clock)
{
    private const long Largest = 1024L * 1024 * 1024;
    private const int Tries = 3;

    /// <summary>From a URL that stood in the vendor's answer, which is not trusted.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    /// <param name="facts">To keep with the file.</param>
    /// <exception cref="GenerationFailedException">It cannot be fetched, or is no video.</exception>
    public Task<ProducedFile> FromUrlAsync(string provider, string vendor, string url, GenerationRequest request, JsonObject? facts, CancellationToken stop) =>
        FetchAsync(provider, vendor, request, facts, path => download.FetchAsync(url, path, Largest, stop), stop);

    /// <summary>From the vendor's own API, with its key.</summary>
    /// <param name="ask">A new request for each try.</param>
    /// <param name="explain">What a refusal's body means.</param>
    /// <exception cref="GenerationFailedException">It cannot be fetched, or is no video.</exception>
    public Task<ProducedFile> FromApiAsync(
        string provider, string vendor, Func<HttpRequestMessage> ask, Func<JsonObject, string?> explain, GenerationRequest request, CancellationToken stop) =>
        FetchAsync(provider, vendor, request, null, path => CopyAsync(provider, vendor, ask, explain, path, stop), stop);

    private async Task<ProducedFile> FetchAsync(string provider, string vendor, GenerationRequest request, JsonObject? facts, Func<string, Task<string?>> fetch, CancellationToken stop)
    {
        var path = Path.Combine(request.Scratch, "video.mp4");
        string? why = null;
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(settings.Of(provider).Backoff, clock, stop);
            why = await fetch(path);
            if (why is null) return await DescribeAsync(vendor, path, facts, stop);
        }
        throw new GenerationFailedException($"The video that {vendor} made could not be fetched: {why}");
    }

    private async Task<string?> CopyAsync(
        string provider, string vendor, Func<HttpRequestMessage> ask, Func<JsonObject, string?> explain, string path, CancellationToken stop)
    {
        using var request = ask();
        request.Options.Set(VendorHttp.Repeatable, true);
        using var answer = await http.SendAsync(provider, vendor, request, explain, stop);
        if (answer.Content.Headers.ContentLength > Largest) return "it is too large";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(settings.Of(provider).CallLimit);
        try
        {
            await using var from = await answer.Content.ReadAsStreamAsync(limit.Token);
            await using var to = File.Create(path);
            var buffer = new byte[128 * 1024];
            long written = 0;
            for (int read; (read = await from.ReadAsync(buffer, limit.Token)) > 0;)
            {
                if ((written += read) > Largest) return "it is too large";
                await to.WriteAsync(buffer.AsMemory(0, read), limit.Token);
            }
            return null;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return "the connection broke off";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return "it took too long";
        }
    }

    private async Task<ProducedFile> DescribeAsync(string vendor, string path, JsonObject? facts, CancellationToken stop)
    {
        try
        {
            var file = await shelf.DescribeClipAsync(path, "video.mp4", facts, stop);
            if (file.Kind == FileKind.Video) return file;
        }
        catch (InvalidDataException)
        {
            // No media at all: said below.
        }
        throw new GenerationFailedException($"What {vendor} made is no video that can be read");
    }
}
