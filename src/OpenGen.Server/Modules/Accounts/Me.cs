using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A user as the API shows it.</summary>
internal sealed record UserView(long Id, string Email, string? Name, string? Username, DateTime CreatedAt)
{
    public static UserView Of(User user) => new(user.Id, user.Email!, user.Name, user.Username, user.CreatedAt);
}

/// <summary>/v1/me: the caller, read with the credentials, so it costs no further query; and what was done with the caller's account.</summary>
internal static class Me
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/me", Get).WithName("getMe").WithTags("Discovery").InPhase(Phase.Setup);
        v1.MapGet("/me/audit_log", AuditLogAsync).WithName("getMyAuditLog").WithTags("Authentication").InPhase(Phase.Setup)
            .WithSummary("What was done with the caller's account, and by it: newest first, kept for a year");
    }

    private static Ok<UserView> Get(CurrentUser user) =>
        TypedResults.Ok(new UserView(user.Id, user.Caller.Email, user.Caller.Name, user.Caller.Username, user.Caller.CreatedAt));

    /// <summary>A page at a time; the Link header leads to older lines.</summary>
    private static async Task<Results<Ok<List<AuditEventView>>, Problem>> AuditLogAsync(
        string? action, DateTimeOffset? since, long? cursor, [FromQuery(Name = "per_page")] int? perPage,
        CurrentUser user, AuditLog audit, HttpContext context, CancellationToken stop)
    {
        if (AuditPages.Fault(action, perPage) is { } wrong) return wrong.AsProblem();
        var size = perPage ?? AuditLog.PageSize;
        var lines = await audit.ListAsync(new AuditFilter(UserId: user.Id, Action: action, Since: since?.UtcDateTime, Cursor: cursor), size, stop);
        AuditPages.Announce(context, lines, size);
        return TypedResults.Ok(lines.ConvertAll(line => new AuditEventView(line, user.Caller.Email)));
    }
}
