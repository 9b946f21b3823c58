using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Agents.Core;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>Reads and changes profiles: views of the agent, its core and its key.</summary>
internal sealed class AgentProfiles(AppDbContext db, AgentChanges changes, AvatarStore avatars, DefaultVoices voices, IAgentVendorKeys keys)
{
    private const string Character = "character";
    private const int LargestPreferences = 16 * 1024;

    /// <summary>The profile of an agent that is there.</summary>
    public async Task<AgentProfile> OfAsync(long agentId, CancellationToken cancellationToken)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == agentId, cancellationToken);
        var core = AgentCore.Of(agent.Core);
        var avatar = (await avatars.PrimaryOfAsync([agentId], cancellationToken)).GetValueOrDefault(agentId);
        var voice = await voices.DescribeAsync(agentId, core.DefaultUserVoice, cancellationToken);
        return new AgentProfile(
            new(agent.Name, agent.Description, core.ProfilePhotoUrl ?? avatar?.Url, core.IdentityType == Character, core.Personality),
            new(await keys.MaskedAsync(agentId, IAgentVendorKeys.ElevenLabs, cancellationToken),
                voice is null ? null : new(voice.Id, voice.Name, voice.Provider)),
            new(core.BrandName, core.Description, core.Goal, core.Keywords, core.TargetPlatforms, core.Shortform, core.Longform,
                core.LinkedAccounts, core.ContentIdeaPreferences, core.OnboardingStatus))
        {
            AgentId = agentId,
        };
    }

    /// <summary>Changes what was sent, all or nothing; answers the profile as it is then.</summary>
    public async Task<Result<AgentProfile>> ChangeAsync(AgentScope scope, ProfileChange sent, CancellationToken cancellationToken)
    {
        if (Faults(sent) is { Count: > 0 } faults) return Error.Invalid(faults);
        VoiceRef? chosen = null;
        if (sent.Voice?.DefaultVoice.Value is { } voice)
        {
            var found = await voices.FindAsync(scope.AgentId, voice.Id, voice.Provider, voice.Name, cancellationToken);
            if (found.Failed) return found.Error;
            chosen = found.Value;
        }
        var newKey = sent.Voice?.ElevenLabApiKey is { IsSent: true } key && !IsMask(key.Value) ? key : default;
        if (!string.IsNullOrWhiteSpace(newKey.Value)
            && await keys.CheckAsync(IAgentVendorKeys.ElevenLabs, newKey.Value, cancellationToken) is { } refused) return refused;

        var changed = await changes.OfAsync<Done>(scope.AgentId, async (agent, core) =>
        {
            if (sent.Identity?.Name is { } name && name != agent.Name
                && await changes.IsTakenAsync(scope.WorkspaceId, name, scope.AgentId, cancellationToken)) return AgentErrors.NameTaken;
            if (sent.Identity is { } identity) Apply(identity, agent, core);
            if (sent.Voice?.DefaultVoice.IsSent == true) core.DefaultUserVoice = chosen;
            if (newKey.IsSent) await keys.SetAsync(scope.AgentId, IAgentVendorKeys.ElevenLabs, newKey.Value, cancellationToken);
            if (sent.Brand is { } brand) Apply(brand, core);
            return new Done();
        }, cancellationToken);
        return changed.Failed ? changed.Error : await OfAsync(scope.AgentId, cancellationToken);
    }

    private static void Apply(IdentityInput sent, Agent agent, AgentCore core)
    {
        agent.Name = sent.Name ?? agent.Name;
        agent.Description = sent.Description.Or(agent.Description);
        if (sent.AvatarUrl.IsSent) core.ProfilePhotoUrl = string.IsNullOrEmpty(sent.AvatarUrl.Value) ? null : sent.AvatarUrl.Value;
        core.IdentityType = sent.UseCharacter switch { true => Character, false => "brand", null => core.IdentityType };
        core.Personality = sent.Persona.Or(core.Personality);
    }

    private static void Apply(BrandInput sent, AgentCore core)
    {
        core.BrandName = sent.BrandName.Or(core.BrandName);
        core.Description = sent.Description.Or(core.Description);
        core.Goal = sent.Goal.Or(core.Goal);
        core.TargetPlatforms = sent.TargetPlatforms.Or(core.TargetPlatforms) ?? [];
        core.Shortform = sent.Shortform.Or(core.Shortform);
        core.Longform = sent.Longform.Or(core.Longform);
        core.OnboardingStatus = sent.OnboardingStatus.Or(core.OnboardingStatus);
        if (sent.ContentIdeaPreferences.IsSent) core.ContentIdeaPreferences = sent.ContentIdeaPreferences.Value?.DeepClone();
        if (sent.Keywords.IsSent)
        {
            core.Keywords = sent.Keywords.Value ?? [];
            BrandChanges.MirrorKeywords(core);
        }
        if (sent.LinkedAccounts.IsSent)
            core.LinkedAccounts = BrandChanges.Accounts([.. (sent.LinkedAccounts.Value ?? []).Select(a => Known(a, core))], core);
    }

    /// <summary>An id that the agent has not is as good as none.</summary>
    private static CoreInput.Account Known(AccountInput sent, AgentCore core) =>
        new(core.LinkedAccounts.Any(k => k.Id == sent.Id) ? sent.Id : null, sent.Url, sent.Platform, sent.DisplayName);

    private static Dictionary<string, string[]> Faults(ProfileChange sent)
    {
        var faults = new Dictionary<string, string[]>();
        if (sent.Identity?.Name is { } name && string.IsNullOrWhiteSpace(name)) faults["identity.name"] = ["can't be blank"];
        if (sent.Identity?.AvatarUrl.Value is { Length: > 0 } url && !SocialPlatform.IsUrl(url))
            faults["identity.avatar_url"] = [CoreInput.NoUrl];
        if (sent.Brand is not { } brand) return faults;
        CoreInput.Each("brand.keywords", brand.Keywords.Value, 300, faults);
        CoreInput.Each("brand.target_platforms", brand.TargetPlatforms.Value, 50, faults);
        CoreInput.Urls("brand.linked_accounts", brand.LinkedAccounts.Value?.Select(a => a.Url), faults);
        CoreInput.Twice("brand.linked_accounts", brand.LinkedAccounts.Value?.Select(a => a.Id), faults);
        if (brand.ContentIdeaPreferences.Value?.ToJsonString().Length > LargestPreferences)
            faults["brand.content_idea_preferences"] = ["is too large (at most 16 KB)"];
        return faults;
    }

    /// <summary>A key as it was shown, sent back by a client that saves the whole form.</summary>
    private static bool IsMask(string? key) => key?.StartsWith("***", StringComparison.Ordinal) == true;
}
