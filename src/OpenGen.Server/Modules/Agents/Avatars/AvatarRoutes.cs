using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>/v1/agents/{agent_id}/avatars: an agent's pictures.</summary>
internal static class AvatarRoutes
{
    public static void MapAvatars(this RouteGroupBuilder agent)
    {
        var avatars = agent.MapGroup("/avatars");
        avatars.Get<ListAgentAvatars>("/");
        avatars.Create<CreateAgentAvatar, IReadOnlyList<AvatarView>>(
            "/", (route, _) => $"/v1/agents/{route["agent_id"]}/avatars");
        avatars.Patch<SetPrimaryAvatar>("/{avatar_id}");
        avatars.Delete<DeleteAgentAvatar>("/{avatar_id}");
    }
}
