using Microsoft.EntityFrameworkCore;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>How full workspaces were found to be a moment ago, for those who need not know it to the byte.</summary>
internal sealed class RecentStorageUse(TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(30);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<long, (long Bytes, long At)> _known = new();

    public async Task<long> OfAsync(long workspaceId, Func<Task<long>> ask)
    {
        if (_known.TryGetValue(workspaceId, out var known) && clock.GetElapsedTime(known.At) < Recent) return known.Bytes;
        var now = await ask();
        _known[workspaceId] = (now, clock.GetTimestamp());
        return now;
    }
}
