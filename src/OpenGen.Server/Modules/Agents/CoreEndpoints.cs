using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agents/{agent_id}/core: who the agent is and how it speaks, as flat fields.</summary>
internal static class CoreEndpoints
{
    [Strict]
    public sealed record Monitored([StringLength(300, MinimumLength = 1)] string Handle, [AllowedValues("account", "hashtag", "keyword")] string ItemType);

    [Strict]
    public sealed record TopicItem([MaxLength(500)] string Topic);

    [Strict]
    public sealed record Account(long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform, [MaxLength(200)] string? DisplayName);

    [Strict]
    public sealed record Voice([MaxLength(200)] string VoiceId, [MaxLength(50)] string? Source, [MaxLength(200)] string? Name);

    [Strict]
    public sealed record Patch(
        [MaxLength(200)] Sent<string> BrandName,
        [MaxLength(500)] Sent<string> Description,
        [AllowedValues("brand", "character")] Sent<string> IdentityType,
        [MaxLength(100)] Sent<string> Goal,
        [MaxLength(10)] Sent<IReadOnlyList<string>> TargetPlatforms,
        Sent<bool?> Shortform,
        Sent<bool?> Longform,
        [MaxLength(50)] Sent<string> OnboardingStatus,
        [MaxLength(20)] Sent<IReadOnlyList<string>> Keywords,
        [MaxLength(50)] Sent<IReadOnlyList<Monitored>> Monitored,
        [MaxLength(20)] Sent<IReadOnlyList<TopicItem>> ResearchTopics,
        [MaxLength(20)] Sent<IReadOnlyList<Account>> LinkedAccounts,
        [MaxLength(20_000)] Sent<string> Personality,
        Sent<Voice> DefaultUserVoice) : Input<Patch>;

    /// <summary>How one section of a core update went.</summary>
    public sealed record SectionResult(string Status, object? Data);

    public static void Map(RouteGroupBuilder v1)
    {
        var core = v1.MapGroup("/agents/{agent_id}/core").WithTags("Agent Core").InPhase(Phase.Setup).ForAgent(forbidden: "permission_denied");
        core.MapGet("/", GetAsync).WithName("getAgentCore");
        core.MapPatch("/", PatchAsync).WithName("patchAgentCore").ForAgent(Workspaces.Role.Editor, forbidden: "permission_denied");
    }

    private static async Task<Ok<AgentCoreView>> GetAsync(AgentScope scope, AgentDirectory agents, CancellationToken stop) =>
        TypedResults.Ok(AgentCoreView.Of(scope.AgentId, await agents.CoreAsync(scope.AgentId, stop)));

    /// <summary>Merges the fields that were sent; lists are replaced whole.</summary>
    private static async Task<Ok<Dictionary<string, SectionResult>>> PatchAsync(AgentScope scope, Patch sent, AppDbContext db, CancellationToken stop)
    {
        var core = await db.WriteAsync(async () =>
        {
            var agent = await db.Agents.SingleAsync(a => a.Id == scope.AgentId, stop);
            var merged = AgentCore.Of(agent.Core);
            Apply(sent, merged);
            agent.Core = RawJson.Of(merged);
            await db.SaveChangesAsync(stop);
            return merged;
        }, stop);

        var view = AgentCoreView.Of(scope.AgentId, core);
        var touched = new Dictionary<string, SectionResult>();
        if (TouchesBrand(sent)) touched["brand"] = new("ok", view with { Personality = null, DefaultUserVoice = null });
        if (sent.Personality.IsSent) touched["personality"] = new("ok", new { core.Personality });
        if (sent.DefaultUserVoice.IsSent) touched["voice"] = new("ok", core.DefaultUserVoice);
        return TypedResults.Ok(touched);
    }

    private static bool TouchesBrand(Patch sent) =>
        sent.BrandName.IsSent || sent.Description.IsSent || sent.IdentityType.IsSent || sent.Goal.IsSent || sent.TargetPlatforms.IsSent
        || sent.Shortform.IsSent || sent.Longform.IsSent || sent.OnboardingStatus.IsSent || sent.Keywords.IsSent || sent.Monitored.IsSent
        || sent.ResearchTopics.IsSent || sent.LinkedAccounts.IsSent;

    private static void Apply(Patch sent, AgentCore core)
    {
        core.BrandName = sent.BrandName.Or(core.BrandName);
        core.Description = sent.Description.Or(core.Description);
        core.IdentityType = sent.IdentityType.Or(core.IdentityType);
        core.Goal = sent.Goal.Or(core.Goal);
        core.TargetPlatforms = sent.TargetPlatforms.Or(core.TargetPlatforms) ?? [];
        core.Shortform = sent.Shortform.Or(core.Shortform);
        core.Longform = sent.Longform.Or(core.Longform);
        core.OnboardingStatus = sent.OnboardingStatus.Or(core.OnboardingStatus);
        core.Keywords = sent.Keywords.Or(core.Keywords) ?? [];
        core.Personality = sent.Personality.Or(core.Personality);
        if (sent.Monitored.IsSent)
            core.Monitored = [.. (sent.Monitored.Value ?? []).Select(m => new MonitoredItem(m.Handle, m.ItemType))];
        else if (sent.Keywords.IsSent)
            core.Monitored = [.. core.Monitored.Where(m => m.ItemType != "keyword"), .. core.Keywords.Select(k => new MonitoredItem(k, "keyword"))];
        if (sent.ResearchTopics.IsSent)
            core.ResearchTopics = [.. (sent.ResearchTopics.Value ?? []).Select(t => new ResearchTopic(t.Topic))];
        if (sent.LinkedAccounts.IsSent)
            core.LinkedAccounts = Numbered(sent.LinkedAccounts.Value ?? [], core.LinkedAccounts);
        if (sent.DefaultUserVoice.IsSent)
            core.DefaultUserVoice = sent.DefaultUserVoice.Value is { } voice ? new VoiceRef(voice.VoiceId, voice.Source, voice.Name) : null;
    }

    /// <summary>Accounts sent with an id keep it; new ones get the next.</summary>
    private static List<LinkedAccount> Numbered(IReadOnlyList<Account> sent, IReadOnlyList<LinkedAccount> before)
    {
        var next = before.Concat(sent.Select(a => new LinkedAccount(a.Id, a.Url, null, null))).Max(a => a.Id) ?? 0;
        return [.. sent.Select(a => new LinkedAccount(a.Id ?? ++next, a.Url, a.Platform ?? SocialPlatform.Of(a.Url), a.DisplayName))];
    }
}

/// <summary>A core as the API shows it.</summary>
internal sealed record AgentCoreView(
    long AgentId, string? BrandName, string? Description, string? IdentityType, string? Goal, IReadOnlyList<string> TargetPlatforms,
    bool? Shortform, bool? Longform, string? OnboardingStatus, IReadOnlyList<string> Keywords, IReadOnlyList<MonitoredItem> Monitored,
    IReadOnlyList<ResearchTopic> ResearchTopics, IReadOnlyList<LinkedAccount> LinkedAccounts, string? Personality, VoiceRef? DefaultUserVoice)
{
    public static AgentCoreView Of(long agentId, AgentCore core) => new(
        agentId, core.BrandName, core.Description, core.IdentityType, core.Goal, core.TargetPlatforms, core.Shortform, core.Longform,
        core.OnboardingStatus, core.Keywords, core.Monitored, core.ResearchTopics, core.LinkedAccounts, core.Personality, core.DefaultUserVoice);
}

/// <summary>Reads the platform off a profile's URL.</summary>
internal static class SocialPlatform
{
    private static readonly (string Host, string Platform)[] Known =
    [
        ("tiktok.com", "tiktok"), ("instagram.com", "instagram"), ("youtube.com", "youtube"), ("youtu.be", "youtube"), ("facebook.com", "facebook"),
        ("x.com", "x"), ("twitter.com", "x"), ("linkedin.com", "linkedin"), ("threads.net", "threads"), ("pinterest.com", "pinterest"),
    ];

    /// <summary>The platform's name, or null for a site that is none.</summary>
    public static string? Of(string url)
    {
        if (!Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url, UriKind.Absolute, out var uri)) return null;
        return Array.Find(Known, k => uri.Host == k.Host || uri.Host.EndsWith("." + k.Host, StringComparison.OrdinalIgnoreCase)).Platform;
    }
}
