using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>/v1/workspaces and /v1/organizations: where the caller works, with credits, ledger and audit log.</summary>
internal static class OrganizationRoutes
{
    public static void MapOrganizations(this RouteGroupBuilder v1)
    {
        v1.Get<ListWorkspaces>("/workspaces").WithTags("Discovery");
        var organizations = v1.MapGroup("/organizations").WithTags("Organizations");
        organizations.Get<ListOrganizations>("/");
        organizations.Create<CreateOrganization, Named>("/", (_, made) => $"/v1/organizations/{made.OrganizationId}");
        organizations.Get<GetOrganization>("/{organization_id:long}");
        organizations.Patch<UpdateOrganization>("/{organization_id:long}");
        organizations.Delete<DeleteOrganization>("/{organization_id:long}");
        organizations.Get<ListCreditTransactions>("/{organization_id:long}/credit_transactions");
        organizations.Get<ListAuditLog>("/{organization_id:long}/audit_log");
    }
}
