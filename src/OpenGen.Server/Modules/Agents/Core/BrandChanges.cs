using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>What the core's own operations and those of the profile do to a core alike.</summary>
internal static class BrandChanges
{
    /// <summary>Changes the fields sent; lists are replaced whole.</summary>
    public static void Apply(IBrandFields sent, AgentCore core)
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
        if (sent.Monitored.IsSent)
            core.Monitored = [.. (sent.Monitored.Value ?? []).Select(m => new MonitoredItem(m.Handle, m.ItemType))];
        else if (sent.Keywords.IsSent)
            MirrorKeywords(core);
        if (sent.ResearchTopics.IsSent)
            core.ResearchTopics = [.. (sent.ResearchTopics.Value ?? []).Select(t => new ResearchTopic(t.Topic))];
    }

    /// <summary>The keywords are monitored, in place of those that were.</summary>
    public static void MirrorKeywords(AgentCore core) => core.Monitored =
    [
        .. core.Monitored.Where(m => m.ItemType != "keyword"),
        .. core.Keywords.Distinct().Select(k => new MonitoredItem(k, "keyword")),
    ];

    /// <summary>Accounts sent with an id are updated in place, what is not said stays; new ones get the next id.</summary>
    public static List<LinkedAccount> Accounts(IReadOnlyList<CoreInput.Account> sent, AgentCore core)
    {
        var before = core.LinkedAccounts.Where(a => a.Id is not null).ToDictionary(a => a.Id!.Value);
        return [.. sent.Select(a =>
        {
            var known = a.Id is { } id ? before.GetValueOrDefault(id) : null;
            var platform = a.Platform ?? (known?.Url == a.Url ? known.Platform : SocialPlatform.Of(a.Url));
            return new LinkedAccount(a.Id ?? core.NextItemId(), a.Url, platform, a.DisplayName ?? known?.DisplayName);
        })];
    }
}
