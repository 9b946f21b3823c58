namespace OpenGen.Server.Modules.Assets;

/// <summary>A file a job made, in the storage, that no transaction has named yet.</summary>
internal sealed record KeptFile(ProducedFile File, long ByteSize, string Key, string? ThumbnailKey);
