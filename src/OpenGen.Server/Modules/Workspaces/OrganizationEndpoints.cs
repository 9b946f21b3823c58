using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>/v1/workspaces and /v1/organizations: where the caller works, with credits and ledger.</summary>
internal static class OrganizationEndpoints
{
    /// <summary>Lines of a ledger that are in memory at once.</summary>
    private const int LedgerBatch = 500;

    public sealed record WorkspaceView(long Id, string Name);

    public sealed record CreditBuckets(string Generic, string Aura);

    public sealed record CreditPlan(long Id, string Name, string Cycle);

    public sealed record OrganizationView(
        long Id, Guid Uuid, long OrganizationId, string Name, PictureUrls? Avatar, string UserRole, string Credit,
        CreditBuckets AvailableCredit, int TotalMembers, CreditPlan? CreditPlan)
    {
        /// <summary>What of its quotas is used; only where one organization is asked for.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public QuotasView? Quotas { get; init; }
    }

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
    public sealed record Create([MaxLength(200)] string Name, UploadedFile? Avatar) : Input<Create>;

    [Wrapper("organization")]
    public sealed record Update([MaxLength(200), MinLength(1)] string? Name, Sent<UploadedFile> Avatar) : Input<Update>;

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/workspaces", ListWorkspacesAsync).WithName("listWorkspaces").WithTags("Discovery").InPhase(Phase.Setup);
        var organizations = v1.MapGroup("/organizations").WithTags("Organizations").InPhase(Phase.Setup);
        organizations.MapGet("/", ListAsync).WithName("listOrganizations");
        organizations.MapPost("/", CreateAsync).WithName("createOrganization");
        organizations.MapGet("/{organization_id:long}", GetAsync).WithName("getOrganization").ForOrganization(Role.Viewer);
        organizations.MapPatch("/{organization_id:long}", UpdateAsync).WithName("updateOrganization").ForOrganization(Role.Manager);
        organizations.MapDelete("/{organization_id:long}", DeleteAsync).WithName("deleteOrganization").ForOrganization(Role.Owner);
        organizations.MapGet("/{organization_id:long}/credit_transactions", ListTransactionsAsync).WithName("listCreditTransactions").ForOrganization(Role.Manager)
            .WithMetadata(new AnswersList());
    }

    private static async Task<Ok<WorkspaceView[]>> ListWorkspacesAsync(CurrentUser user, WorkspaceDirectory workspaces, CancellationToken stop) =>
        TypedResults.Ok((await workspaces.OfUserAsync(user.Id, stop))
            .Where(w => w.Role <= Role.Manager).Select(w => new WorkspaceView(w.WorkspaceId, w.Name)).ToArray());

    private static async Task<Ok<List<OrganizationView>>> ListAsync(
        CurrentUser user, WorkspaceDirectory workspaces, PictureShelf pictures, AppDbContext db, CancellationToken stop) =>
        TypedResults.Ok(await ViewAsync(await workspaces.OfUserAsync(user.Id, stop), pictures, db, stop));

    private static async Task<Ok<OrganizationView>> GetAsync(MemberOf workspace, PictureShelf pictures, Quotas quotas, AppDbContext db, CancellationToken stop) =>
        TypedResults.Ok((await ViewAsync([workspace], pictures, db, stop))[0] with { Quotas = await quotas.OfAsync(workspace.WorkspaceId, stop) });

    private static async Task<Results<Created<Named>, Problem>> CreateAsync(
        Create request, CurrentUser user, WorkspaceFounding founding, PictureShelf pictures, AppDbContext db, CancellationToken stop)
    {
        var avatar = request.Avatar is { } file ? await pictures.KeepAsync(file, stop) : null;
        if (request.Avatar is not null && avatar is null) return BadAvatar.AsProblem();
        var made = await db.WriteAsync(async () =>
        {
            var founded = await founding.FoundAsync(user.Id, request.Name, stop);
            if (!founded.Failed && avatar is not null) await SetAvatarAsync(founded.Value, avatar, pictures, db, stop);
            return founded;
        }, stop);
        return made.Failed ? made.Error.AsProblem() : TypedResults.Created($"/v1/organizations/{made.Value}", new Named(made.Value));
    }

    private static async Task<Results<Ok<Named>, Problem>> UpdateAsync(Update request, MemberOf workspace, PictureShelf pictures, AppDbContext db, AuditLog audit, CancellationToken stop)
    {
        var id = workspace.WorkspaceId;
        var avatar = request.Avatar.Value is { } file ? await pictures.KeepAsync(file, stop) : null;
        if (request.Avatar.Value is not null && avatar is null) return BadAvatar.AsProblem();
        await db.WriteAsync(async () =>
        {
            if (request.Name is { } name) await db.Workspaces.Where(w => w.Id == id).ExecuteUpdateAsync(w => w.SetProperty(x => x.Name, name), stop);
            if (request.Avatar.IsSent) await SetAvatarAsync(id, avatar, pictures, db, stop);
            await audit.WriteAsync(new Audited(AuditActions.WorkspaceUpdated, null, id, "workspace", id), stop);
            return id;
        }, stop);
        pictures.Sweep();
        return TypedResults.Ok(new Named(id));
    }

    /// <summary>Puts a picture, or none, in the place of the one there is; in the caller's transaction.</summary>
    private static async Task SetAvatarAsync(long id, KeptPicture? avatar, PictureShelf pictures, AppDbContext db, CancellationToken stop)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == id, stop);
        if (workspace.AvatarId is { } former) await pictures.RemoveAsync(former, stop);
        workspace.AvatarId = avatar is null ? null : await pictures.AddAsync(id, avatar, stop);
        await db.SaveChangesAsync(stop);
    }

    private static async Task<NoContent> DeleteAsync(MemberOf workspace, WorkspaceRemoval removal, CancellationToken stop)
    {
        await removal.RemoveAsync(workspace.WorkspaceId, stop);
        return TypedResults.NoContent();
    }

    /// <summary>Newest first. A ledger grows without end, so it is read and written a batch at a time, and a page alone when one is asked for.</summary>
    private static async Task<Results<Ok<IAsyncEnumerable<CreditTransactionView>>, Problem>> ListTransactionsAsync(
        MemberOf workspace, HttpContext context, AppDbContext db, CancellationToken stop)
    {
        var lines = db.CreditTransactions.AsNoTracking().Where(l => l.WorkspaceId == workspace.WorkspaceId);
        var (from, size) = (0, int.MaxValue);
        if (Paging.IsAsked(context.Request.Query))
        {
            if (Paging.Read(context.Request.Query, out from, out size) is { } wrong) return wrong.AsProblem();
            Paging.Announce(context, await lines.CountAsync(stop), (int)Math.Min((long)from + size, int.MaxValue));
        }
        return TypedResults.Ok(ReadAsync(lines, from, size, stop));
    }

    /// <summary>Each batch is a query of its own that begins below the one before: nothing stays open in the database while a client is slow to read.</summary>
    private static async IAsyncEnumerable<CreditTransactionView> ReadAsync(
        IQueryable<CreditTransaction> lines, int from, int size, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var (below, left, skip) = (long.MaxValue, size, from); left > 0; skip = 0)
        {
            var batch = await lines.Where(l => l.Id < below).OrderByDescending(l => l.Id).Skip(skip).Take(Math.Min(left, LedgerBatch)).ToListAsync(stop);
            foreach (var line in batch) yield return new CreditTransactionView(line);
            if (batch.Count < LedgerBatch) yield break;
            (below, left) = (batch[^1].Id, left - batch.Count);
        }
    }

    private static async Task<List<OrganizationView>> ViewAsync(List<MemberOf> workspaces, PictureShelf pictures, AppDbContext db, CancellationToken stop)
    {
        var avatars = await pictures.UrlsAsync([.. workspaces.Select(w => w.AvatarId).OfType<long>()], stop);
        var ids = workspaces.ConvertAll(w => w.WorkspaceId);
        var members = await db.Memberships.Where(m => ids.Contains(m.WorkspaceId) && m.UserId != null)
            .GroupBy(m => m.WorkspaceId).ToDictionaryAsync(g => g.Key, g => g.Count(), stop);
        return workspaces.ConvertAll(w => new OrganizationView(
            w.WorkspaceId, w.Uuid, w.WorkspaceId, w.Name, w.AvatarId is { } avatar ? avatars.GetValueOrDefault(avatar) : null, w.Role.ToString().ToLowerInvariant(), Credits(w.Credits),
            new CreditBuckets(Credits(w.Credits), Credits(0)), members.GetValueOrDefault(w.WorkspaceId), CreditPlan: null));
    }

    /// <summary>Credits are whole; the wire shows one decimal.</summary>
    private static string Credits(long credits) => credits.ToString(CultureInfo.InvariantCulture) + ".0";

    private static readonly Error BadAvatar = Error.Invalid("organization.avatar", "must be a JPEG, PNG or WebP picture of at most 20 MB");
}
