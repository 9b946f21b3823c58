using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces.Invitations;

/// <summary>/v1/organizations/invitations: taking up the link one was handed, or letting it go.</summary>
internal static class InvitationRoutes
{
    public static void MapInvitations(this RouteGroupBuilder v1)
    {
        var invitations = v1.MapGroup("/organizations/invitations").WithTags("Organizations");
        invitations.Post<AcceptInvitation>("/accept");
        invitations.Post<DeclineInvitation>("/decline");
    }
}
