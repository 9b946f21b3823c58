using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Data;

/// <summary>A rule of the schema about money, in SQL, which rows that are older than it may break.</summary>
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

    /// <summary>Keeps a migration from meeting rows that its constraints refuse, which would end half-way and say little.</summary>
    /// <exception cref="StartupException">There are such rows; nothing was changed.</exception>
    public static async Task ThrowIfBrokenAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var rule in All)
            if (await ThereAsync(rule) is { Count: > 0 } broken)
                faults.Add($"{rule.Name}: not so for {broken.Count} of {rule.Table}, of ids {string.Join(", ", broken.Take(10))}{(broken.Count > 10 ? " …" : "")}");
        if (faults.Count == 0) return;
        faults.Add("Nothing was changed. \"opengen verify\" lists what is wrong; docs/operating.md, \"Wrong books\", says how to put it right.");
        StartupException.ThrowIfAny("The database holds wrong amounts, which this version does not take. It", faults);

        async Task<List<long>> ThereAsync(MoneyRule rule)
        {
            try
            {
                return await rule.BrokenAsync(db, cancellationToken);
            }
            catch (DbException)
            {
                // The table is younger than the database.
                return [];
            }
        }
    }
}
