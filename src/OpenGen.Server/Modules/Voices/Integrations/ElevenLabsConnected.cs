using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>An agent that was connected to ElevenLabs.</summary>
/// <param name="User">What a person recognises the account by.</param>
internal sealed record ElevenLabsConnected(bool IsConnected, JsonObject User)
{
    /// <summary>Always.</summary>
    [JsonPropertyName("connected")]
    public bool IsConnected { get; init; } = IsConnected;
}
