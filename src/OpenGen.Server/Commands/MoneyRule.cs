using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Commands;

/// <summary>A rule of the schema about money, in SQL, which only a damaged file or a hand in the database can have broken.</summary>
/// <param name="Holds">A condition on a row of the table.</param>
internal sealed record MoneyRule(string Name, string Table, string Holds)
{
    public static readonly IReadOnlyList<MoneyRule> All =
    [
        new("balances are from 0 to the most there can be", "workspaces", Workspace.HasABalance),
        new("ledger lines have the sign of their kind", "credit_transactions", CreditTransaction.HasItsSign),
        new("ledger lines are within bounds", "credit_transactions", CreditTransaction.IsInBounds),
        new("jobs cost nothing or something", "jobs", Job.HasACost),
    ];

    /// <summary>The rows that break it, by their ids.</summary>
    public Task<List<long>> BrokenAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        // Of constants of the code: nothing in it came from outside.
        var sql = $"SELECT id AS \"Value\" FROM {Table} WHERE NOT ({Holds})";
        return db.Database.SqlQueryRaw<long>(sql).OrderBy(id => id).ToListAsync(cancellationToken);
    }
}
