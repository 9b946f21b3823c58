using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>How one section of a core update went.</summary>
internal sealed record SectionResult(
    string Status,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] object? Data,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Error)
{
    public static SectionResult Ok(object? data) => new("ok", data, null);

    public static SectionResult Failed(string why) => new("error", null, why);
}

/// <summary>
/// Changes a core:
/// 1. all faults of the input, before anything is written; 2. the voice is looked up, which its vendor may have lost;
/// 3. in one transaction, each section that can be saved is, and one that cannot (a name that is taken, a voice that is gone)
/// says so; 4. the sections touched answer.
/// </summary>
internal sealed class CoreUpdate(AgentChanges changes, DefaultVoices voices, Avatars avatars)
{
    public async Task<Result<Dictionary<string, SectionResult>>> ApplyAsync(AgentScope scope, CoreInput.CorePatch sent, CancellationToken stop)
    {
        // 1
        if (sent.Faults() is { Count: > 0 } faults) return Error.Invalid(faults);

        // 2
        var (flatVoice, voice) = (await LookUpAsync(scope.AgentId, sent.DefaultUserVoice, stop), await LookUpAsync(scope.AgentId, sent.Voice, stop));
        var avatar = (await avatars.PrimaryOfAsync([scope.AgentId], stop)).GetValueOrDefault(scope.AgentId);

        // 3
        return await changes.OfAsync<Dictionary<string, SectionResult>>(scope.AgentId, async (agent, core) =>
        {
            if (UnknownItems(sent, core) is { Count: > 0 } unknown) return Error.Invalid(unknown);
            var nameTaken = sent.Identity.Value is { Name: { IsSent: true, Value: { } name } } && name != agent.Name
                && await changes.IsTakenAsync(scope.WorkspaceId, name, scope.AgentId, stop);
            Brand(sent, core);
            core.Personality = sent.Personality.Or(core.Personality);
            if (sent.LinkedAccounts.IsSent) core.LinkedAccounts = Accounts(sent.LinkedAccounts.Value ?? [], core);
            if (flatVoice is { Failed: false }) core.DefaultUserVoice = flatVoice.Value.Value;
            Sections(sent, agent, core, nameTaken);
            if (voice is { Failed: false }) core.DefaultUserVoice = voice.Value.Value;

            // 4
            var view = AgentCoreView.Of(scope.AgentId, agent.Name, avatar?.Url, core);
            return Touched(sent, view, nameTaken, flatVoice, voice);
        }, stop);
    }

    private async Task<Result<VoiceRef?>?> LookUpAsync(long agentId, Sent<CoreInput.VoicePick> sent, CancellationToken stop)
    {
        if (!sent.IsSent) return null;
        if (sent.Value is not { } voice) return default(VoiceRef);
        var found = await voices.FindAsync(agentId, voice.VoiceId, voice.Source, voice.Name, stop);
        return found.Failed ? found.Error : found.Value;
    }

    private static Dictionary<string, SectionResult> Touched(
        CoreInput.CorePatch sent, AgentCoreView view, bool nameTaken, Result<VoiceRef?>? flatVoice, Result<VoiceRef?>? voice)
    {
        var touched = new Dictionary<string, SectionResult>();
        if (sent.TouchesBrand) touched["brand"] = SectionResult.Ok(new BrandSection(view.Overview, view.LinkedAccounts));
        if (sent.Personality.IsSent) touched["personality"] = SectionResult.Ok(new { view.Personality });
        if (sent.Identity.IsSent) touched["identity"] = nameTaken ? SectionResult.Failed(AgentErrors.NameTaken.Message) : SectionResult.Ok(view.Identity);
        if (sent.Overview.IsSent) touched["overview"] = SectionResult.Ok(view.Overview);
        if (sent.Inspiration.IsSent) touched["inspiration"] = SectionResult.Ok(view.Inspiration);
        if ((voice ?? flatVoice) is { } chosen) touched["voice"] = chosen.Failed ? SectionResult.Failed(chosen.Error.Message) : SectionResult.Ok(view.Voice);
        if (sent.Look.IsSent) touched["look"] = SectionResult.Ok(view.Look);
        if (sent.Accounts.IsSent) touched["accounts"] = SectionResult.Ok(view.Accounts);
        return touched;
    }

    private static void Sections(CoreInput.CorePatch sent, Agent agent, AgentCore core, bool nameTaken)
    {
        if (sent.Identity.Value is { } identity && !nameTaken)
        {
            agent.Name = identity.Name.Value ?? agent.Name;
            if (identity.ProfilePhotoUrl.IsSent) core.ProfilePhotoUrl = string.IsNullOrEmpty(identity.ProfilePhotoUrl.Value) ? null : identity.ProfilePhotoUrl.Value;
        }
        if (sent.Overview.Value is { } overview)
        {
            Brand(overview, core);
            core.Personality = overview.Personality.Or(core.Personality);
        }
        if (sent.Inspiration.IsSent) core.Inspiration = Inspiration(sent.Inspiration.Value ?? [], core);
        if (sent.Accounts.IsSent) core.LinkedAccounts = Accounts(sent.Accounts.Value ?? [], core);
        if (sent.Look is { IsSent: true, Value: null }) (core.LookDescription, core.ReferenceImages) = (null, []);
        if (sent.Look.Value is { } look)
        {
            core.LookDescription = look.Description.Or(core.LookDescription);
            if (look.ReferenceImages.IsSent) core.ReferenceImages = [.. (look.ReferenceImages.Value ?? []).Select(i => new ReferenceImage(i.Url))];
        }
    }

    /// <summary>The fields sent; lists are replaced whole.</summary>
    internal static void Brand(IBrandFields sent, AgentCore core)
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
    internal static void MirrorKeywords(AgentCore core) =>
        core.Monitored = [.. core.Monitored.Where(m => m.ItemType != "keyword"), .. core.Keywords.Distinct().Select(k => new MonitoredItem(k, "keyword"))];

    private static Dictionary<string, string[]> UnknownItems(CoreInput.CorePatch sent, AgentCore core)
    {
        var faults = new Dictionary<string, string[]>();
        Check("linked_accounts", sent.LinkedAccounts.Value?.Select(a => a.Id), core.LinkedAccounts.Select(a => a.Id));
        Check("accounts", sent.Accounts.Value?.Select(a => a.Id), core.LinkedAccounts.Select(a => a.Id));
        Check("inspiration", sent.Inspiration.Value?.Select(i => i.Id), core.Inspiration.Select(i => (long?)i.Id));
        return faults;

        void Check(string field, IEnumerable<long?>? ids, IEnumerable<long?> known)
        {
            foreach (var (id, i) in (ids ?? []).Select((id, i) => (id, i)))
                if (id is not null && !known.Contains(id)) faults[$"{field}[{i}].id"] = ["is not an item of this agent"];
        }
    }

    /// <summary>Accounts sent with an id are updated in place, what is not said stays; new ones get the next id.</summary>
    internal static List<LinkedAccount> Accounts(IReadOnlyList<CoreInput.Account> sent, AgentCore core)
    {
        var before = core.LinkedAccounts.Where(a => a.Id is not null).ToDictionary(a => a.Id!.Value);
        return [.. sent.Select(a =>
        {
            var known = a.Id is { } id ? before.GetValueOrDefault(id) : null;
            return new LinkedAccount(a.Id ?? core.NextItemId(), a.Url, a.Platform ?? (known?.Url == a.Url ? known.Platform : SocialPlatform.Of(a.Url)), a.DisplayName ?? known?.DisplayName);
        })];
    }

    private static List<InspirationItem> Inspiration(IReadOnlyList<CoreInput.Inspired> sent, AgentCore core) =>
        [.. sent.Select(i => new InspirationItem(i.Id ?? core.NextItemId(), i.Url, i.Platform ?? SocialPlatform.Of(i.Url)))];

    private sealed record BrandSection : OverviewSection
    {
        public BrandSection(OverviewSection overview, IReadOnlyList<LinkedAccount> accounts) : base(overview) => LinkedAccounts = accounts;

        public IReadOnlyList<LinkedAccount> LinkedAccounts { get; }
    }
}
