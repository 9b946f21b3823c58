using System.Globalization;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders;

/// <summary>What is at the URLs that layers name, on this machine.</summary>
internal interface IRemoteSources
{
    /// <summary>The file of a URL; or, in its place, why there is none, for a person.</summary>
    Task<RemoteSource> FindAsync(string url, CancellationToken cancellationToken);
}

/// <summary>A fetched file, or why it was not fetched.</summary>
internal readonly record struct RemoteSource(string? Path, string? Fault);

/// <summary>
/// How many bytes are being fetched at the same time, for each workspace and in all; it is the scratch folder that they fill.
/// </summary>
internal sealed class FetchSpace(DownloadOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, long> _byWorkspace = [];
    private long _all;

    /// <summary>Takes room for bytes; false when there is none.</summary>
    public bool TryTake(long workspaceId, long bytes)
    {
        lock (_gate)
        {
            var own = _byWorkspace.GetValueOrDefault(workspaceId) + bytes;
            if ((options.WorkspaceBytes > 0 && own > options.WorkspaceBytes)
                || (options.ScratchBytes > 0 && _all + bytes > options.ScratchBytes)) return false;
            _byWorkspace[workspaceId] = own;
            _all += bytes;
            return true;
        }
    }

    /// <summary>Gives room back, once the bytes are gone from the scratch folder.</summary>
    public void Return(long workspaceId, long bytes)
    {
        lock (_gate)
        {
            _all -= bytes;
            if (_byWorkspace.GetValueOrDefault(workspaceId) is var own && own > bytes) _byWorkspace[workspaceId] = own - bytes;
            else _byWorkspace.Remove(workspaceId);
        }
    }
}

/// <summary>Begins to fetch the sources of compositions.</summary>
internal sealed class SourceFetcher(GuardedDownload download, DownloadOptions options, FetchSpace space, TimeProvider clock)
{
    /// <summary>Fetches the sources of one composition into a folder: each URL once, all within one time and one sum of bytes.</summary>
    public FetchedSources Begin(long workspaceId, string folder) => new(download, options, space, workspaceId, folder, clock);
}

/// <summary>The sources of one composition, fetched when they are asked for; its files may go once it is disposed of.</summary>
internal sealed class FetchedSources(
    GuardedDownload download, DownloadOptions options, FetchSpace space, long workspaceId, string folder, TimeProvider clock)
    : IRemoteSources, IDisposable
{
    private readonly CancellationTokenSource _time = new(options.CompositionTime, clock);
    private readonly Dictionary<string, RemoteSource> _found = new(StringComparer.Ordinal);
    private long _bytes;

    public async Task<RemoteSource> FindAsync(string url, CancellationToken cancellationToken) =>
        _found.TryGetValue(url, out var had) ? had : _found[url] = await FetchAsync(url, cancellationToken);

    private async Task<RemoteSource> FetchAsync(string url, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"source-{_found.Count}"));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _time.Token);
        string? fault;
        try
        {
            fault = _time.IsCancellationRequested
                ? TooLong
                : await download.FetchAsync(url, path, options.CompositionBytes, Take, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            fault = TooLong;
        }
        return fault is null ? new RemoteSource(path, null) : new RemoteSource(null, fault);
    }

    private string? Take(int bytes)
    {
        if (_bytes + bytes > options.CompositionBytes)
            return string.Create(
                CultureInfo.InvariantCulture, $"the files of one video may have {options.CompositionBytes} bytes together");
        if (!space.TryTake(workspaceId, bytes)) return "too much is being fetched at the same time; try again later";
        _bytes += bytes;
        return null;
    }

    private string TooLong =>
        string.Create(
            CultureInfo.InvariantCulture, $"the files of one video may take {options.CompositionTime.TotalSeconds:0} seconds together");

    public void Dispose()
    {
        space.Return(workspaceId, _bytes);
        _time.Dispose();
    }
}
