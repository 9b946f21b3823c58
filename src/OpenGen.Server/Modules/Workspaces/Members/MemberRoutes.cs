using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>/v1/organizations/{organization_id}/members: who works there, as what, and who is invited to.</summary>
internal static class MemberRoutes
{
    public static void MapMembers(this RouteGroupBuilder v1)
    {
        var members = v1.MapGroup("/organizations/{organization_id:long}/members").WithTags("Organizations");
        members.Get<ListMembers>("/");
        var added = members.Create<AddMember, InvitedView>("/", (route, invited) =>
            $"/v1/organizations/{route["organization_id"]}/members/{invited.Id}");
        added.WithDescription(
            "The answer holds a link to hand over, which works once and for seven days, and is not shown again. "
            + "Where the server has a mail server, a link is mailed too. "
            + "Whoever takes it up becomes the member, with the account they are signed in to; listMembers shows which that is.");
        members.Patch<UpdateMember>("/{member_id:long}");
        members.Delete<RemoveMember>("/{member_id:long}");
    }
}
