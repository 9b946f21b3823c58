using System.Text.Json.Serialization;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>A workspace as one of its members sees it.</summary>
/// <param name="OrganizationId">The same as <c>id</c>.</param>
/// <param name="UserRole">The member's: <c>owner</c>, <c>manager</c>, <c>editor</c> or <c>viewer</c>.</param>
/// <param name="Credit">All that it has.</param>
/// <param name="TotalMembers">Those who are invited are none yet.</param>
/// <param name="CreditPlan">Always null: nothing is sold here.</param>
internal sealed record OrganizationView(
    long Id, Guid Uuid, long OrganizationId, string Name, PictureUrls? Avatar, string UserRole, string Credit,
    CreditBuckets AvailableCredit, int TotalMembers, CreditPlan? CreditPlan)
{
    /// <summary>What of its quotas is used; only where one organization is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuotasView? Quotas { get; init; }
}

/// <summary>What there is to spend, by what it can be spent on.</summary>
/// <param name="Generic">On anything.</param>
/// <param name="Aura">Always none.</param>
internal sealed record CreditBuckets(string Generic, string Aura);

/// <summary>How credits are bought, where they are.</summary>
internal sealed record CreditPlan(long Id, string Name, string Cycle);

/// <summary>Which organization was made or changed.</summary>
internal sealed record Named(long OrganizationId);
