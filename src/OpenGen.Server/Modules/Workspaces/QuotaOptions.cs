using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>What a workspace may have; 0 is any number.</summary>
internal sealed class QuotaOptions : ISettings
{
    /// <summary>Bytes of its files: uploads, what was made, copies of them.</summary>
    public long StorageBytes { get; set; } = 200L * 1024 * 1024 * 1024;

    /// <summary>Sheets of all its agents.</summary>
    public long Sheets { get; set; } = 10_000;

    /// <summary>Agents.</summary>
    public long Agents { get; set; } = 1_000;

    /// <summary>Jobs that nobody works on yet.</summary>
    public long WaitingJobs { get; set; } = 50_000;

    /// <summary>Rows of one sheet.</summary>
    public long Rows { get; set; } = 100_000;

    public long Of(Quota quota) => quota switch
    {
        Quota.StorageBytes => StorageBytes,
        Quota.Sheets => Sheets,
        Quota.Agents => Agents,
        Quota.WaitingJobs => WaitingJobs,
        _ => Rows,
    };

    /// <inheritdoc/>
    public IEnumerable<string> Faults() =>
        from quota in Enum.GetValues<Quota>() where Of(quota) < 0 select $"Quotas:{quota} must be 0 (any number) or more";
}
