using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>/v1/organizations/{id}/members: who works here, as what, and who is invited to. Nobody gives or takes a role above their own.</summary>
internal static class MemberEndpoints
{
    /// <summary>A member; or, without a <c>user_id</c>, somebody who was invited and has not taken it up.</summary>
    /// <param name="Email">The account's; of an invitation, the address that was invited.</param>
    /// <param name="Status"><c>active</c>, <c>invited</c>, or <c>expired</c> for an invitation that can be taken up no more.</param>
    /// <param name="InvitedEmail">The address that was invited, which may be another than the account's.</param>
    /// <param name="ExpiresAt">Until when an invitation can be taken up.</param>
    public record MemberView(
        long Id, long? UserId, string Email, string? Name, Role Role, [property: AllowedValues("active", "invited", "expired")] string Status, string? InvitedEmail, DateTime? ExpiresAt);

    /// <summary>An invitation with its link, which is never shown again.</summary>
    public sealed record InvitedView : MemberView
    {
        public InvitedView(MemberView invited, string url, bool isMailed) : base(invited) => (InvitationUrl, InvitationMailed) = (url, isMailed);

        /// <summary>To hand over: whoever opens it can join.</summary>
        public string InvitationUrl { get; }

        /// <summary>Whether a link is on its way to the address as well.</summary>
        public bool InvitationMailed { get; }
    }

    public sealed record Add(
        [MaxLength(254), EmailAddress] string Email,
        [AllowedValues("owner", "manager", "editor", "viewer")] string Role) : Input<Add>;

    public sealed record Change([AllowedValues("owner", "manager", "editor", "viewer")] string Role) : Input<Change>;

    public static void Map(RouteGroupBuilder v1)
    {
        var members = v1.MapGroup("/organizations/{organization_id:long}/members").WithTags("Organizations").InPhase(Phase.Setup).ForOrganization(Role.Manager);
        members.MapGet("/", ListAsync).WithName("listMembers").WithSummary("Who works in a workspace, and who is invited to");
        members.MapPost("/", AddAsync).WithName("addMember").WithSummary("Invite somebody; they are a member once they have taken it up").WithDescription(
            "The answer holds a link to hand over, which works once and for seven days, and is not shown again. Where the server has a mail server, a link is mailed too. "
            + "Whoever takes it up becomes the member, with the account they are signed in to; listMembers shows which that is.");
        members.MapPatch("/{member_id:long}", UpdateAsync).WithName("updateMember").WithSummary("Change the role of a member, or of an invitation");
        members.MapDelete("/{member_id:long}", RemoveAsync).WithName("removeMember").WithSummary("Remove a member, or take an invitation back");
    }

    /// <summary>In the order in which they came.</summary>
    private static async Task<Ok<MemberView[]>> ListAsync(MemberOf caller, AppDbContext db, UserDirectory users, TimeProvider clock, CancellationToken stop)
    {
        var members = await db.Memberships.AsNoTracking().Where(m => m.WorkspaceId == caller.WorkspaceId).OrderBy(m => m.Id).ToListAsync(stop);
        var people = await users.FindAsync([.. members.Select(m => m.UserId).OfType<long>()], stop);
        return TypedResults.Ok(members.Select(m => View(m, people, clock)).ToArray());
    }

    private static async Task<Results<Created<InvitedView>, Problem>> AddAsync(
        Add request, MemberOf caller, CurrentUser user, Invitations invitations, TimeProvider clock, CancellationToken stop)
    {
        var role = RoleOf(request.Role);
        if (role < caller.Role) return Error.Forbidden().AsProblem();
        var invited = await invitations.InviteAsync(caller, user.Id, request.Email, role, stop);
        if (invited.Failed) return invited.Error.AsProblem();
        var (invitation, url, isMailed) = invited.Value;
        return TypedResults.Created($"/v1/organizations/{caller.WorkspaceId}/members/{invitation.Id}", new InvitedView(View(invitation, [], clock), url, isMailed));
    }

    private static async Task<Results<Ok<MemberView>, Problem>> UpdateAsync(
        [FromRoute(Name = "member_id")] long id, Change request, MemberOf caller, [AsParameters] Changing with, UserDirectory users, TimeProvider clock, CancellationToken stop)
    {
        var changed = await ChangeAsync(id, caller, with, RoleOf(request.Role), stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return TypedResults.Ok(View(changed.Value, changed.Value.UserId is { } userId ? await users.FindAsync([userId], stop) : [], clock));
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        [FromRoute(Name = "member_id")] long id, MemberOf caller, [AsParameters] Changing with, CancellationToken stop)
    {
        var removed = await ChangeAsync(id, caller, with, null, stop);
        return removed.Failed ? removed.Error.AsProblem() : TypedResults.NoContent();
    }

    /// <summary>Changes a member's role, or removes them when there is none to become, unless that would leave nobody who owns the place.</summary>
    private static Task<Result<Membership>> ChangeAsync(long id, MemberOf caller, Changing with, Role? becomes, CancellationToken stop) =>
        with.Db.WriteAsync<Result<Membership>>(async () =>
        {
            var (db, workspaceId) = (with.Db, caller.WorkspaceId);
            await with.Invitations.HoldAsync(workspaceId, stop);
            if (await db.Memberships.FirstOrDefaultAsync(m => m.Id == id && m.WorkspaceId == workspaceId, stop) is not { } member) return Error.NotFound("Member");
            if (member.Role < caller.Role || becomes < caller.Role) return Error.Forbidden();
            if (member is { Role: Role.Owner, UserId: not null } && becomes != Role.Owner
                && await db.Memberships.CountAsync(m => m.WorkspaceId == workspaceId && m.UserId != null && m.Role == Role.Owner, stop) == 1)
                return LastOwner;
            if (becomes is { } role) member.Role = role;
            else db.Memberships.Remove(member);
            await db.SaveChangesAsync(stop);
            if (member.UserId is { } userId && becomes != Role.Owner) await with.Invitations.RevokeOfAsync(workspaceId, userId, becomes, stop);
            var action = becomes is not null ? AuditActions.MemberUpdated : member.UserId is null ? AuditActions.InvitationRevoked : AuditActions.MemberRemoved;
            await with.Audit.WriteAsync(new Audited(action, null, workspaceId, "member", id), stop);
            return member;
        }, stop);

    private static MemberView View(Membership member, Dictionary<long, Caller> people, TimeProvider clock)
    {
        var person = member.UserId is { } id ? people[id] : null;
        var status = person is not null ? "active" : member.ExpiresAt > clock.Now() ? "invited" : "expired";
        return new MemberView(member.Id, person?.Id, person?.Email ?? member.InvitedEmail!, person?.Name, member.Role, status, member.InvitedEmail, member.ExpiresAt);
    }

    private static Role RoleOf(string name) => Enum.Parse<Role>(name, ignoreCase: true);

    private static readonly Error LastOwner = Error.Refused("last_owner", "This is the last owner; make somebody else an owner first");

    /// <summary>What a change of members is made with.</summary>
    public sealed record Changing(AppDbContext Db, Invitations Invitations, AuditLog Audit);
}
