namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Why a line stands in the ledger.</summary>
internal enum CreditKind
{
    Grant,
    Charge,
    Refund,
    Adjust,
}
