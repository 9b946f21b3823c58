using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>The workspaces that the caller manages, the oldest first.</summary>
[Operation("listWorkspaces", Phase.Setup)]
internal sealed class ListWorkspaces(IWorkspaceDirectory workspaces) : IOperation<Caller, ListWorkspaces.Request, List<WorkspaceView>>
{
    public sealed record Request;

    public async Task<Result<List<WorkspaceView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var all = await workspaces.OfUserAsync(scope.Id, cancellationToken);
        return all.FindAll(w => w.Role <= Role.Manager).ConvertAll(w => new WorkspaceView(w.WorkspaceId, w.Name));
    }
}

/// <summary>A workspace in a list to choose from.</summary>
internal sealed record WorkspaceView(long Id, string Name);
