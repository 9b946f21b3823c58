using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agent/profile: an agent's name, core and voice in three sections, as the agent surface reads them.</summary>
internal static class ProfileEndpoints
{
    public sealed record ProfileIdentity(string Name, string? Description, string? AvatarUrl, bool UseCharacter, string? Persona);

    public sealed record ProfileVoiceRef(string Id, string? Name, string? Provider);

    public sealed record ProfileVoice(string? ElevenLabApiKey, ProfileVoiceRef? DefaultVoice);

    public sealed record ProfileBrand(
        string? BrandName, string? Description, string? Goal, IReadOnlyList<string> Keywords, IReadOnlyList<string> TargetPlatforms, bool? Shortform,
        bool? Longform, IReadOnlyList<LinkedAccount> LinkedAccounts, JsonNode? ContentIdeaPreferences, string? OnboardingStatus);

    public sealed record AgentProfile(ProfileIdentity Identity, ProfileVoice Voice, ProfileBrand Brand);

    public sealed record IdentityInput(
        [StringLength(200, MinimumLength = 1)] string? Name, [MaxLength(2000)] Sent<string> Description, [MaxLength(500)] Sent<string> AvatarUrl, bool? UseCharacter,
        [MaxLength(20_000)] Sent<string> Persona);

    public sealed record VoiceRefInput([StringLength(200, MinimumLength = 1)] string Id, [MaxLength(200)] string? Name, [MaxLength(50)] string? Provider);

    public sealed record VoiceInputs([MaxLength(VendorKeys.Longest)] Sent<string> ElevenLabApiKey, Sent<VoiceRefInput> DefaultVoice);

    public sealed record AccountInput(long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform, [MaxLength(200)] string? DisplayName);

    public sealed record BrandInput(
        [MaxLength(200)] Sent<string> BrandName, [MaxLength(500)] Sent<string> Description, [MaxLength(100)] Sent<string> Goal,
        [MaxLength(20)] Sent<IReadOnlyList<string>> Keywords, [MaxLength(10)] Sent<IReadOnlyList<string>> TargetPlatforms, Sent<bool?> Shortform, Sent<bool?> Longform,
        [MaxLength(20)] Sent<IReadOnlyList<AccountInput>> LinkedAccounts, Sent<JsonNode> ContentIdeaPreferences, [MaxLength(50)] Sent<string> OnboardingStatus);

    public sealed record Change(IdentityInput? Identity, VoiceInputs? Voice, BrandInput? Brand) : Input<Change>;

    public static void Map(RouteGroupBuilder v1)
    {
        var profile = v1.MapGroup("/agent/profile").WithTags("Agent Profile").InPhase(Phase.Setup).ForAgent(forbidden: "permission_denied");
        profile.MapGet("/", GetAsync).WithName("getAgentProfile").WithSummary("An agent's profile");
        var change = profile.MapGroup("").ForAgent(Role.Editor, forbidden: "permission_denied");
        change.MapPost("/", CreateAsync).WithName("createAgentProfile").WithSummary("Fill in an agent's profile: the fields sent");
        change.MapPut("/", UpdateAsync).WithName("updateAgentProfile").WithSummary("Change an agent's profile: the fields sent");
        change.MapDelete("/", DeleteAsync).WithName("deleteAgentProfile").WithSummary("Reset the brand; identity and voice stay");
    }

    private static async Task<Ok<AgentProfile>> GetAsync(AgentScope scope, AgentProfiles profiles, CancellationToken stop) =>
        TypedResults.Ok(await profiles.ReadAsync(scope.AgentId, stop));

    private static async Task<Results<Created<AgentProfile>, Problem>> CreateAsync(AgentScope scope, Change request, AgentProfiles profiles, CancellationToken stop) =>
        await profiles.ChangeAsync(scope, request, stop) is { } refused
            ? refused.AsProblem()
            : TypedResults.Created($"/v1/agent/profile?agent_id={scope.AgentId}", await profiles.ReadAsync(scope.AgentId, stop));

    private static async Task<Results<Ok<AgentProfile>, Problem>> UpdateAsync(AgentScope scope, Change request, AgentProfiles profiles, CancellationToken stop) =>
        await profiles.ChangeAsync(scope, request, stop) is { } refused
            ? refused.AsProblem()
            : TypedResults.Ok(await profiles.ReadAsync(scope.AgentId, stop));

    private static async Task<NoContent> DeleteAsync(AgentScope scope, AgentProfiles profiles, CancellationToken stop)
    {
        await profiles.ResetBrandAsync(scope.AgentId, stop);
        return TypedResults.NoContent();
    }
}

/// <summary>Reads and changes profiles: views of the agent, its core and its key.</summary>
internal sealed class AgentProfiles(AppDbContext db, AgentChanges changes, Avatars avatars, DefaultVoices voices, VendorKeys keys)
{
    private const string Character = "character";
    private const int LargestPreferences = 16 * 1024;

    public async Task<ProfileEndpoints.AgentProfile> ReadAsync(long agentId, CancellationToken stop)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == agentId, stop);
        var core = AgentCore.Of(agent.Core);
        var avatar = (await avatars.PrimaryOfAsync([agentId], stop)).GetValueOrDefault(agentId);
        var voice = await voices.DescribeAsync(agentId, core.DefaultUserVoice, stop);
        return new ProfileEndpoints.AgentProfile(
            new(agent.Name, agent.Description, core.ProfilePhotoUrl ?? avatar?.Url, core.IdentityType == Character, core.Personality),
            new(await keys.MaskedAsync(agentId, Vendor.ElevenLabs, stop), voice is null ? null : new(voice.Id, voice.Name, voice.Provider)),
            new(core.BrandName, core.Description, core.Goal, core.Keywords, core.TargetPlatforms, core.Shortform, core.Longform, core.LinkedAccounts,
                core.ContentIdeaPreferences, core.OnboardingStatus));
    }

    /// <summary>Changes what was sent, all or nothing.</summary>
    public async Task<Error?> ChangeAsync(AgentScope scope, ProfileEndpoints.Change sent, CancellationToken stop)
    {
        if (Faults(sent) is { Count: > 0 } faults) return Error.Invalid(faults);
        VoiceRef? chosen = null;
        if (sent.Voice?.DefaultVoice.Value is { } voice)
        {
            var found = await voices.FindAsync(scope.AgentId, voice.Id, voice.Provider, voice.Name, stop);
            if (found.Failed) return found.Error;
            chosen = found.Value;
        }
        var newKey = sent.Voice?.ElevenLabApiKey is { IsSent: true } key && !IsMask(key.Value) ? key : default;
        if (!string.IsNullOrWhiteSpace(newKey.Value) && await keys.CheckAsync(Vendor.ElevenLabs, newKey.Value, stop) is { } refused) return refused;

        var changed = await changes.OfAsync<bool>(scope.AgentId, async (agent, core) =>
        {
            if (sent.Identity?.Name is { } name && name != agent.Name && await changes.IsTakenAsync(scope.WorkspaceId, name, scope.AgentId, stop)) return AgentErrors.NameTaken;
            if (sent.Identity is { } identity) Apply(identity, agent, core);
            if (sent.Voice?.DefaultVoice.IsSent == true) core.DefaultUserVoice = chosen;
            if (newKey.IsSent) await keys.SetAsync(scope.AgentId, Vendor.ElevenLabs, newKey.Value, stop);
            if (sent.Brand is { } brand) Apply(brand, core);
            return true;
        }, stop);
        return changed.Error;
    }

    /// <summary>Forgets the brand; who the agent is and how it sounds stays.</summary>
    public Task ResetBrandAsync(long agentId, CancellationToken stop) => changes.OfCoreAsync<bool>(agentId, (_, core) =>
    {
        (core.BrandName, core.Description, core.Goal, core.OnboardingStatus) = (null, null, null, null);
        (core.Shortform, core.Longform, core.ContentIdeaPreferences) = (null, null, null);
        (core.Keywords, core.TargetPlatforms, core.LinkedAccounts) = ([], [], []);
        CoreUpdate.MirrorKeywords(core);
        return true;
    }, stop);

    private static void Apply(ProfileEndpoints.IdentityInput sent, Agent agent, AgentCore core)
    {
        agent.Name = sent.Name ?? agent.Name;
        agent.Description = sent.Description.Or(agent.Description);
        if (sent.AvatarUrl.IsSent) core.ProfilePhotoUrl = string.IsNullOrEmpty(sent.AvatarUrl.Value) ? null : sent.AvatarUrl.Value;
        core.IdentityType = sent.UseCharacter switch { true => Character, false => "brand", null => core.IdentityType };
        core.Personality = sent.Persona.Or(core.Personality);
    }

    private static void Apply(ProfileEndpoints.BrandInput sent, AgentCore core)
    {
        core.BrandName = sent.BrandName.Or(core.BrandName);
        core.Description = sent.Description.Or(core.Description);
        core.Goal = sent.Goal.Or(core.Goal);
        core.TargetPlatforms = sent.TargetPlatforms.Or(core.TargetPlatforms) ?? [];
        core.Shortform = sent.Shortform.Or(core.Shortform);
        core.Longform = sent.Longform.Or(core.Longform);
        core.OnboardingStatus = sent.OnboardingStatus.Or(core.OnboardingStatus);
        core.ContentIdeaPreferences = sent.ContentIdeaPreferences.IsSent ? sent.ContentIdeaPreferences.Value?.DeepClone() : core.ContentIdeaPreferences;
        if (sent.Keywords.IsSent)
        {
            core.Keywords = sent.Keywords.Value ?? [];
            CoreUpdate.MirrorKeywords(core);
        }
        if (sent.LinkedAccounts.IsSent)
            core.LinkedAccounts = CoreUpdate.Accounts(
                [.. (sent.LinkedAccounts.Value ?? []).Select(a => new CoreInput.Account(core.LinkedAccounts.Any(k => k.Id == a.Id) ? a.Id : null, a.Url, a.Platform, a.DisplayName))], core);
    }

    private static Dictionary<string, string[]> Faults(ProfileEndpoints.Change sent)
    {
        var faults = new Dictionary<string, string[]>();
        if (sent.Identity?.Name is { } name && string.IsNullOrWhiteSpace(name)) faults["identity.name"] = ["can't be blank"];
        if (sent.Identity?.AvatarUrl.Value is { Length: > 0 } url && !SocialPlatform.IsUrl(url)) faults["identity.avatar_url"] = [CoreInput.NoUrl];
        if (sent.Brand is not { } brand) return faults;
        CoreInput.Each("brand.keywords", brand.Keywords.Value, 300, faults);
        CoreInput.Each("brand.target_platforms", brand.TargetPlatforms.Value, 50, faults);
        CoreInput.Urls("brand.linked_accounts", brand.LinkedAccounts.Value?.Select(a => a.Url), faults);
        CoreInput.Twice("brand.linked_accounts", brand.LinkedAccounts.Value?.Select(a => a.Id), faults);
        if (brand.ContentIdeaPreferences.Value?.ToJsonString().Length > LargestPreferences) faults["brand.content_idea_preferences"] = ["is too large (at most 16 KB)"];
        return faults;
    }

    /// <summary>A key as it was shown, sent back by a client that saves the whole form.</summary>
    private static bool IsMask(string? key) => key?.StartsWith("***", StringComparison.Ordinal) == true;
}
