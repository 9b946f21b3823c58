using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>A core as the API shows it: flat, and the same in sections.</summary>
internal sealed record AgentCoreView(
    long AgentId, string? BrandName, string? Description, string? IdentityType, string? Goal, IReadOnlyList<string> TargetPlatforms,
    bool? Shortform, bool? Longform, string? OnboardingStatus, IReadOnlyList<string> Keywords, IReadOnlyList<MonitoredItem> Monitored,
    IReadOnlyList<ResearchTopic> ResearchTopics, IReadOnlyList<LinkedAccount> LinkedAccounts, string? Personality,
    VoiceRef? DefaultUserVoice, IdentitySection Identity, OverviewSection Overview, IReadOnlyList<InspirationItem> Inspiration,
    VoiceRef? Voice, LookSection Look, IReadOnlyList<LinkedAccount> Accounts)
{
    public static AgentCoreView Of(long agentId, string name, string? avatarUrl, AgentCore core) => new(
        agentId, core.BrandName, core.Description, core.IdentityType, core.Goal, core.TargetPlatforms, core.Shortform, core.Longform,
        core.OnboardingStatus, core.Keywords, core.Monitored, core.ResearchTopics, core.LinkedAccounts, core.Personality,
        core.DefaultUserVoice, new IdentitySection(name, core.ProfilePhotoUrl ?? avatarUrl), OverviewSection.Of(core), core.Inspiration,
        core.DefaultUserVoice, new LookSection(core.LookDescription, core.ReferenceImages), core.LinkedAccounts);
}

/// <summary>What the agent is called and shown as.</summary>
internal sealed record IdentitySection(string Name, string? ProfilePhotoUrl);

/// <summary>The brand as a section.</summary>
internal record OverviewSection(
    string? BrandName, string? Description, string? IdentityType, string? Goal, IReadOnlyList<string> TargetPlatforms,
    bool? Shortform, bool? Longform, string? OnboardingStatus, IReadOnlyList<string> Keywords, IReadOnlyList<MonitoredItem> Monitored,
    IReadOnlyList<ResearchTopic> ResearchTopics, string? Personality)
{
    public static OverviewSection Of(AgentCore core) => new(
        core.BrandName, core.Description, core.IdentityType, core.Goal, core.TargetPlatforms, core.Shortform, core.Longform,
        core.OnboardingStatus, core.Keywords, core.Monitored, core.ResearchTopics, core.Personality);
}

/// <summary>How the agent looks.</summary>
internal sealed record LookSection(string? Description, IReadOnlyList<ReferenceImage> ReferenceImages);
