using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>The organizations that the caller is a member of, the oldest first.</summary>
[Operation("listOrganizations", Phase.Setup)]
internal sealed class ListOrganizations(IWorkspaceDirectory workspaces, OrganizationViews views)
    : IOperation<Caller, ListOrganizations.Request, List<OrganizationView>>
{
    public sealed record Request;

    public async Task<Result<List<OrganizationView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        await views.OfAsync(await workspaces.OfUserAsync(scope.Id, cancellationToken), cancellationToken);
}
