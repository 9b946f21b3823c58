using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>How much of each of its quotas a workspace uses.</summary>
internal sealed record QuotasView(QuotaUse StorageBytes, QuotaUse Sheets, QuotaUse Agents, QuotaUse WaitingJobs);
