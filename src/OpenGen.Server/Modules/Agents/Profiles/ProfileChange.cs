using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>What is to be changed of a profile: the fields sent.</summary>
internal sealed record ProfileChange(IdentityInput? Identity, VoiceInputs? Voice, BrandInput? Brand);

/// <summary>Changes what the agent is called and shown as.</summary>
/// <param name="AvatarUrl">A picture in place of the primary avatar; null or empty for that.</param>
/// <param name="UseCharacter">Whether it speaks as a character rather than as a brand.</param>
/// <param name="Persona">Its personality.</param>
internal sealed record IdentityInput(
    [StringLength(200, MinimumLength = 1)] string? Name, [MaxLength(2000)] Sent<string> Description,
    [MaxLength(500)] Sent<string> AvatarUrl, bool? UseCharacter, [MaxLength(20_000)] Sent<string> Persona);

/// <summary>A voice to speak with.</summary>
internal sealed record VoiceRefInput(
    [StringLength(200, MinimumLength = 1)] string Id, [MaxLength(200)] string? Name, [MaxLength(50)] string? Provider);

/// <summary>Changes how the agent sounds.</summary>
/// <param name="ElevenLabApiKey">Checked with ElevenLabs; null takes it away, the mask it was shown as leaves it.</param>
internal sealed record VoiceInputs([MaxLength(IAgentVendorKeys.Longest)] Sent<string> ElevenLabApiKey, Sent<VoiceRefInput> DefaultVoice);

/// <summary>A profile the agent posts to.</summary>
/// <param name="Id">Of one there is, which is changed; a new one without it.</param>
internal sealed record AccountInput(
    long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform, [MaxLength(200)] string? DisplayName);

/// <summary>Changes what the agent speaks for; lists are replaced whole.</summary>
/// <param name="ContentIdeaPreferences">Free JSON, 16 KB at most.</param>
internal sealed record BrandInput(
    [MaxLength(200)] Sent<string> BrandName, [MaxLength(500)] Sent<string> Description, [MaxLength(100)] Sent<string> Goal,
    [MaxLength(20)] Sent<IReadOnlyList<string>> Keywords, [MaxLength(10)] Sent<IReadOnlyList<string>> TargetPlatforms,
    Sent<bool?> Shortform, Sent<bool?> Longform, [MaxLength(20)] Sent<IReadOnlyList<AccountInput>> LinkedAccounts,
    Sent<JsonNode> ContentIdeaPreferences, [MaxLength(50)] Sent<string> OnboardingStatus);
