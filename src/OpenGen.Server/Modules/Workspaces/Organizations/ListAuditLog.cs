using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>Who did what in an organization, for its owners.</summary>
[Operation("listAuditLog", Phase.Setup, Says = "Who did what in a workspace: newest first, kept for a year"), Needs(Role.Owner)]
internal sealed class ListAuditLog(IAuditLog audit, IUserDirectory users)
    : IOperation<MemberOf, ListAuditLog.Request, CursorPage<AuditEventView>>
{
    /// <param name="Action">Only this, such as <c>member.invited</c>.</param>
    /// <param name="UserId">Only this person's deeds.</param>
    /// <param name="Since">ISO 8601.</param>
    /// <param name="Cursor">As the page before says.</param>
    /// <param name="PerPage">1 to 1,000; 50 unless said.</param>
    public sealed record Request(
        [MaxLength(AuditActions.Longest)] string? Action = null, long? UserId = null, DateTimeOffset? Since = null, long? Cursor = null,
        int? PerPage = null);

    public async Task<Result<CursorPage<AuditEventView>>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        if (AuditPages.Fault(request.Action, request.PerPage) is { } wrong) return wrong;
        var size = request.PerPage ?? AuditPages.Usual;
        var filter = new AuditFilter(scope.WorkspaceId, request.UserId, request.Action, request.Since?.UtcDateTime, request.Cursor);
        var lines = await audit.ListAsync(filter, size, cancellationToken);
        var people = await users.FindAsync([.. lines.Select(l => l.UserId).OfType<long>().Distinct()], cancellationToken);
        return AuditPages.Of(lines, size, line => line.UserId is { } id ? people.GetValueOrDefault(id)?.Email : null);
    }
}
