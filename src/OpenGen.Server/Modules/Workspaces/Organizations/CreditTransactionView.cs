using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>A line of the ledger as the API shows it.</summary>
internal sealed record CreditTransactionView : Timed
{
    public CreditTransactionView(CreditTransaction line) : base(line)
    {
        (Id, Bucket, Kind, UserJobId, Description) = (line.Id, line.Bucket, line.Kind, line.JobId, line.Description);
        (Amount, BalanceAfter) = (Credits.Written(line.Amount), Credits.Written(line.BalanceAfter));
    }

    public long Id { get; }

    public string Bucket { get; }

    public CreditKind Kind { get; }

    /// <summary>Whole credits with one decimal: positive adds, negative takes.</summary>
    public string Amount { get; }

    public string BalanceAfter { get; }

    public long? UserJobId { get; }

    public string Description { get; }
}
