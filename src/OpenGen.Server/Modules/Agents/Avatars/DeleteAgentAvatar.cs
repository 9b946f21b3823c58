using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>Deletes avatars with their files, all or none.</summary>
[Operation("deleteAgentAvatar", Phase.Setup, Says = "Delete an avatar, or several: 7_8_9"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class DeleteAgentAvatar(AvatarStore avatars) : IOperation<AgentScope, DeleteAgentAvatar.Request, Done>
{
    /// <param name="AvatarId">Its id, or several: <c>7_8_9</c>.</param>
    public sealed record Request([MaxLength(AvatarIds.Longest)] string AvatarId);

    public async Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        AvatarIds.Read(request.AvatarId) is { Count: > 0 } ids && await avatars.DeleteAsync(scope.AgentId, ids, cancellationToken)
            ? new Done()
            : AgentErrors.NoAvatar;
}
