namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>
/// Something that was done and is to be remembered. It holds ids and never a secret, a name or an address that somebody typed.
/// </summary>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="UserId">
/// Whose deed it was, or whose account it is about; without it, whoever sends the request. Nobody on the command line: that is the
/// operator.
/// </param>
/// <param name="WorkspaceId">The workspace whose owners may see it; null for what concerns the person alone.</param>
/// <param name="TargetType">What it was done to, such as <c>api_key</c>.</param>
/// <param name="TargetId">Which one.</param>
internal readonly record struct Audited(
    string Action, long? UserId = null, long? WorkspaceId = null, string? TargetType = null, object? TargetId = null);
