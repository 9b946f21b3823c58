using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>One line of a workspace's ledger. Lines are only ever added.</summary>
[Table("credit_transactions")]
internal sealed class CreditTransaction : IHasTimes, IHasId
{
    /// <summary>SQL: what holds of each line's sign.</summary>
    public const string HasItsSign =
        "(kind = 'Charge' AND amount < 0) OR (kind IN ('Grant', 'Refund') AND amount > 0) OR (kind = 'Adjust' AND amount <> 0)";

    /// <summary>SQL: what holds of each line's numbers.</summary>
    public static readonly string IsInBounds =
        $"amount >= -{Credits.Most} AND amount <= {Credits.Most} AND balance_after >= 0 AND balance_after <= {Credits.Most}";

    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    public string Bucket { get; init; } = "generic";

    public CreditKind Kind { get; init; }

    /// <summary>
    /// Whole credits: positive adds, negative takes; never 0, and of the sign that its kind has (constraints of the table).
    /// </summary>
    public long Amount { get; init; }

    public long BalanceAfter { get; set; }

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
            line.ToTable(t =>
            {
                t.HasCheckConstraint("ck_credit_transactions_amount", HasItsSign);
                t.HasCheckConstraint("ck_credit_transactions_bounds", IsInBounds);
            });
            line.HasOne<Workspace>().WithMany().HasForeignKey(l => l.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>
/// The only writer of credits. Each call changes the balance by one conditional UPDATE and adds the line that explains it;
/// callers run it inside the transaction of what is paid for. What is booked is an amount above zero: which way it goes says the call.
/// </summary>
internal sealed class Ledger(AppDbContext db, TimeProvider clock) : IJobPayment
{
    /// <summary>Adds credits out of nothing: the starting grant, an operator's.</summary>
    /// <param name="reference">What it is for, when that may be booked only once.</param>
    /// <returns>422 balance_full when the balance would be more than <see cref="Credits.Most"/>; nothing was added.</returns>
    public async Task<Error?> GrantAsync(
        long workspaceId, Credits amount, string description, CancellationToken cancellationToken, string? reference = null) =>
        await BookAsync(workspaceId, CreditKind.Grant, Above0(amount), null, reference, description, cancellationToken)
            ? null
            : CreditErrors.BalanceFull;

    /// <inheritdoc/>
    public async Task<Error?> ChargeAsync(long workspaceId, IReadOnlyList<JobCharge> charges, CancellationToken cancellationToken)
    {
        var lines = charges.Select(c => NewLine(
            workspaceId, CreditKind.Charge, -Above0(c.Amount), c.JobId, $"charge:{c.JobId}:{c.Run}", c.Description)).ToList();
        return await BookAsync(workspaceId, lines, cancellationToken) ? null : CreditErrors.Insufficient;
    }

    /// <summary>Gives a run's price back, once however often it is called.</summary>
    public async Task RefundAsync(
        long workspaceId, long jobId, int run, Credits amount, string description, CancellationToken cancellationToken)
    {
        var reference = $"refund:{jobId}:{run}";
        if (await db.CreditTransactions.AnyAsync(l => l.Reference == reference, cancellationToken)) return;
        if (!await BookAsync(workspaceId, CreditKind.Refund, Above0(amount), jobId, reference, description, cancellationToken))
            throw new InvalidOperationException(
                $"The {amount} credits of job {jobId} could not be given back to workspace {workspaceId}: "
                    + $"{CreditErrors.BalanceFull.Message}");
    }

    /// <summary>Trues up a run whose real price differs from what was charged: gives the difference back, or takes it.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small for the rest; nothing was taken.</returns>
    public Task<Error?> TrueUpAsync(
        long workspaceId, long jobId, int run, Credits charged, Credits cost, CancellationToken cancellationToken) =>
        AdjustAsync(workspaceId, jobId, charged, cost, $"settle:{jobId}:{run}", "Estimate settled", cancellationToken);

    /// <summary>Puts the price of a run right before it starts: gives the difference back, or takes it.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small for it; nothing was taken.</returns>
    public Task<Error?> RepriceAsync(
        long workspaceId, long jobId, int run, Credits charged, Credits cost, string description, CancellationToken cancellationToken) =>
        AdjustAsync(workspaceId, jobId, charged, cost, $"price:{jobId}:{run}", description, cancellationToken);

    private async Task<Error?> AdjustAsync(
        long workspaceId, long jobId, Credits charged, Credits cost, string reference, string description,
        CancellationToken cancellationToken) =>
        charged == cost
            || await BookAsync(workspaceId, CreditKind.Adjust, charged.Value - cost.Value, jobId, reference, description, cancellationToken)
            ? null
            : CreditErrors.Insufficient;

    private static long Above0(Credits amount)
    {
        ArgumentOutOfRangeException.ThrowIfZero(amount.Value, nameof(amount));
        return amount.Value;
    }

    private Task<bool> BookAsync(
        long workspaceId, CreditKind kind, long amount, long? jobId, string? reference, string description,
        CancellationToken cancellationToken) =>
        BookAsync(workspaceId, [NewLine(workspaceId, kind, amount, jobId, reference, description)], cancellationToken);

    /// <summary>Changes the balance by the lines' sum, and adds them; false when the balance would be out of bounds.</summary>
    private async Task<bool> BookAsync(long workspaceId, IReadOnlyList<CreditTransaction> lines, CancellationToken cancellationToken)
    {
        var sum = lines.Sum(line => line.Amount);
        var changed = await db.Workspaces.Where(w => w.Id == workspaceId && w.Credits + sum >= 0 && w.Credits + sum <= Credits.Most)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.Credits, x => x.Credits + sum), cancellationToken);
        if (changed == 0) return false;

        // The row is locked by the update above until the transaction ends, so these are the balances that the lines leave.
        var balance = await db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Credits).SingleAsync(cancellationToken) - sum;
        foreach (var line in lines) line.BalanceAfter = balance += line.Amount;
        await db.InsertAsync(lines, clock.Now(), cancellationToken);
        return true;
    }

    /// <param name="amount">Whole credits: positive adds, negative takes.</param>
    private static CreditTransaction NewLine(
        long workspaceId, CreditKind kind, long amount, long? jobId, string? reference, string description) => new()
        {
            WorkspaceId = workspaceId,
            Kind = kind,
            Amount = amount,
            JobId = jobId,
            Reference = reference,
            Description = description,
        };
}
