using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>Who works in a workspace, and who is invited to, in the order in which they came.</summary>
[Operation("listMembers", Phase.Setup, Says = "Who works in a workspace, and who is invited to"), Needs(Role.Manager)]
internal sealed class ListMembers(AppDbContext db, IUserDirectory users, TimeProvider clock)
    : IOperation<MemberOf, ListMembers.Request, List<MemberView>>
{
    public sealed record Request;

    public async Task<Result<List<MemberView>>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var members = await db.Memberships.AsNoTracking().Where(m => m.WorkspaceId == scope.WorkspaceId).OrderBy(m => m.Id)
            .ToListAsync(cancellationToken);
        var people = await users.FindAsync([.. members.Select(m => m.UserId).OfType<long>()], cancellationToken);
        var now = clock.Now();
        return members.ConvertAll(m => MemberView.Of(m, m.UserId is { } id ? people[id] : null, now));
    }
}
