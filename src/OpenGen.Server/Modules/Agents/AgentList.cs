using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>A user's agents, for the API and the dashboard alike.</summary>
internal sealed class AgentList(
    AppDbContext db, WorkspaceDirectory workspaces, AgentChanges changes, Avatars avatars, DefaultVoices voices, VendorKeys keys, Quotas quotas, AuditLog audit)
{
    /// <param name="least">The least role in an agent's workspace that sees it: the API shows agents to managers, the dashboard to every member.</param>
    public async Task<List<AgentEndpoints.AgentListItem>> ListAsync(
        long userId, long? workspaceId, CancellationToken stop, Role least = Role.Manager)
    {
        var managed = (await workspaces.OfUserAsync(userId, stop))
            .Where(w => w.Role <= least && (workspaceId is null || w.WorkspaceId == workspaceId)).ToDictionary(w => w.WorkspaceId);
        var agents = await db.Agents.AsNoTracking().Where(a => a.DeletedAt == null && managed.Keys.Contains(a.WorkspaceId)).OrderBy(a => a.Id).ToListAsync(stop);
        var pictures = await avatars.PrimaryOfAsync(agents.ConvertAll(a => a.Id), stop);
        var items = new List<AgentEndpoints.AgentListItem>(agents.Count);
        foreach (var a in agents)
            items.Add(new(
                a.Id, a.Name, a.Description, a.WorkspaceId, pictures.GetValueOrDefault(a.Id)?.Url, Name(managed[a.WorkspaceId].Role), managed[a.WorkspaceId].Name,
                a.TimeZone, TiktokIntegration: false, TiktokSocialAccount: false, Degods: false, SharedUsers: [],
                await voices.DescribeAsync(a.Id, AgentCore.Of(a.Core).DefaultUserVoice, stop)));
        return items;
    }

    /// <summary>One agent in full.</summary>
    public async Task<AgentEndpoints.AgentDetail> DetailAsync(long agentId, Role role, bool withUuid, CancellationToken stop)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == agentId, stop);
        var picture = (await avatars.PrimaryOfAsync([agentId], stop)).GetValueOrDefault(agentId);
        return new AgentEndpoints.AgentDetail(
            agent.Id, agent.Name, agent.Description, agent.WorkspaceId, agent.TimeZone, picture?.Id, picture?.Url, AgentSetupProjectId: null,
            Name(role), await voices.DescribeAsync(agentId, AgentCore.Of(agent.Core).DefaultUserVoice, stop),
            withUuid ? await workspaces.UuidAsync(agent.WorkspaceId, stop) : null);
    }

    /// <summary>Makes an agent in the workspace named, or in the caller's own first one; whole or not at all.</summary>
    public async Task<Result<AgentEndpoints.AgentDetail>> CreateAsync(long userId, AgentEndpoints.Create request, CancellationToken stop)
    {
        var mine = await workspaces.OfUserAsync(userId, stop);
        var workspace = request.OrganizationId is { } id
            ? mine.Find(w => w.WorkspaceId == id)
            : mine.Find(w => w.Role == Role.Owner) ?? mine.Find(w => w.Role == Role.Manager);
        if (workspace is null) return AgentErrors.NoOrganization;
        if (workspace.Role > Role.Manager) return Error.Forbidden("permission_denied");
        if (BadZone(request.TimeZone) is { } bad) return bad;
        if (await changes.IsTakenAsync(workspace.WorkspaceId, request.Name, null, stop)) return AgentErrors.NameTaken;
        if (await CheckKeysAsync(request.ElevenLabApiKey, request.HumeAiApiKey, stop) is { } refused) return refused;

        return await avatars.StoringAsync(Files(request.AgentAvatarsAttributes), pictures => MakeAsync(workspace, request, pictures, stop), stop);
    }

    /// <summary>What of a new agent happens in one transaction.</summary>
    private async Task<Result<AgentEndpoints.AgentDetail>> MakeAsync(MemberOf workspace, AgentEndpoints.Create request, IReadOnlyList<KeptUpload> pictures, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await quotas.RefusalAsync(Quota.Agents, workspace.WorkspaceId, 1, stop) is { } full) return full;
        var agent = new Agent { WorkspaceId = workspace.WorkspaceId, Name = request.Name, Description = request.Description, TimeZone = request.TimeZone ?? "Etc/UTC" };
        db.Agents.Add(agent);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return AgentErrors.NameTaken;
        }
        await audit.WriteAsync(new Audited(AuditActions.AgentCreated, null, workspace.WorkspaceId, "agent", agent.Id), stop);
        await keys.SetAsync(agent.Id, Vendor.ElevenLabs, request.ElevenLabApiKey, stop);
        await keys.SetAsync(agent.Id, Vendor.Hume, request.HumeAiApiKey, stop);
        if (pictures.Count > 0 && await avatars.AddAsync(agent.Id, pictures, stop) is { Failed: true } added) return added.Error;
        await transaction.CommitAsync(stop);
        return await DetailAsync(agent.Id, workspace.Role, false, stop);
    }

    public async Task<Result<AgentEndpoints.AgentDetail>> UpdateAsync(AgentScope scope, AgentEndpoints.Update request, CancellationToken stop)
    {
        if (BadZone(request.TimeZone) is { } bad) return bad;
        if (request.Name is { } name && await changes.IsTakenAsync(scope.WorkspaceId, name, scope.AgentId, stop)) return AgentErrors.NameTaken;
        var voice = await ChosenAsync(scope.AgentId, request.DefaultUserVoiceAttributes, stop);
        if (voice is { Failed: true } missing) return missing.Error;
        if (await CheckKeysAsync(request.ElevenLabApiKey.Value, request.HumeAiApiKey.Value, stop) is { } refused) return refused;

        var changed = await avatars.StoringAsync(Files(request.AgentAvatarsAttributes), pictures => changes.OfAsync<bool>(scope.AgentId, async (agent, core) =>
        {
            agent.Name = request.Name ?? agent.Name;
            agent.Description = request.Description.Or(agent.Description);
            agent.TimeZone = request.TimeZone ?? agent.TimeZone;
            if (voice is { } chosen) core.DefaultUserVoice = chosen.Value;
            if (request.ElevenLabApiKey.IsSent) await keys.SetAsync(scope.AgentId, Vendor.ElevenLabs, request.ElevenLabApiKey.Value, stop);
            if (request.HumeAiApiKey.IsSent) await keys.SetAsync(scope.AgentId, Vendor.Hume, request.HumeAiApiKey.Value, stop);
            if (pictures.Count > 0 && await avatars.AddAsync(scope.AgentId, pictures, stop) is { Failed: true } added) return added.Error;
            return true;
        }, stop), stop);
        return changed.Failed ? changed.Error : await DetailAsync(scope.AgentId, scope.Role, false, stop);
    }

    /// <summary>Null when no voice was sent; a null reference when null was.</summary>
    private async Task<Result<VoiceRef?>?> ChosenAsync(long agentId, Sent<AgentEndpoints.VoiceChoice> sent, CancellationToken stop)
    {
        if (!sent.IsSent) return null;
        if (sent.Value is not { } choice) return default(VoiceRef);
        if (string.IsNullOrWhiteSpace(choice.VoiceId)) return AgentErrors.VoiceIdRequired;
        var found = await voices.FindAsync(agentId, choice.VoiceId, choice.Source == "user_voice_resource" ? null : choice.Source, null, stop);
        return found.Failed ? found.Error : found.Value;
    }

    private async Task<Error?> CheckKeysAsync(string? elevenLabs, string? hume, CancellationToken stop) =>
        await CheckAsync(Vendor.ElevenLabs, elevenLabs, stop) ?? await CheckAsync(Vendor.Hume, hume, stop);

    private async Task<Error?> CheckAsync(Vendor vendor, string? key, CancellationToken stop) =>
        string.IsNullOrWhiteSpace(key) ? null : await keys.CheckAsync(vendor, key, stop);

    private static IEnumerable<UploadedFile> Files(IReadOnlyList<AvatarEndpoints.Picture>? sent) => (sent ?? []).Select(a => a.File);

    private static string Name(Role role) => role.ToString().ToLowerInvariant();

    private static Error? BadZone(string? zone) => zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? null
        : Error.Invalid("time_zone", "must be an IANA time zone such as Europe/Berlin");
}
