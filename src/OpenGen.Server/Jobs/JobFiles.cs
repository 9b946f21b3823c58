namespace OpenGen.Server.Jobs;

/// <summary>A file a job made, still in its scratch folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="FileName">What a user sees when downloading it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Metadata">Facts to keep with it, such as an audio's words.</param>
/// <param name="ThumbnailPath">A small picture of it, JPEG.</param>
internal sealed record ProducedFile(
    string Path, string FileName, FileKind Kind, string ContentType, RawJson Metadata, string? ThumbnailPath = null);

/// <summary>A file a job made, in the storage, that no transaction has named yet.</summary>
/// <param name="File">What it is.</param>
/// <param name="ByteSize">Its size.</param>
/// <param name="Key">Where it is in the storage.</param>
/// <param name="ThumbnailKey">Where its small picture is; null where it has none.</param>
internal sealed record SavedFile(ProducedFile File, long ByteSize, string Key, string? ThumbnailKey);

/// <summary>A job's output as the API shows it.</summary>
internal sealed record OutputResource(long Id, string Url, string? ThumbnailUrl, FileKind ObjectType, string Type = "output");
