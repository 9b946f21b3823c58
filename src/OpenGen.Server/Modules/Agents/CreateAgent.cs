using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Makes an agent in the workspace named, or in the caller's own first one; whole or not at all.</summary>
[Operation("createAgent", Phase.Setup, Says = "Make an agent")]
internal sealed class CreateAgent(
    AppDbContext db, IWorkspaceDirectory workspaces, AgentChanges changes, AgentDetails details, AvatarStore avatars, IAgentVendorKeys keys,
    IQuotas quotas, IAuditLog audit) : IOperation<Caller, CreateAgent.Request, WrappedAgent>
{
    /// <param name="OrganizationId">The workspace it is made in; without it, the first one that is the caller's own.</param>
    /// <param name="TimeZone">IANA name; UTC when it is not given.</param>
    /// <param name="ElevenLabApiKey">Checked with ElevenLabs, and kept encrypted.</param>
    /// <param name="HumeAiApiKey">Checked with Hume, and kept encrypted.</param>
    [Wrapper("agent")]
    public sealed record Request(
        [BesideWrapper] long? OrganizationId, [MaxLength(200)] string Name, [MaxLength(2000)] string? Description,
        [MaxLength(64)] string? TimeZone,
        [MaxLength(IAgentVendorKeys.Longest)] string? ElevenLabApiKey = null,
        [MaxLength(IAgentVendorKeys.Longest)] string? HumeAiApiKey = null,
        [MaxLength(20)] IReadOnlyList<AvatarPicture>? AgentAvatarsAttributes = null);

    public async Task<Result<WrappedAgent>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var mine = await workspaces.OfUserAsync(scope.Id, cancellationToken);
        var workspace = request.OrganizationId is { } id
            ? mine.Find(w => w.WorkspaceId == id)
            : mine.Find(w => w.Role == Role.Owner) ?? mine.Find(w => w.Role == Role.Manager);
        if (workspace is null) return AgentErrors.NoOrganization;
        if (workspace.Role > Role.Manager) return Error.Forbidden("permission_denied");
        if (AgentInput.ZoneFault(request.TimeZone) is { } bad) return bad;
        if (await changes.IsTakenAsync(workspace.WorkspaceId, request.Name, null, cancellationToken)) return AgentErrors.NameTaken;
        if (await keys.RefusalAsync(request.ElevenLabApiKey, request.HumeAiApiKey, cancellationToken) is { } refused) return refused;

        return await avatars.StoringAsync(
            request.AgentAvatarsAttributes.Files(), pictures => MakeAsync(workspace, request, pictures, cancellationToken),
            cancellationToken);
    }

    /// <summary>What happens in one transaction.</summary>
    private async Task<Result<WrappedAgent>> MakeAsync(
        MemberOf workspace, Request request, IReadOnlyList<SavedUpload> pictures, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await quotas.RefusalAsync(Quota.Agents, workspace.WorkspaceId, 1, cancellationToken) is { } full) return full;
        var agent = new Agent
        {
            WorkspaceId = workspace.WorkspaceId,
            Name = request.Name,
            Description = request.Description,
            TimeZone = request.TimeZone ?? "Etc/UTC",
        };
        db.Agents.Add(agent);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return AgentErrors.NameTaken;
        }
        await audit.WriteAsync(new Audited(AuditActions.AgentCreated, null, workspace.WorkspaceId, "agent", agent.Id), cancellationToken);
        await keys.SetAsync(agent.Id, IAgentVendorKeys.ElevenLabs, request.ElevenLabApiKey, cancellationToken);
        await keys.SetAsync(agent.Id, IAgentVendorKeys.Hume, request.HumeAiApiKey, cancellationToken);
        if (pictures.Count > 0 && await avatars.AddAsync(agent.Id, pictures, cancellationToken) is { Failed: true } added)
            return added.Error;
        await transaction.CommitAsync(cancellationToken);
        return new WrappedAgent(await details.OfAsync(agent.Id, workspace.Role, false, cancellationToken));
    }
}
