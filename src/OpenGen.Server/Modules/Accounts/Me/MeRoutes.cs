using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.Me;

/// <summary>/v1/me: who the caller is.</summary>
internal static class MeRoutes
{
    public static void MapMe(this RouteGroupBuilder v1)
    {
        v1.Get<GetMe>("/me").WithTags("Discovery");
        v1.Get<GetMyAuditLog>("/me/audit_log").WithTags("Authentication");
    }
}
