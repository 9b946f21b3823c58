using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;

namespace OpenGen.Server.Modules.Renders.Ordering;

/// <summary>A render.</summary>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ContentResourceId">The video's; null before there is one.</param>
/// <param name="Url">Of the video.</param>
/// <param name="ThumbnailUrl">Of its poster.</param>
internal sealed record RenderJobView(DateTime CreatedAt, JobStatus Status, long? ContentResourceId, string? Url, string? ThumbnailUrl)
{
    /// <param name="video">Null before there is one.</param>
    public static RenderJobView Of(DateTime createdAt, JobStatus status, OutputResource? video) =>
        new(createdAt, status, video?.Id, video?.Url, video?.ThumbnailUrl);
}
