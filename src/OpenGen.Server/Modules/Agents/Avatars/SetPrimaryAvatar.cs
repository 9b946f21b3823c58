using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>Makes an avatar the primary one.</summary>
[Operation("setPrimaryAvatar", Phase.Setup, Says = "Make an avatar the primary one"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class SetPrimaryAvatar(AvatarStore avatars) : IOperation<AgentScope, SetPrimaryAvatar.Request, AvatarView>
{
    /// <param name="AvatarId">Its id.</param>
    public sealed record Request([MaxLength(AvatarIds.Longest)] string AvatarId);

    public async Task<Result<AvatarView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        AvatarIds.Read(request.AvatarId) is [var id] && await avatars.ChooseAsync(scope.AgentId, id, cancellationToken) is { } chosen
            ? chosen
            : AgentErrors.NoAvatar;
}
