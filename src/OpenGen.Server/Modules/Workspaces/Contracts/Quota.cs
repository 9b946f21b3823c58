using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>What there is a limit of.</summary>
internal enum Quota
{
    StorageBytes,
    Sheets,
    Agents,
    WaitingJobs,
    Rows,
}
