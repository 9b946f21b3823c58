using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Audit;

/// <summary>What the audit log calls what happened: a thing, a dot, what was done to it.</summary>
internal static class AuditActions
{
    /// <summary>Characters, of the longest there can be.</summary>
    public const int Longest = 64;

    public const string UserCreated = "user.created";
    public const string EmailConfirmed = "email.confirmed";
    public const string PasswordChanged = "password.changed";
    public const string SessionCreated = "session.created";
    public const string SessionFailed = "session.failed";
    public const string SessionLocked = "session.locked";
    public const string SessionsRevoked = "sessions.revoked";
    public const string TwoFactorEnabled = "two_factor.enabled";
    public const string TwoFactorDisabled = "two_factor.disabled";
    public const string RecoveryCodesRenewed = "recovery_codes.renewed";
    public const string PasskeyCreated = "passkey.created";
    public const string PasskeyUpdated = "passkey.updated";
    public const string PasskeyDeleted = "passkey.deleted";
    public const string ApiKeyCreated = "api_key.created";
    public const string ApiKeyRevoked = "api_key.revoked";
    public const string ApiKeysRevoked = "api_keys.revoked";
    public const string WorkspaceCreated = "workspace.created";
    public const string WorkspaceUpdated = "workspace.updated";
    public const string WorkspaceDeleted = "workspace.deleted";
    public const string MemberInvited = "member.invited";
    public const string MemberJoined = "member.joined";
    public const string MemberUpdated = "member.updated";
    public const string MemberRemoved = "member.removed";
    public const string InvitationDeclined = "invitation.declined";
    public const string InvitationRevoked = "invitation.revoked";
    public const string CreditsGranted = "credits.granted";
    public const string AgentCreated = "agent.created";
    public const string AgentDeleted = "agent.deleted";
    public const string AgentRestored = "agent.restored";
    public const string VendorKeySet = "vendor_key.set";
    public const string VendorKeyDeleted = "vendor_key.deleted";
    public const string WebhookUpdated = "webhook.updated";
}

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

/// <summary>Which lines of the audit log are wanted.</summary>
/// <param name="Cursor">Only those before (older than) this id.</param>
/// <param name="Since">Only those at or after this time, UTC.</param>
internal sealed record AuditFilter(
    long? WorkspaceId = null, long? UserId = null, string? Action = null, DateTime? Since = null, long? Cursor = null);

/// <summary>A line of the audit log as the API shows it.</summary>
internal sealed record AuditEventView : Timed
{
    /// <param name="line">The line.</param>
    /// <param name="email">The e-mail of its user, while there is one.</param>
    public AuditEventView(AuditEvent line, string? email) : base(line) =>
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

/// <summary>
/// Who did what, from where; kept for a year. <see cref="WriteAsync"/> is called in the transaction of what it records, so that both are
/// there or neither; what a stranger can repeat at will, such as failed sign-ins, goes to <see cref="Note"/>.
/// </summary>
internal sealed class AuditLog(AppDbContext db, AuditOrigin origin, RepeatedEvents repeated)
{
    /// <summary>The most lines of a page.</summary>
    public const int LargestPage = 1000;

    /// <summary>Lines of a page unless said.</summary>
    public const int PageSize = 50;

    /// <summary>Writes a line, in the caller's transaction where there is one.</summary>
    public async Task WriteAsync(Audited done, CancellationToken cancellationToken)
    {
        var from = origin.Find();
        var added = db.Add(new AuditEvent
        {
            Action = done.Action,
            UserId = done.UserId ?? from.UserId,
            WorkspaceId = done.WorkspaceId,
            TargetType = done.TargetType,
            TargetId = Convert.ToString(done.TargetId, CultureInfo.InvariantCulture),
            IpAddress = from.Address,
            UserAgent = from.UserAgent,
        });
        await db.SaveChangesAsync(cancellationToken);
        added.State = EntityState.Detached;
    }

    /// <summary>
    /// Takes note of something that can be repeated without end: it costs no query here, is counted on one line for each account, address
    /// and hour, within a second, and is written to the server's log.
    /// </summary>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="userId">Whose account it is about; null when there is no such account.</param>
    public void Note(string action, long? userId)
    {
        var from = origin.Find();
        repeated.Add(action, userId, from.Address, from.UserAgent);
    }

    /// <summary>Newest first, at most <paramref name="size"/>.</summary>
    public Task<List<AuditEvent>> ListAsync(AuditFilter filter, int size, CancellationToken cancellationToken)
    {
        var lines = db.AuditEvents.AsNoTracking();
        if (filter.WorkspaceId is { } workspace) lines = lines.Where(e => e.WorkspaceId == workspace);
        if (filter.UserId is { } user) lines = lines.Where(e => e.UserId == user);
        if (filter.Action is { } action) lines = lines.Where(e => e.Action == action);
        if (filter.Since is { } since) lines = lines.Where(e => e.UpdatedAt >= since);
        if (filter.Cursor is { } cursor) lines = lines.Where(e => e.Id < cursor);
        return lines.OrderByDescending(e => e.Id).Take(Math.Clamp(size, 1, LargestPage)).ToListAsync(cancellationToken);
    }

    /// <summary>How often somebody did something since a time.</summary>
    public Task<int> CountAsync(long userId, string action, DateTime since, CancellationToken cancellationToken) =>
        db.AuditEvents.CountAsync(e => e.UserId == userId && e.CreatedAt >= since && e.Action == action, cancellationToken);
}

/// <summary>A page of the audit log, as operations are asked for it.</summary>
internal static class AuditPages
{
    /// <summary>Why there can be no such page; null when there can.</summary>
    public static Error? Fault(string? action, int? perPage)
    {
        if (perPage is < 1 or > AuditLog.LargestPage) return Error.Invalid("per_page", $"must be from 1 to {AuditLog.LargestPage}");
        return action?.All(c => char.IsAsciiLetterLower(c) || c is '_' or '.') == false
            ? Error.Invalid("action", "must be such as member.invited")
            : null;
    }

    /// <summary>These lines; where they fill the page, older ones may come after them.</summary>
    /// <param name="emailOf">The e-mail of a line's user, while there is one.</param>
    public static CursorPage<AuditEventView> Of(List<AuditEvent> lines, int size, Func<AuditEvent, string?> emailOf) => new(
        lines.ConvertAll(line => new AuditEventView(line, emailOf(line))),
        lines.Count < size ? null : lines[^1].Id.ToString(CultureInfo.InvariantCulture));
}

/// <summary>One line of the audit log.</summary>
internal sealed class AuditEvent : IHasTimes
{
    public long Id { get; private set; }

    public string Action { get; init; } = "";

    /// <summary>No foreign key: lines outlive who they are about.</summary>
    public long? UserId { get; init; }

    public long? WorkspaceId { get; init; }

    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    public string? IpAddress { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>How often it happened between <see cref="CreatedAt"/> and <see cref="UpdatedAt"/>.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What and in which hour, of lines that count; unique, so that several nodes count on one.</summary>
    public string? WindowKey { get; init; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }
}
