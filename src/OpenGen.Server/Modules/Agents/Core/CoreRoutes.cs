using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>/v1/agents/{agent_id}/core: who the agent is and how it speaks, whole, by section, and its lists one item at a time.</summary>
internal static class CoreRoutes
{
    public static void MapAgentCore(this RouteGroupBuilder v1)
    {
        var core = v1.MapGroup("/agents/{agent_id}/core").WithTags("Agent Core");
        core.Get<GetAgentCore>("/");
        core.Patch<PatchAgentCore>("/");
        core.Create<AddAgentAccount, LinkedAccount>("/accounts", Place);
        core.Delete<RemoveAgentAccount>("/accounts/{account_id}");
        core.Create<AddAgentInspiration, InspirationItem>("/inspiration", Place);
        core.Delete<RemoveAgentInspiration>("/inspiration/{item_id}");
    }

    /// <summary>An item is shown with the core alone.</summary>
    private static string Place<T>(RouteValueDictionary route, T item) => $"/v1/agents/{route["agent_id"]}/core";
}
