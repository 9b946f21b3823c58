namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>Which lines of the audit log are wanted.</summary>
/// <param name="Cursor">Only those before (older than) this id.</param>
/// <param name="Since">Only those at or after this time, UTC.</param>
internal sealed record AuditFilter(
    long? WorkspaceId = null, long? UserId = null, string? Action = null, DateTime? Since = null, long? Cursor = null);
