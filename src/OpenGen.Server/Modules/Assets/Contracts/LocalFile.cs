using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>A file of an agent, where a program on this machine can open it until the job or request ends.</summary>
internal sealed record LocalFile(long Id, FileKind Kind, string Path, string ContentType, JsonObject Metadata)
    : FileFacts(Id, Kind, ContentType, Metadata);
