using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>One organization, and how much of its quotas is used.</summary>
[Operation("getOrganization", Phase.Setup), Needs(Role.Viewer)]
internal sealed class GetOrganization(OrganizationViews views, IQuotas quotas)
    : IOperation<MemberOf, GetOrganization.Request, OrganizationView>
{
    public sealed record Request;

    public async Task<Result<OrganizationView>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken) =>
        (await views.OfAsync([scope], cancellationToken))[0] with { Quotas = await quotas.OfAsync(scope.WorkspaceId, cancellationToken) };
}
