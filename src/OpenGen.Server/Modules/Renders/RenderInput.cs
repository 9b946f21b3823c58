using System.Text.Json.Serialization;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Renders;

/// <summary>What a render needs to know beside its cell, whose layers are read when it is made.</summary>
internal sealed record RenderInput : JobInput
{
    /// <summary>What was fetched for it; null before anything was.</summary>
    public RenderSources? Sources { get; init; }
}

/// <summary>What a render's job notes of the sources that were fetched for it before it took a render place.</summary>
/// <param name="Run">The run of the job that they belong to.</param>
/// <param name="Rounds">How often the job was sent to fetch.</param>
/// <param name="Files">What became of each URL.</param>
internal sealed record RenderSources(int Run, int Rounds, Dictionary<string, NotedSource> Files)
{
    /// <summary>Those of a job; a job that was stopped and is continued is tried anew with all that failed.</summary>
    public static RenderSources Of(Job job) =>
        job.InputAs<RenderInput>().Sources is { } had && had.Run == job.Run ? had : new RenderSources(job.Run, 0, []);

    /// <summary>The keys of all files.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Keys => [.. Files.Values.Select(f => f.Key).OfType<string>()];

    /// <summary>Where the file of a URL is in the storage; null when it is not.</summary>
    public string? KeyOf(string url) => Files.GetValueOrDefault(url)?.Key;

    /// <summary>Why there is no file of a URL; null when that is not known.</summary>
    public string? FaultOf(string url) => Files.GetValueOrDefault(url)?.Fault;

    /// <summary>The job's input with them.</summary>
    public RawJson InputOf(Job job) => (job.InputAs<RenderInput>() with { Sources = this }).Stored();
}

/// <summary>What became of a source.</summary>
/// <param name="Key">Of its file in the storage; null when there is none.</param>
/// <param name="Fault">Why there is none.</param>
internal sealed record NotedSource(string? Key, string? Fault);
