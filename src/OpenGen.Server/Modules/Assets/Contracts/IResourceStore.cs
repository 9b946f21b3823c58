using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>The files of agents: adds what jobs make, finds what cells and layers name.</summary>
internal interface IResourceStore : IJobFiles
{
    /// <summary>
    /// Describes a media file a job made: its length and size in the metadata, and the thumbnail, made beside it when the job brings none.
    /// </summary>
    Task<ProducedFile> DescribeAsync(
        string path, string fileName, JsonObject? metadata, CancellationToken cancellationToken, string? thumbnailPath = null);

    /// <summary>
    /// Describes a clip that a job made to become a layer, and prepares it, so that nobody waits for that when they first look at it.
    /// </summary>
    Task<ProducedFile> DescribeClipAsync(string path, string fileName, JsonObject? metadata, CancellationToken cancellationToken);

    /// <summary>
    /// What is known of one of an agent's files, by its id or a URL of this server; null when it is not there. Opens nothing.
    /// </summary>
    Task<FileFacts?> FactsAsync(long agentId, string named, CancellationToken cancellationToken);

    /// <summary>
    /// What is known of an agent's files, by what each was named: its id or a URL of this server. What is not there is left out.
    /// </summary>
    Task<Dictionary<string, FileFacts>> FactsAsync(long agentId, IReadOnlyCollection<string> named, CancellationToken cancellationToken);

    /// <summary>One of an agent's files by id, or null.</summary>
    Task<LocalFile?> FindAsync(long agentId, long id, CancellationToken cancellationToken);

    /// <summary>One of an agent's files by a URL of this server, or null when the URL is somebody else's.</summary>
    Task<LocalFile?> FindByUrlAsync(long agentId, string url, CancellationToken cancellationToken);

    /// <summary>The main file a job made, or null.</summary>
    Task<LocalFile?> FindOutputAsync(long agentId, long jobId, CancellationToken cancellationToken);

    /// <summary>What is known of the main file a job made; null when it made none. Opens nothing.</summary>
    Task<FileFacts?> FactsOfOutputAsync(long agentId, long jobId, CancellationToken cancellationToken);

    /// <summary>A file's URL by its id.</summary>
    Task<string> UrlAsync(long id, CancellationToken cancellationToken);

    /// <summary>A file that is nobody's, such as one just fetched; null when it is no media.</summary>
    Task<LocalFile?> LooseAsync(string path, CancellationToken cancellationToken);
}
