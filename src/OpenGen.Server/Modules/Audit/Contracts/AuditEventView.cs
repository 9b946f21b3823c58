namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>A line of the audit log as the API shows it.</summary>
internal sealed record AuditEventView : Timed
{
    /// <param name="line">The line.</param>
    /// <param name="email">The e-mail of its user, while there is one.</param>
    public AuditEventView(AuditLine line, string? email) : base(line.CreatedAt, line.UpdatedAt) =>
        (Id, Action, UserId, UserEmail, OrganizationId, TargetType, TargetId, IpAddress, UserAgent, Count) = (
            line.Id, line.Action, line.UserId, email, line.WorkspaceId, line.TargetType, line.TargetId, line.IpAddress, line.UserAgent,
            line.Count);

    public long Id { get; }
    public string Action { get; }
    public long? UserId { get; }
    public string? UserEmail { get; }
    public long? OrganizationId { get; }
    public string? TargetType { get; }
    public string? TargetId { get; }
    public string? IpAddress { get; }
    public string? UserAgent { get; }

    /// <summary>How often, from <c>created_at</c> to <c>updated_at</c>: what a stranger can repeat is one line an hour.</summary>
    public int Count { get; }
}
