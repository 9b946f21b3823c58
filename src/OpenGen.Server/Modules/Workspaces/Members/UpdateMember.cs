using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>Changes the role of a member, or of an invitation. Nobody gives or takes a role above their own.</summary>
[Operation("updateMember", Phase.Setup, Says = "Change the role of a member, or of an invitation"), Needs(Role.Manager)]
internal sealed class UpdateMember(MemberChanges changes, IUserDirectory users, TimeProvider clock)
    : IOperation<MemberOf, UpdateMember.Request, MemberView>
{
    public sealed record Request(long MemberId, [AllowedValues("owner", "manager", "editor", "viewer")] string Role);

    public async Task<Result<MemberView>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var changed = await changes.ChangeAsync(scope, request.MemberId, MemberQueries.RoleOf(request.Role), cancellationToken);
        if (changed.Failed) return changed.Error;
        var member = changed.Value;
        var person = member.UserId is { } id ? (await users.FindAsync([id], cancellationToken))[id] : null;
        return MemberView.Of(member, person, clock.Now());
    }
}
