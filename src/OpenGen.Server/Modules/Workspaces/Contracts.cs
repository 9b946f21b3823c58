using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>What a member may do; each may do all that those after it may.</summary>
internal enum Role
{
    Owner,
    Manager,
    Editor,
    Viewer,
}

/// <summary>Metadata of an endpoint that only some roles may call.</summary>
internal interface INeedsRole
{
    /// <summary>The least role that may.</summary>
    Role Least { get; }
}

/// <summary>Metadata of an endpoint whose handler finds by itself to which workspace a thing belongs, and refuses callers below a role there.</summary>
/// <param name="Least">The least role that may.</param>
internal sealed record LeastRole(Role Least) : INeedsRole;

/// <summary>Why a line stands in the ledger.</summary>
internal enum CreditKind
{
    Grant,
    Charge,
    Refund,
    Adjust,
}

/// <summary>
/// An amount of whole credits, from 0 to <see cref="Most"/>. It cannot be negative, and what would be too much throws rather than wraps:
/// arithmetic that gets here with a wrong number is a bug, and books nothing.
/// </summary>
internal readonly record struct Credits
{
    /// <summary>The most that a line or a balance can be: 10¹⁵, which a JSON number of any client holds exactly.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or more than <see cref="Most"/>.</exception>
    public Credits(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
        Value = value;
    }

    /// <summary>Whole credits, 0 or more.</summary>
    public long Value { get; }

    /// <summary>Whether it is nothing.</summary>
    public bool IsZero => Value == 0;

    /// <summary>As the API writes it: whole, with one decimal.</summary>
    public string OnTheWire => Value.ToString(CultureInfo.InvariantCulture) + ".0";

    /// <exception cref="ArgumentOutOfRangeException">The sum is more than <see cref="Most"/>.</exception>
    public static Credits operator +(Credits one, Credits other) => new(checked(one.Value + other.Value));

    /// <exception cref="ArgumentOutOfRangeException">The product is more than <see cref="Most"/>, or negative.</exception>
    /// <exception cref="OverflowException">The product is more than a 64-bit number holds.</exception>
    public static Credits operator *(Credits one, long times) => new(checked(one.Value * times));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Why nothing was booked.</summary>
internal static class CreditErrors
{
    public static readonly Error Insufficient = Error.Refused("insufficient_credits_for_job", "The workspace has too few credits for this job");

    public static readonly Error BalanceFull = Error.Refused("balance_full", $"A workspace cannot have more than {new Credits(Credits.Most)} credits");
}

/// <summary>Settings of credits.</summary>
internal sealed class CreditsOptions
{
    /// <summary>What a new workspace starts with, in whole credits; 0 for nothing.</summary>
    public long StartingGrant { get; set; } = 10_000;

    /// <summary>What is wrong with the settings.</summary>
    public IEnumerable<string> Faults()
    {
        if (StartingGrant is < 0 or > Credits.Most) yield return $"Credits:StartingGrant {StartingGrant} must be whole credits from 0 to {Credits.Most}";
    }
}

/// <summary>Makes workspaces.</summary>
internal sealed class WorkspaceFounding(AppDbContext db, Ledger ledger, AgentFounding agents, CreditsOptions credits)
{
    /// <summary>A workspace with its owner, a first agent and the starting credits. Runs in the caller's transaction.</summary>
    public async Task<long> FoundAsync(long ownerId, string name, CancellationToken stop)
    {
        var workspace = new Workspace { Name = name };
        db.Workspaces.Add(workspace);
        await db.SaveChangesAsync(stop);
        db.Memberships.Add(new Membership { WorkspaceId = workspace.Id, UserId = ownerId, Role = Role.Owner });
        await agents.FoundAsync(workspace.Id, "My first agent", stop);
        if (credits.StartingGrant > 0) await ledger.GrantAsync(workspace.Id, new Credits(credits.StartingGrant), "Starting credits", stop);
        return workspace.Id;
    }
}

/// <summary>What other modules may ask about memberships.</summary>
internal sealed class WorkspaceDirectory(AppDbContext db)
{
    /// <summary>The workspaces a user belongs to, the oldest first.</summary>
    public Task<List<MemberOf>> OfUserAsync(long userId, CancellationToken stop) =>
        (from m in db.Memberships
         join w in db.Workspaces on m.WorkspaceId equals w.Id
         where m.UserId == userId
         orderby w.Id
         select new MemberOf(w.Id, w.Uuid, w.Name, m.Role, w.Credits, w.AvatarId)).ToListAsync(stop);

    /// <summary>A workspace's UUID.</summary>
    public Task<Guid> UuidAsync(long workspaceId, CancellationToken stop) => db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Uuid).SingleAsync(stop);

    /// <summary>One of them, or null.</summary>
    public async Task<MemberOf?> FindAsync(long userId, long workspaceId, CancellationToken stop) =>
        (await OfUserAsync(userId, stop)).Find(w => w.WorkspaceId == workspaceId);
}

/// <summary>A workspace as one of its members sees it. A handler whose endpoint says <c>ForOrganization()</c> and that takes one gets the one in the path.</summary>
internal sealed record MemberOf(long WorkspaceId, Guid Uuid, string Name, Role Role, long Credits, long? AvatarId)
{
    private static readonly object Key = new();

    public void Attach(HttpContext context) => context.Items[Key] = this;

    public static ValueTask<MemberOf?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<MemberOf?>(context.Items[Key] as MemberOf
            ?? throw new InvalidOperationException("The endpoint takes a MemberOf but does not say ForOrganization()"));
}
