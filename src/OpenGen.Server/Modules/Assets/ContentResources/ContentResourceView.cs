using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>A file of an agent.</summary>
internal sealed record ContentResourceView(long Id, string Url, string? ThumbnailUrl, string FileName, string ContentType)
{
    public static ContentResourceView Of(ContentResource r, IPublicUrls urls) =>
        new(r.Id, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.FileName, r.ContentType);
}

/// <summary>The job that made a file.</summary>
internal sealed record Generator(long Id, JobStatus Status, string Type);

/// <summary>A file, and what made it.</summary>
/// <param name="Generator">Null for what was uploaded.</param>
internal sealed record WithGenerator(ContentResourceView ContentResource, Generator? Generator);
