using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>GET /v1/organizations/{id}/audit_log: who did what in a workspace, for its owners.</summary>
internal static class AuditLogEndpoints
{
    /// <summary>Which lines, and how many.</summary>
    /// <param name="Action">Such as <c>member.invited</c>.</param>
    /// <param name="UserId">Whose deeds.</param>
    /// <param name="Since">ISO 8601.</param>
    /// <param name="Cursor">As the Link header of the page before says.</param>
    /// <param name="PerPage">1 to 1,000; 50 unless said.</param>
    public sealed record Query(
        [property: FromQuery(Name = "action")] string? Action, [property: FromQuery(Name = "user_id")] long? UserId, [property: FromQuery(Name = "since")] DateTimeOffset? Since,
        [property: FromQuery(Name = "cursor")] long? Cursor, [property: FromQuery(Name = "per_page")] int? PerPage);

    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/organizations/{organization_id:long}/audit_log", ListAsync).WithName("listAuditLog").WithTags("Organizations").InPhase(Phase.Setup)
            .WithSummary("Who did what in a workspace: newest first, kept for a year").ForOrganization(Role.Owner);

    /// <summary>A page at a time; the Link header leads to older lines.</summary>
    private static async Task<Results<Ok<IEnumerable<AuditEventView>>, Problem>> ListAsync(
        [AsParameters] Query query, MemberOf workspace, AuditLog audit, UserDirectory users, HttpContext context, CancellationToken stop)
    {
        if (AuditPages.Fault(query.Action, query.PerPage) is { } wrong) return wrong.AsProblem();
        var size = query.PerPage ?? AuditLog.PageSize;
        var lines = await audit.ListAsync(new AuditFilter(workspace.WorkspaceId, query.UserId, query.Action, query.Since?.UtcDateTime, query.Cursor), size, stop);
        AuditPages.Announce(context, lines, size);
        var people = await users.FindAsync([.. lines.Select(l => l.UserId).OfType<long>().Distinct()], stop);
        return TypedResults.Ok(lines.Select(l => new AuditEventView(l, l.UserId is { } id ? people.GetValueOrDefault(id)?.Email : null)));
    }
}
