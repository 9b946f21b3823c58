using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>
/// The ledger, newest first. It grows without end, so it is read and written a batch at a time, and a page alone when one is asked for.
/// </summary>
[Operation("listCreditTransactions", Phase.Setup), Needs(Role.Manager)]
internal sealed class ListCreditTransactions(AppDbContext db)
    : IOperation<MemberOf, ListCreditTransactions.Request, Listed<CreditTransactionView>>
{
    public sealed record Request(PageRequest? Page = null);

    public async Task<Result<Listed<CreditTransactionView>>> RunAsync(
        MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var lines = db.CreditTransactions.Where(l => l.WorkspaceId == scope.WorkspaceId);
        var (from, size) = request.Page is { } asked ? (asked.From, asked.Size) : (0, int.MaxValue);
        var shown = lines.ReadNewestFirstAsync(from, size, cancellationToken).Select(line => new CreditTransactionView(line));
        return new Listed<CreditTransactionView>(shown, request.Page, request.Page is null ? 0 : await lines.CountAsync(cancellationToken));
    }
}
