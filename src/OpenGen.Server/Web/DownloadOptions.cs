using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>Settings of fetching what is at URLs that users and vendors gave.</summary>
internal sealed class DownloadOptions : ISettings
{
    /// <summary>How long one fetch may take from its beginning to its last byte, headers and redirects too.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server may take to begin its answer, and over which time it is looked at how much came of it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What must come at least, on average over each <see cref="Patience"/>; 0 for any.</summary>
    public long LeastBytesPerSecond { get; set; } = 4096;

    /// <summary>How long all files of one video together may take.</summary>
    public TimeSpan CompositionTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most bytes that the fetched files of one video may have together.</summary>
    public long CompositionBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>
    /// The most bytes that are being fetched for one workspace at the same time, over all of its videos and previews; 0 for any.
    /// </summary>
    public long WorkspaceBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most bytes that this process has in its scratch folder of what it is fetching; 0 for any.</summary>
    public long ScratchBytes { get; set; } = 16L * 1024 * 1024 * 1024;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(Deadline), Deadline),
            (nameof(Patience), Patience),
            (nameof(CompositionTime), CompositionTime),
        })
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
                yield return $"Downloads:{name} must be a time of more than 0 and at most a day, such as 00:05:00";
        if (LeastBytesPerSecond is < 0 or > 1024 * 1024 * 1024) yield return "Downloads:LeastBytesPerSecond must be from 0 (any) to 1 GiB";
        if (CompositionBytes < 1) yield return "Downloads:CompositionBytes must be 1 or more";
        if (WorkspaceBytes < 0) yield return "Downloads:WorkspaceBytes must be 0 (any) or more";
        if (ScratchBytes < 0) yield return "Downloads:ScratchBytes must be 0 (any) or more";
    }
}
