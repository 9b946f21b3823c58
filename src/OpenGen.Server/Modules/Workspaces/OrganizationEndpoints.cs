using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>/v1/workspaces and /v1/organizations: where the caller works, with credits and ledger.</summary>
internal static class OrganizationEndpoints
{
    public sealed record WorkspaceView(long Id, string Name);

    public sealed record CreditBuckets(string Generic, string Aura);

    public sealed record ImageView(string Url, string ThumbnailUrl);

    public sealed record CreditPlan(long Id, string Name, string Cycle);

    public sealed record OrganizationView(
        long Id, Guid Uuid, long OrganizationId, string Name, ImageView? Avatar, string UserRole, string Credit,
        CreditBuckets AvailableCredit, int TotalMembers, CreditPlan? CreditPlan);

    public sealed record Named(long OrganizationId);

    public sealed record CreditTransactionView : Timed
    {
        public CreditTransactionView(CreditTransaction line) : base(line)
        {
            (Id, Bucket, Kind, UserJobId, Description) = (line.Id, line.Bucket, line.Kind, line.JobId, line.Description);
            (Amount, BalanceAfter) = (Credits(line.Amount), Credits(line.BalanceAfter));
        }

        public long Id { get; }
        public string Bucket { get; }
        public CreditKind Kind { get; }
        public string Amount { get; }
        public string BalanceAfter { get; }
        public long? UserJobId { get; }
        public string Description { get; }
    }

    [Wrapper("organization")]
    public sealed record Create([MaxLength(200)] string Name) : Input<Create>;

    [Wrapper("organization")]
    public sealed record Update([MaxLength(200), MinLength(1)] string? Name) : Input<Update>;

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/workspaces", ListWorkspacesAsync).WithName("listWorkspaces").WithTags("Discovery").InPhase(Phase.Setup);
        var organizations = v1.MapGroup("/organizations").WithTags("Organizations").InPhase(Phase.Setup);
        organizations.MapGet("/", ListAsync).WithName("listOrganizations");
        organizations.MapPost("/", CreateAsync).WithName("createOrganization");
        organizations.MapGet("/{organization_id:long}", GetAsync).WithName("getOrganization").ForOrganization(Role.Viewer);
        organizations.MapPatch("/{organization_id:long}", UpdateAsync).WithName("updateOrganization").ForOrganization(Role.Manager);
        organizations.MapDelete("/{organization_id:long}", DeleteAsync).WithName("deleteOrganization").ForOrganization(Role.Owner);
        organizations.MapGet("/{organization_id:long}/credit_transactions", ListTransactionsAsync).WithName("listCreditTransactions").ForOrganization(Role.Manager);
    }

    private static async Task<Ok<WorkspaceView[]>> ListWorkspacesAsync(CurrentUser user, WorkspaceDirectory workspaces, CancellationToken stop) =>
        TypedResults.Ok((await workspaces.OfUserAsync(user.Id, stop))
            .Where(w => w.Role <= Role.Manager).Select(w => new WorkspaceView(w.WorkspaceId, w.Name)).ToArray());

    private static async Task<Ok<List<OrganizationView>>> ListAsync(
        CurrentUser user, WorkspaceDirectory workspaces, AppDbContext db, CancellationToken stop) =>
        TypedResults.Ok(await ViewAsync(await workspaces.OfUserAsync(user.Id, stop), db, stop));

    private static async Task<Ok<OrganizationView>> GetAsync(MemberOf workspace, AppDbContext db, CancellationToken stop) =>
        TypedResults.Ok((await ViewAsync([workspace], db, stop))[0]);

    private static async Task<Created<Named>> CreateAsync(
        Create request, CurrentUser user, WorkspaceFounding founding, AppDbContext db, CancellationToken stop)
    {
        var id = await db.WriteAsync(() => founding.FoundAsync(user.Id, request.Name, stop), stop);
        return TypedResults.Created($"/v1/organizations/{id}", new Named(id));
    }

    private static async Task<Ok<Named>> UpdateAsync(Update request, MemberOf found, AppDbContext db, CancellationToken stop)
    {
        if (request.Name is { } name)
        {
            var workspace = await db.Workspaces.SingleAsync(w => w.Id == found.WorkspaceId, stop);
            workspace.Name = name;
            await db.SaveChangesAsync(stop);
        }
        return TypedResults.Ok(new Named(found.WorkspaceId));
    }

    /// <summary>All of it goes: members, agents, sheets, jobs, ledger, and the files once nothing names them any more.</summary>
    private static async Task<NoContent> DeleteAsync(MemberOf workspace, AgentDirectory agents, AgentFiles files, AppDbContext db, CancellationToken stop)
    {
        var keys = await files.KeysOfAsync(await agents.OfWorkspaceAsync(workspace.WorkspaceId, stop), stop);
        await db.Workspaces.Where(w => w.Id == workspace.WorkspaceId).ExecuteDeleteAsync(stop);
        files.Delete(keys);
        return TypedResults.NoContent();
    }

    /// <summary>Newest first.</summary>
    private static async Task<Ok<CreditTransactionView[]>> ListTransactionsAsync(MemberOf workspace, AppDbContext db, CancellationToken stop)
    {
        var lines = await db.CreditTransactions.AsNoTracking().Where(l => l.WorkspaceId == workspace.WorkspaceId).OrderByDescending(l => l.Id).ToListAsync(stop);
        return TypedResults.Ok(lines.Select(l => new CreditTransactionView(l)).ToArray());
    }

    private static async Task<List<OrganizationView>> ViewAsync(List<MemberOf> workspaces, AppDbContext db, CancellationToken stop)
    {
        var ids = workspaces.ConvertAll(w => w.WorkspaceId);
        var members = await db.Memberships.Where(m => ids.Contains(m.WorkspaceId))
            .GroupBy(m => m.WorkspaceId).ToDictionaryAsync(g => g.Key, g => g.Count(), stop);
        return workspaces.ConvertAll(w => new OrganizationView(
            w.WorkspaceId, w.Uuid, w.WorkspaceId, w.Name, Avatar: null, w.Role.ToString().ToLowerInvariant(), Credits(w.Credits),
            new CreditBuckets(Credits(w.Credits), Credits(0)), members.GetValueOrDefault(w.WorkspaceId), CreditPlan: null));
    }

    /// <summary>Credits are whole; the wire shows one decimal.</summary>
    private static string Credits(long credits) => credits.ToString(CultureInfo.InvariantCulture) + ".0";
}
