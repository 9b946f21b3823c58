using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>How many jobs a provider may have running at once, over all nodes; who is not named may have any number.</summary>
internal sealed record ProviderLimits(IReadOnlyList<(string Provider, int Most)> All);

/// <summary>
/// Which job a worker takes next. Fair between workspaces: whoever has the least running in the lane comes first, then who came first;
/// a provider that has as many jobs running as it may is passed over. From each provider and workspace only the job that has waited
/// longest is looked at, found by skipping through the index, so ten thousand waiting jobs cost no more than ten.
/// </summary>
internal sealed class JobClaims(AppDbContext db, ProviderLimits limits, TimeProvider clock)
{
    /// <summary>
    /// How far beyond a fresh lease the end of one may lie, for clocks of nodes that differ. One that lies further was written by a clock
    /// that ran ahead and has been put right since: it holds nothing.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// {0} until when it is taken, {1} now, {2} the lane, {3} the last end that a lease can have; from {4} on the providers and their
    /// limits.
    /// </summary>
    private const string Choice =
        """
        WITH RECURSIVE first (id) AS (
            SELECT (SELECT j.id FROM jobs j WHERE j.lane = {2} AND j.status = 'Pending' ORDER BY j.provider, j.workspace_id, j.id LIMIT 1)
            UNION ALL
            SELECT coalesce(
                (SELECT j.id FROM jobs j WHERE j.lane = {2} AND j.status = 'Pending' AND j.provider = f.provider AND j.workspace_id > f.workspace_id ORDER BY j.workspace_id, j.id LIMIT 1),
                (SELECT j.id FROM jobs j WHERE j.lane = {2} AND j.status = 'Pending' AND j.provider > f.provider ORDER BY j.provider, j.workspace_id, j.id LIMIT 1))
            FROM first JOIN jobs f ON f.id = first.id),
        candidates (id) AS (
            SELECT id FROM first WHERE id IS NOT NULL
            UNION ALL
            SELECT id FROM jobs WHERE lane = {2} AND status = 'Processing' AND (lease_until < {1} OR lease_until > {3})),
        chosen AS MATERIALIZED (
            SELECT j.id, j.status, j.provider, j.workspace_id FROM candidates JOIN jobs j ON j.id = candidates.id
        """;

    private const string Order =
        """

            ORDER BY (SELECT count(*) FROM jobs busy WHERE busy.lane = {2} AND busy.status = 'Processing' AND busy.workspace_id = j.workspace_id), j.id
            LIMIT 1)
        UPDATE jobs SET status = 'Processing', fence = fence + 1, attempts = attempts + 1, lease_until = {0}, updated_at = {1}
        WHERE id = coalesce(
            (SELECT j.id FROM jobs j WHERE j.lane = {2} AND j.status = 'Pending' AND j.provider = (SELECT provider FROM chosen WHERE status = 'Pending')
                AND j.workspace_id = (SELECT workspace_id FROM chosen WHERE status = 'Pending') ORDER BY j.id LIMIT 1 LOCKED),
            (SELECT j.id FROM jobs j WHERE j.id = (SELECT id FROM chosen WHERE status = 'Processing') AND j.status = 'Processing' AND (j.lease_until < {1} OR j.lease_until > {3}) LOCKED))
        RETURNING *
        """;

    /// <summary>
    /// How many renders of one workspace may be fetching or have fetched and wait to be rendered: more would hold all places of the lane,
    /// or fill the disk with what nobody renders yet. One that waits in the lane Render and was worked on before has fetched.
    /// </summary>
    private const string Ahead =
        """
         WHERE (SELECT count(*) FROM jobs busy WHERE busy.lane = {2} AND busy.status = 'Processing' AND busy.lease_until >= {1} AND busy.workspace_id = j.workspace_id)
            + (SELECT count(*) FROM jobs ready WHERE ready.lane = 'Render' AND ready.status = 'Pending' AND ready.provider = j.provider AND ready.workspace_id = j.workspace_id AND ready.fence > 0) < 4
        """;

    /// <summary>Takes a job for a worker that keeps it for so long without renewing; null when there is none for it.</summary>
    public async Task<Job?> NextAsync(Lane lane, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        object[] parameters = [
            now + lease, now, lane.ToString(), now + lease + ClockSkew,
            .. lane == Lane.Vendor ? limits.All.SelectMany(l => new object[] { l.Provider, l.Most }) : []];
        var taken = await db.Jobs.FromSqlRaw(TextFor(lane), parameters).AsNoTracking().ToListAsync(cancellationToken);
        return taken is [var job] ? job : null;
    }

    /// <summary>The statement, with places for <see cref="Choice"/>'s parameters.</summary>
    internal string TextFor(Lane lane) =>
        // Of PostgreSQL's workers each looks past rows that another is just taking.
        new StringBuilder(Choice).Append(lane switch { Lane.Vendor => Limited(), Lane.Fetch => Ahead, _ => "" }).Append(Order)
            .Replace(" LOCKED", db.Database.IsNpgsql() ? " FOR UPDATE SKIP LOCKED" : "").ToString();

    private string Limited()
    {
        if (limits.All.Count == 0) return "";
        var sql = new StringBuilder(
            " WHERE (SELECT count(*) FROM jobs busy WHERE busy.lane = {2} AND busy.status = 'Processing' AND busy.lease_until >= {1} AND "
                + "busy.lease_until <= {3} AND busy.provider = j.provider) < CASE j.provider");
        for (var i = 0; i < limits.All.Count; i++) sql.Append(CultureInfo.InvariantCulture, $" WHEN {{{4 + 2 * i}}} THEN {{{5 + 2 * i}}}");
        return sql.Append(" ELSE 1000000 END").ToString();
    }
}
