using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts.Me;

/// <summary>What was done with the caller's account, and by it, whichever workspace it was in.</summary>
[Operation("getMyAuditLog", Phase.Setup, Says = "What was done with the caller's account, and by it: newest first, kept for a year")]
internal sealed class GetMyAuditLog(IAuditLog audit) : IOperation<Caller, GetMyAuditLog.Request, CursorPage<AuditEventView>>
{
    /// <param name="Action">Only this, such as <c>session.failed</c>.</param>
    /// <param name="Since">ISO 8601.</param>
    /// <param name="Cursor">As the page before says.</param>
    /// <param name="PerPage">1 to 1,000; 50 unless said.</param>
    public sealed record Request(
        [MaxLength(AuditActions.Longest)] string? Action = null, DateTimeOffset? Since = null, long? Cursor = null, int? PerPage = null);

    public async Task<Result<CursorPage<AuditEventView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        if (AuditPages.Fault(request.Action, request.PerPage) is { } wrong) return wrong;
        var size = request.PerPage ?? AuditPages.Usual;
        var filter = new AuditFilter(null, scope.Id, request.Action, request.Since?.UtcDateTime, request.Cursor);
        return AuditPages.Of(await audit.ListAsync(filter, size, cancellationToken), size, _ => scope.Email);
    }
}
