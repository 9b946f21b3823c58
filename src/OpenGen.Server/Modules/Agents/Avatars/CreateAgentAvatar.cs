using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>Adds avatars, all or none; answers those that were added.</summary>
[Operation("createAgentAvatar", Phase.Setup, Says = "Add avatars: JPEG, PNG or WebP"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class CreateAgentAvatar(AppDbContext db, AvatarStore avatars)
    : IOperation<AgentScope, CreateAgentAvatar.Request, IReadOnlyList<AvatarView>>
{
    [Wrapper("agent")]
    public sealed record Request([MinLength(1), MaxLength(20)] IReadOnlyList<AvatarPicture> AgentAvatarsAttributes);

    public async Task<Result<IReadOnlyList<AvatarView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var added = await avatars.StoringAsync(
            request.AgentAvatarsAttributes.Files(),
            pictures => db.WriteAsync(() => avatars.AddAsync(scope.AgentId, pictures, cancellationToken), cancellationToken),
            cancellationToken);
        return added.Failed ? added.Error : Result<IReadOnlyList<AvatarView>>.Of(added.Value);
    }
}
