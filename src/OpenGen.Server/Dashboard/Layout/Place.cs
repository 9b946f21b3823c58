using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Dashboard.Layout;

/// <summary>Where in the dashboard a person is. The shell finds it before any page shows; pages take it as a cascading value.</summary>
/// <param name="Workspaces">All the person belongs to, the oldest first.</param>
/// <param name="Workspace">The one they are in.</param>
/// <param name="Agents">The agents of that workspace, the oldest first.</param>
/// <param name="Agent">The agent whose page it is; null on a workspace's pages.</param>
internal sealed record Place(
    IReadOnlyList<MemberOf> Workspaces, MemberOf Workspace, IReadOnlyList<AgentSummary> Agents, AgentSummary? Agent)
{
    /// <summary>Whether they may make and delete agents here.</summary>
    public bool MayManage => Workspace.Role <= Role.Manager;

    /// <summary>Whether they may change what is here.</summary>
    public bool MayEdit => Workspace.Role <= Role.Editor;

    /// <summary>
    /// The place an address names: an agent, a workspace, or neither, which is the first workspace.
    /// Null when it is not there, or not theirs: nobody learns which.
    /// </summary>
    public static Place? Find(
        IReadOnlyList<MemberOf> workspaces, IReadOnlyList<AgentSummary> agents, long? workspaceId, long? agentId)
    {
        var agent = agentId is null ? null : agents.FirstOrDefault(a => a.Id == agentId);
        if (agentId is not null && agent is null) return null;
        var wanted = agent?.WorkspaceId ?? workspaceId;
        var workspace = wanted is null ? workspaces.FirstOrDefault() : workspaces.FirstOrDefault(w => w.WorkspaceId == wanted);
        if (workspace is null) return null;
        return new Place(workspaces, workspace, [.. agents.Where(a => a.WorkspaceId == workspace.WorkspaceId)], agent);
    }
}
