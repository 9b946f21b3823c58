using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>Removes a member, or takes an invitation back.</summary>
[Operation("removeMember", Phase.Setup, Says = "Remove a member, or take an invitation back"), Needs(Role.Manager)]
internal sealed class RemoveMember(MemberChanges changes) : IOperation<MemberOf, RemoveMember.Request, Done>
{
    public sealed record Request(long MemberId);

    public async Task<Result<Done>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var removed = await changes.ChangeAsync(scope, request.MemberId, becomes: null, cancellationToken);
        return removed.Failed ? removed.Error : new Done();
    }
}
