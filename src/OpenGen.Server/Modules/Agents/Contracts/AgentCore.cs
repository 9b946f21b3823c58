using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Who an agent is: its brand and its voice. Unset fields are null or empty.</summary>
internal sealed record AgentCore
{
    public string? BrandName { get; set; }
    public string? Description { get; set; }
    public string? IdentityType { get; set; }
    public string? Goal { get; set; }
    public IReadOnlyList<string> TargetPlatforms { get; set; } = [];
    public bool? Shortform { get; set; }
    public bool? Longform { get; set; }
    public string? OnboardingStatus { get; set; }
    public IReadOnlyList<string> Keywords { get; set; } = [];
    public IReadOnlyList<MonitoredItem> Monitored { get; set; } = [];
    public IReadOnlyList<ResearchTopic> ResearchTopics { get; set; } = [];
    public IReadOnlyList<LinkedAccount> LinkedAccounts { get; set; } = [];
    public string? Personality { get; set; }
    public VoiceRef? DefaultUserVoice { get; set; }

    /// <summary>A picture's URL; without one the primary avatar stands for the agent.</summary>
    public string? ProfilePhotoUrl { get; set; }

    public IReadOnlyList<InspirationItem> Inspiration { get; set; } = [];

    /// <summary>How the agent looks, in words.</summary>
    public string? LookDescription { get; set; }

    public IReadOnlyList<ReferenceImage> ReferenceImages { get; set; } = [];

    /// <summary>Free JSON: what its users want ideas to be like.</summary>
    public JsonNode? ContentIdeaPreferences { get; set; }

    /// <summary>The last id given to an account or an inspiration; ids are never given twice.</summary>
    public long LastItemId { get; set; }

    /// <summary>The next id for an account or an inspiration.</summary>
    public long NextItemId()
    {
        var known = LinkedAccounts.Select(a => a.Id ?? 0).Concat(Inspiration.Select(i => i.Id));
        return LastItemId = known.Append(LastItemId).Max() + 1;
    }

    /// <summary>The core as it is stored.</summary>
    public static AgentCore Of(RawJson stored) =>
        JsonSerializer.Deserialize<AgentCore>(string.IsNullOrEmpty(stored.Text) ? "{}" : stored.Text, ApiJson.Options)!;
}
