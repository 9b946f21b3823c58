using System.Text.Json.Serialization;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Voices.Previews;

/// <summary>A preview that was ordered.</summary>
/// <param name="UserJobId">What it is followed by.</param>
internal sealed record PreviewOrdered(long UserJobId);

/// <summary>The sound of a preview; both URLs are the same.</summary>
internal sealed record PreviewOutput(long Id, string Url, string FileUrl, string? ThumbnailUrl, FileKind ObjectType, string Type);

/// <summary>The job, whose outputs say <c>file_url</c> as well.</summary>
internal sealed record VoicePreview(Job Job, IReadOnlyList<OutputResource> Outputs) : JobView(Job, Outputs)
{
    [JsonIgnore]
    public Job Job { get; init; } = Job;

    [JsonIgnore]
    public IReadOnlyList<OutputResource> Outputs { get; init; } = Outputs;

    public new IReadOnlyList<PreviewOutput> OutputResources =>
        [.. Outputs.Select(o => new PreviewOutput(o.Id, o.Url, o.Url, o.ThumbnailUrl, o.ObjectType, o.Type))];
}
