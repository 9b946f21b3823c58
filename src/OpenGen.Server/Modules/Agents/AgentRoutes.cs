using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Core;
using OpenGen.Server.Modules.Agents.Profiles;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agents: agents, and who they are.</summary>
internal static class AgentRoutes
{
    public static void MapAgents(this RouteGroupBuilder v1)
    {
        var agents = v1.MapGroup("/agents").WithTags("Agents");
        agents.Get<ListAgents>("/").WithTags("Discovery");
        agents.Create<CreateAgent, WrappedAgent>("/", (_, made) => $"/v1/agents/{made.Agent.Id}");
        var one = agents.MapGroup("/{agent_id}");
        one.Get<GetAgent>("/");
        one.Patch<UpdateAgent>("/");
        one.Delete<DeleteAgent>("/");
        one.MapAvatars();
        v1.MapAgentCore();
        v1.MapAgentProfiles();
    }
}
