using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>/v1/persisted_tokens: the caller's API keys.</summary>
internal static class ApiKeyRoutes
{
    public static void MapApiKeys(this RouteGroupBuilder v1)
    {
        var keys = v1.MapGroup("/persisted_tokens").WithTags("API Keys");
        keys.Get<ListApiKeys>("/");
        keys.Create<CreateApiKey, NewApiKeyView>("/", (_, key) => $"/v1/persisted_tokens/{key.Id}");
        keys.Patch<UpdateApiKey>("/{id:long}");
        keys.Delete<RevokeApiKey>("/{id:long}/revoke");
        keys.Delete<DeleteApiKey>("/{id:long}");
        keys.Delete<RevokeAllApiKeys>("/revoke_all");
    }
}
