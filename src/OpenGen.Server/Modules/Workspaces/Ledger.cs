using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>One line of a workspace's ledger. Lines are only ever added.</summary>
internal sealed class CreditTransaction : IHasTimes
{
    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    public string Bucket { get; init; } = "generic";

    public CreditKind Kind { get; init; }

    /// <summary>Whole credits: positive adds, negative takes.</summary>
    public long Amount { get; init; }

    public long BalanceAfter { get; init; }

    /// <summary>The job it was for.</summary>
    public long? JobId { get; init; }

    /// <summary>
    /// What this line is about, such as "charge:12:1" for the first run of job 12. Unique:
    /// whatever crashes and is tried again, the same thing is booked once.
    /// </summary>
    public string? Reference { get; init; }

    public string Description { get; init; } = "";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<CreditTransaction>
    {
        public void Configure(EntityTypeBuilder<CreditTransaction> line)
        {
            line.Property(l => l.Bucket).HasMaxLength(16);
            line.Property(l => l.Reference).HasMaxLength(100);
            line.Property(l => l.Description).HasMaxLength(300);
            line.HasIndex(l => new { l.WorkspaceId, l.Id });
            line.HasIndex(l => l.JobId);
            line.HasIndex(l => l.Reference).IsUnique();
            line.HasOne<Workspace>().WithMany().HasForeignKey(l => l.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>
/// The only writer of credits. Each call changes the balance by one conditional UPDATE and adds the line that explains it;
/// callers run it inside the transaction of what is paid for.
/// </summary>
internal sealed class Ledger(AppDbContext db)
{
    /// <summary>Adds credits out of nothing: the starting grant, an operator's.</summary>
    /// <param name="reference">What it is for, when that may be booked only once.</param>
    public Task GrantAsync(long workspaceId, long amount, string description, CancellationToken stop, string? reference = null) =>
        BookAsync(workspaceId, CreditKind.Grant, amount, null, reference, description, stop);

    /// <summary>Takes the price of a run before it starts.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small; nothing was taken.</returns>
    public async Task<Error?> ChargeAsync(long workspaceId, long jobId, int run, long amount, string description, CancellationToken stop) =>
        await BookAsync(workspaceId, CreditKind.Charge, -amount, jobId, $"charge:{jobId}:{run}", description, stop)
            ? null
            : InsufficientCredits;

    /// <summary>Gives a run's price back, once however often it is called.</summary>
    public async Task RefundAsync(long workspaceId, long jobId, int run, long amount, string description, CancellationToken stop)
    {
        var reference = $"refund:{jobId}:{run}";
        if (amount > 0 && !await db.CreditTransactions.AnyAsync(l => l.Reference == reference, stop))
            await BookAsync(workspaceId, CreditKind.Refund, amount, jobId, reference, description, stop);
    }

    /// <summary>
    /// Settles a run whose real price differs from what was charged: gives the difference back, or takes it as far as there is
    /// something to take (what was made is the user's by then, and the balance never goes below zero).
    /// </summary>
    /// <returns>What was paid in the end.</returns>
    public async Task<long> SettleAsync(long workspaceId, long jobId, int run, long charged, long cost, CancellationToken stop)
    {
        var difference = charged - cost;
        if (difference < 0)
            difference = Math.Max(difference, -await db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Credits).SingleAsync(stop));
        if (difference != 0)
            await BookAsync(workspaceId, CreditKind.Adjust, difference, jobId, $"settle:{jobId}:{run}", "Estimate settled", stop);
        return charged - difference;
    }

    /// <summary>Puts the price of a run right before it starts: gives the difference back, or takes it.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small for it; nothing was taken.</returns>
    public async Task<Error?> RepriceAsync(long workspaceId, long jobId, int run, long charged, long cost, string description, CancellationToken stop) =>
        charged == cost || await BookAsync(workspaceId, CreditKind.Adjust, charged - cost, jobId, $"price:{jobId}:{run}", description, stop)
            ? null
            : InsufficientCredits;

    public static readonly Error InsufficientCredits = Error.Refused("insufficient_credits_for_job", "The workspace has too few credits for this job");

    private async Task<bool> BookAsync(
        long workspaceId, CreditKind kind, long amount, long? jobId, string? reference, string description, CancellationToken stop)
    {
        var changed = await db.Workspaces.Where(w => w.Id == workspaceId && w.Credits + amount >= 0)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.Credits, x => x.Credits + amount), stop);
        if (changed == 0) return false;

        // The row is locked by the update above until the transaction ends, so this is the balance this line leaves.
        var balance = await db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Credits).SingleAsync(stop);
        db.CreditTransactions.Add(new CreditTransaction
        {
            WorkspaceId = workspaceId,
            Kind = kind,
            Amount = amount,
            BalanceAfter = balance,
            JobId = jobId,
            Reference = reference,
            Description = description,
        });
        await db.SaveChangesAsync(stop);
        return true;
    }
}
