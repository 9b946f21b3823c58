using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>An agent's profile: views of the agent, its core and its key.</summary>
internal sealed record AgentProfile(ProfileIdentity Identity, ProfileVoice Voice, ProfileBrand Brand)
{
    /// <summary>Whose it is; not shown.</summary>
    [JsonIgnore]
    public long AgentId { get; init; }
}

/// <summary>What the agent is called and shown as.</summary>
/// <param name="UseCharacter">Whether it speaks as a character rather than as a brand.</param>
/// <param name="Persona">Its personality.</param>
internal sealed record ProfileIdentity(string Name, string? Description, string? AvatarUrl, bool UseCharacter, string? Persona);

/// <summary>How the agent sounds.</summary>
/// <param name="ElevenLabApiKey">Masked; null when there is none.</param>
internal sealed record ProfileVoice(string? ElevenLabApiKey, ProfileVoiceRef? DefaultVoice);

/// <summary>A voice, by its id at its provider.</summary>
internal sealed record ProfileVoiceRef(string Id, string? Name, string? Provider);

/// <summary>What the agent speaks for.</summary>
/// <param name="ContentIdeaPreferences">Free JSON: what its users want ideas to be like.</param>
internal sealed record ProfileBrand(
    string? BrandName, string? Description, string? Goal, IReadOnlyList<string> Keywords, IReadOnlyList<string> TargetPlatforms,
    bool? Shortform, bool? Longform, IReadOnlyList<LinkedAccount> LinkedAccounts, JsonNode? ContentIdeaPreferences,
    string? OnboardingStatus);
