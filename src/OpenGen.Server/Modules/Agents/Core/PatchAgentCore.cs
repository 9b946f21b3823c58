using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>
/// Changes a core:
/// 1. all faults of the input, before anything is written; 2. the voice is looked up, which its vendor may have lost;
/// 3. in one transaction, each section that can be saved is, and one that cannot (a name that is taken, a voice that is gone)
/// says so; 4. the sections touched answer.
/// </summary>
[Operation("patchAgentCore", Phase.Setup, Says = "Change who the agent is: the fields or sections sent, lists whole")]
[Needs(Role.Editor, Code = "permission_denied")]
internal sealed class PatchAgentCore(AgentChanges changes, DefaultVoices voices, AvatarStore avatars)
    : IOperation<AgentScope, PatchAgentCore.Request, CoreSections>
{
    /// <summary>Flat fields, sections, or both. No other key at any level.</summary>
    [Strict]
    public sealed record Request(
        [MaxLength(200)] Sent<string> BrandName,
        [MaxLength(500)] Sent<string> Description,
        [AllowedValues("brand", "character")] Sent<string> IdentityType,
        [MaxLength(100)] Sent<string> Goal,
        [MaxLength(10)] Sent<IReadOnlyList<string>> TargetPlatforms,
        Sent<bool?> Shortform,
        Sent<bool?> Longform,
        [MaxLength(50)] Sent<string> OnboardingStatus,
        [MaxLength(20)] Sent<IReadOnlyList<string>> Keywords,
        [MaxLength(50)] Sent<IReadOnlyList<CoreInput.Monitored>> Monitored,
        [MaxLength(20)] Sent<IReadOnlyList<CoreInput.ResearchItem>> ResearchTopics,
        [MaxLength(20)] Sent<IReadOnlyList<CoreInput.Account>> LinkedAccounts,
        [MaxLength(20_000)] Sent<string> Personality,
        Sent<CoreInput.VoicePick> DefaultUserVoice,
        Sent<CoreInput.Identity> Identity,
        Sent<CoreInput.Overview> Overview,
        [MaxLength(50)] Sent<IReadOnlyList<CoreInput.Inspired>> Inspiration,
        Sent<CoreInput.VoicePick> Voice,
        Sent<CoreInput.Look> Look,
        [MaxLength(20)] Sent<IReadOnlyList<CoreInput.Account>> Accounts) : IBrandFields
    {
        /// <summary>Nothing sent, for programs to add to.</summary>
        public static readonly Request Nothing = new(
            default, default, default, default, default, default, default, default, default, default, default, default, default, default,
            default, default, default, default, default, default);

        /// <summary>Whether a flat field of the brand was sent.</summary>
        public bool TouchesBrand =>
            BrandName.IsSent || Description.IsSent || IdentityType.IsSent || Goal.IsSent || TargetPlatforms.IsSent || Shortform.IsSent
            || Longform.IsSent || OnboardingStatus.IsSent || Keywords.IsSent || Monitored.IsSent || ResearchTopics.IsSent
            || LinkedAccounts.IsSent;

        /// <summary>What the attributes cannot say: sections not there to be nulled, list elements, URLs, ids named twice.</summary>
        public Dictionary<string, string[]> Faults()
        {
            var faults = new Dictionary<string, string[]>();
            if (Identity is { IsSent: true, Value: null }) faults["identity"] = ["must be an object"];
            if (Overview is { IsSent: true, Value: null }) faults["overview"] = ["must be an object"];
            if (Identity.Value is { Name: { IsSent: true, Value: var name } } && string.IsNullOrWhiteSpace(name))
                faults["identity.name"] = ["can't be blank"];
            if (Identity.Value?.ProfilePhotoUrl.Value is { Length: > 0 } photo && !SocialPlatform.IsUrl(photo))
                faults["identity.profile_photo_url"] = [CoreInput.NoUrl];
            CoreInput.Texts("", this, faults);
            if (Overview.Value is { } overview) CoreInput.Texts("overview.", overview, faults);
            CoreInput.Urls("linked_accounts", LinkedAccounts.Value?.Select(a => a.Url), faults);
            CoreInput.Urls("accounts", Accounts.Value?.Select(a => a.Url), faults);
            CoreInput.Urls("inspiration", Inspiration.Value?.Select(i => i.Url), faults);
            CoreInput.Urls("look.reference_images", Look.Value?.ReferenceImages.Value?.Select(i => i.Url), faults);
            CoreInput.Twice("linked_accounts", LinkedAccounts.Value?.Select(a => a.Id), faults);
            CoreInput.Twice("accounts", Accounts.Value?.Select(a => a.Id), faults);
            CoreInput.Twice("inspiration", Inspiration.Value?.Select(i => i.Id), faults);
            return faults;
        }
    }

    public async Task<Result<CoreSections>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        // 1
        if (request.Faults() is { Count: > 0 } faults) return Error.Invalid(faults);

        // 2
        var flatVoice = await LookUpAsync(scope.AgentId, request.DefaultUserVoice, cancellationToken);
        var voice = await LookUpAsync(scope.AgentId, request.Voice, cancellationToken);
        var avatar = (await avatars.PrimaryOfAsync([scope.AgentId], cancellationToken)).GetValueOrDefault(scope.AgentId);

        // 3
        return await changes.OfAsync<CoreSections>(scope.AgentId, async (agent, core) =>
        {
            if (UnknownItems(request, core) is { Count: > 0 } unknown) return Error.Invalid(unknown);
            var nameTaken = request.Identity.Value is { Name: { IsSent: true, Value: { } name } } && name != agent.Name
                && await changes.IsTakenAsync(scope.WorkspaceId, name, scope.AgentId, cancellationToken);
            BrandChanges.Apply(request, core);
            core.Personality = request.Personality.Or(core.Personality);
            if (request.LinkedAccounts.IsSent) core.LinkedAccounts = BrandChanges.Accounts(request.LinkedAccounts.Value ?? [], core);
            if (flatVoice is { Failed: false }) core.DefaultUserVoice = flatVoice.Value.Value;
            ApplySections(request, agent, core, nameTaken);
            if (voice is { Failed: false }) core.DefaultUserVoice = voice.Value.Value;

            // 4
            var view = AgentCoreView.Of(scope.AgentId, agent.Name, avatar?.Url, core);
            return Touched(request, view, nameTaken, voice ?? flatVoice);
        }, cancellationToken);
    }

    private async Task<Result<VoiceRef?>?> LookUpAsync(long agentId, Sent<CoreInput.VoicePick> sent, CancellationToken cancellationToken)
    {
        if (!sent.IsSent) return null;
        if (sent.Value is not { } voice) return default(VoiceRef);
        var found = await voices.FindAsync(agentId, voice.VoiceId, voice.Source, voice.Name, cancellationToken);
        return found.Failed ? found.Error : found.Value;
    }

    private static Dictionary<string, string[]> UnknownItems(Request sent, AgentCore core)
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

    private static void ApplySections(Request sent, Agent agent, AgentCore core, bool nameTaken)
    {
        if (sent.Identity.Value is { } identity && !nameTaken)
        {
            agent.Name = identity.Name.Value ?? agent.Name;
            if (identity.ProfilePhotoUrl.IsSent)
                core.ProfilePhotoUrl = string.IsNullOrEmpty(identity.ProfilePhotoUrl.Value) ? null : identity.ProfilePhotoUrl.Value;
        }
        if (sent.Overview.Value is { } overview)
        {
            BrandChanges.Apply(overview, core);
            core.Personality = overview.Personality.Or(core.Personality);
        }
        if (sent.Inspiration.IsSent) core.Inspiration = Inspired(sent.Inspiration.Value ?? [], core);
        if (sent.Accounts.IsSent) core.LinkedAccounts = BrandChanges.Accounts(sent.Accounts.Value ?? [], core);
        if (sent.Look is { IsSent: true, Value: null }) (core.LookDescription, core.ReferenceImages) = (null, []);
        if (sent.Look.Value is { } look)
        {
            core.LookDescription = look.Description.Or(core.LookDescription);
            if (look.ReferenceImages.IsSent)
                core.ReferenceImages = [.. (look.ReferenceImages.Value ?? []).Select(i => new ReferenceImage(i.Url))];
        }
    }

    private static List<InspirationItem> Inspired(IReadOnlyList<CoreInput.Inspired> sent, AgentCore core) =>
        [.. sent.Select(i => new InspirationItem(i.Id ?? core.NextItemId(), i.Url, i.Platform ?? SocialPlatform.Of(i.Url)))];

    private static CoreSections Touched(Request sent, AgentCoreView view, bool nameTaken, Result<VoiceRef?>? voice)
    {
        var touched = new CoreSections();
        if (sent.TouchesBrand) touched["brand"] = SectionResult.Ok(new BrandSection(view.Overview, view.LinkedAccounts));
        if (sent.Personality.IsSent) touched["personality"] = SectionResult.Ok(new { view.Personality });
        if (sent.Identity.IsSent)
            touched["identity"] = nameTaken ? SectionResult.Failed(AgentErrors.NameTaken.Message) : SectionResult.Ok(view.Identity);
        if (sent.Overview.IsSent) touched["overview"] = SectionResult.Ok(view.Overview);
        if (sent.Inspiration.IsSent) touched["inspiration"] = SectionResult.Ok(view.Inspiration);
        if (voice is { } chosen)
            touched["voice"] = chosen.Failed ? SectionResult.Failed(chosen.Error.Message) : SectionResult.Ok(view.Voice);
        if (sent.Look.IsSent) touched["look"] = SectionResult.Ok(view.Look);
        if (sent.Accounts.IsSent) touched["accounts"] = SectionResult.Ok(view.Accounts);
        return touched;
    }

    private sealed record BrandSection : OverviewSection
    {
        public BrandSection(OverviewSection overview, IReadOnlyList<LinkedAccount> accounts) : base(overview) => LinkedAccounts = accounts;

        public IReadOnlyList<LinkedAccount> LinkedAccounts { get; }
    }
}
