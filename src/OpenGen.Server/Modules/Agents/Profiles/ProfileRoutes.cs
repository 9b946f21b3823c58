using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>/v1/agent/profile: an agent's name, core and voice in three sections, as the agent surface reads them.</summary>
internal static class ProfileRoutes
{
    public static void MapAgentProfiles(this RouteGroupBuilder v1)
    {
        var profile = v1.MapGroup("/agent/profile").WithTags("Agent Profile");
        profile.Get<GetAgentProfile>("/");
        profile.Create<CreateAgentProfile, AgentProfile>("/", (_, made) => $"/v1/agent/profile?agent_id={made.AgentId}");
        profile.Put<UpdateAgentProfile>("/");
        profile.Delete<DeleteAgentProfile>("/");
    }
}
