using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>What is known of a file of an agent.</summary>
internal record FileFacts(long Id, FileKind Kind, string ContentType, JsonObject Metadata)
{
    /// <summary>Seconds, above 0; null for what has no length, or none that is known.</summary>
    public double? Duration =>
        Metadata["duration"] is JsonValue value && value.TryGetValue(out double seconds) && double.IsFinite(seconds) && seconds > 0
            ? seconds
            : null;
}
