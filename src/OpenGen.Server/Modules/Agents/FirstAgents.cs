using OpenGen.Server.Data;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Each new workspace has an agent with nothing but a name.</summary>
internal sealed class FirstAgents(AppDbContext db) : IWorkspaceObserver
{
    /// <inheritdoc/>
    public async Task CreatedAsync(long workspaceId, CancellationToken cancellationToken)
    {
        db.Agents.Add(new Agent { WorkspaceId = workspaceId, Name = "My first agent" });
        await db.SaveChangesAsync(cancellationToken);
    }
}
