using System.Runtime.CompilerServices;
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
    /// <summary>Lines that are in memory at once.</summary>
    private const int Batch = 500;

    public sealed record Request(PageRequest? Page = null);

    public async Task<Result<Listed<CreditTransactionView>>> RunAsync(
        MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var lines = db.CreditTransactions.AsNoTracking().Where(l => l.WorkspaceId == scope.WorkspaceId);
        if (request.Page is not { } page) return new Listed<CreditTransactionView>(ReadAsync(lines, 0, int.MaxValue, cancellationToken));
        var count = await lines.CountAsync(cancellationToken);
        return new Listed<CreditTransactionView>(ReadAsync(lines, page.From, page.Size, cancellationToken), page, count);
    }

    /// <summary>
    /// Each batch is a query of its own that begins below the one before: nothing stays open in the database while a client is slow
    /// to read.
    /// </summary>
    private static async IAsyncEnumerable<CreditTransactionView> ReadAsync(
        IQueryable<CreditTransaction> lines, int from, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (below, left, skip) = (long.MaxValue, size, from); left > 0; skip = 0)
        {
            var batch = await lines.Where(l => l.Id < below).OrderByDescending(l => l.Id)
                .Skip(skip).Take(Math.Min(left, Batch)).ToListAsync(cancellationToken);
            foreach (var line in batch) yield return new CreditTransactionView(line);
            if (batch.Count < Batch) yield break;
            (below, left) = (batch[^1].Id, left - batch.Count);
        }
    }
}
