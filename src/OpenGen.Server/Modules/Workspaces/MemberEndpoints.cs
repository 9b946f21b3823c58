using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>/v1/organizations/{id}/members: who works here, and as what. Nobody gives or takes a role above their own.</summary>
internal static class MemberEndpoints
{
    public sealed record MemberView(long Id, long UserId, string Email, string? Name, Role Role);

    public sealed record Add(
        [MaxLength(254), EmailAddress] string Email,
        [AllowedValues("owner", "manager", "editor", "viewer")] string Role) : Input<Add>;

    public sealed record Change([AllowedValues("owner", "manager", "editor", "viewer")] string Role) : Input<Change>;

    public static void Map(RouteGroupBuilder v1)
    {
        var members = v1.MapGroup("/organizations/{organization_id:long}/members").WithTags("Organizations").InPhase(Phase.Setup).ForOrganization(Role.Manager);
        members.MapGet("/", ListAsync).WithName("listMembers");
        members.MapPost("/", AddAsync).WithName("addMember");
        members.MapPatch("/{member_id:long}", UpdateAsync).WithName("updateMember");
        members.MapDelete("/{member_id:long}", RemoveAsync).WithName("removeMember");
    }

    /// <summary>In the order in which they came.</summary>
    private static async Task<Ok<MemberView[]>> ListAsync(MemberOf caller, AppDbContext db, UserDirectory users, CancellationToken stop)
    {
        var members = await db.Memberships.AsNoTracking().Where(m => m.WorkspaceId == caller.WorkspaceId).OrderBy(m => m.Id).ToListAsync(stop);
        var people = await users.FindAsync(members.ConvertAll(m => m.UserId), stop);
        return TypedResults.Ok(members.Select(m => View(m, people[m.UserId])).ToArray());
    }

    private static async Task<Results<Created<MemberView>, Problem>> AddAsync(
        Add request, MemberOf caller, AppDbContext db, UserDirectory users, CancellationToken stop)
    {
        var role = RoleOf(request.Role);
        if (role < caller.Role) return Error.Forbidden().AsProblem();
        if (await users.FindByEmailAsync(request.Email, stop) is not { } person)
            return Error.Invalid("email", "is not registered on this server; they must register first").AsProblem();
        var member = new Membership { WorkspaceId = caller.WorkspaceId, UserId = person.Id, Role = role };
        db.Memberships.Add(member);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return Error.Invalid("email", "is a member already").AsProblem();
        }
        return TypedResults.Created($"/v1/organizations/{caller.WorkspaceId}/members/{member.Id}", View(member, person));
    }

    private static async Task<Results<Ok<MemberView>, Problem>> UpdateAsync(
        [FromRoute(Name = "member_id")] long id, Change request, MemberOf caller, AppDbContext db, UserDirectory users, CancellationToken stop)
    {
        var changed = await ChangeAsync(id, caller, db, member => member.Role = RoleOf(request.Role), RoleOf(request.Role), stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return TypedResults.Ok(View(changed.Value, (await users.FindAsync([changed.Value.UserId], stop))[changed.Value.UserId]));
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        [FromRoute(Name = "member_id")] long id, MemberOf caller, AppDbContext db, CancellationToken stop)
    {
        var removed = await ChangeAsync(id, caller, db, member => db.Memberships.Remove(member), null, stop);
        return removed.Failed ? removed.Error.AsProblem() : TypedResults.NoContent();
    }

    /// <summary>Changes or removes a member, unless that would leave nobody who owns the place.</summary>
    private static Task<Result<Membership>> ChangeAsync(long id, MemberOf caller, AppDbContext db, Action<Membership> change, Role? becomes, CancellationToken stop) =>
        db.WriteAsync<Result<Membership>>(async () =>
        {
            // Whoever changes members of this workspace waits here, so that two owners cannot demote each other at once.
            await db.Workspaces.Where(w => w.Id == caller.WorkspaceId).ExecuteUpdateAsync(w => w.SetProperty(x => x.UpdatedAt, x => x.UpdatedAt), stop);
            if (await db.Memberships.FirstOrDefaultAsync(m => m.Id == id && m.WorkspaceId == caller.WorkspaceId, stop) is not { } member) return Error.NotFound("Member");
            if (member.Role < caller.Role || becomes < caller.Role) return Error.Forbidden();
            if (member.Role == Role.Owner && becomes != Role.Owner
                && await db.Memberships.CountAsync(m => m.WorkspaceId == caller.WorkspaceId && m.Role == Role.Owner, stop) == 1)
                return LastOwner;
            change(member);
            await db.SaveChangesAsync(stop);
            return member;
        }, stop);

    private static MemberView View(Membership member, CurrentUser person) => new(member.Id, person.Id, person.Email, person.Name, member.Role);

    private static Role RoleOf(string name) => Enum.Parse<Role>(name, ignoreCase: true);

    private static readonly Error LastOwner = Error.Refused("last_owner", "This is the last owner; make somebody else an owner first");
}
