using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>Why nothing was booked.</summary>
internal static class CreditErrors
{
    public static readonly Error Insufficient = Error.Refused(
        "insufficient_credits_for_job", "The workspace has too few credits for this job");

    public static readonly Error BalanceFull = Error.Refused(
        "balance_full", $"A workspace cannot have more than {new Credits(Credits.Most)} credits");
}
