using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Audit;

/// <summary>
/// Who did what, from where; kept for a year. <see cref="WriteAsync"/> is called in the transaction of what it records, so that both are
/// there or neither; what a stranger can repeat at will, such as failed sign-ins, goes to <see cref="Note"/>.
/// </summary>
internal sealed class AuditLog(AppDbContext db, AuditOrigin origin, RepeatedEvents repeated) : IAuditLog
{
    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public void Note(string action, long? userId)
    {
        var from = origin.Find();
        repeated.Add(action, userId, from.Address, from.UserAgent);
    }

    /// <inheritdoc/>
    public async Task<List<AuditLine>> ListAsync(AuditFilter filter, int size, CancellationToken cancellationToken)
    {
        var lines = db.AuditEvents.AsNoTracking();
        if (filter.WorkspaceId is { } workspace) lines = lines.Where(e => e.WorkspaceId == workspace);
        if (filter.UserId is { } user) lines = lines.Where(e => e.UserId == user);
        if (filter.Action is { } action) lines = lines.Where(e => e.Action == action);
        if (filter.Since is { } since) lines = lines.Where(e => e.UpdatedAt >= since);
        if (filter.Cursor is { } cursor) lines = lines.Where(e => e.Id < cursor);
        var page = lines.OrderByDescending(e => e.Id).Take(Math.Clamp(size, 1, AuditPages.Largest));
        return (await page.ToListAsync(cancellationToken)).ConvertAll(e => e.AsLine());
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(long userId, string action, DateTime since, CancellationToken cancellationToken) =>
        db.AuditEvents.CountAsync(e => e.UserId == userId && e.CreatedAt >= since && e.Action == action, cancellationToken);
}
