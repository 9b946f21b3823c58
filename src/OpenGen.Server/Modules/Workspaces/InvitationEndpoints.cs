using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>/v1/organizations/invitations: taking up the link one was handed, or letting it go.</summary>
internal static class InvitationEndpoints
{
    /// <param name="Token">What stands after <c>/invitations/</c> in the link.</param>
    public sealed record Taken([MaxLength(Invitations.LongestToken)] string Token) : Input<Taken>;

    /// <summary>A new membership.</summary>
    public sealed record Joined(long Id, long OrganizationId, Role Role);

    public static void Map(RouteGroupBuilder v1)
    {
        var invitations = v1.MapGroup("/organizations/invitations").WithTags("Organizations").InPhase(Phase.Setup);
        invitations.MapPost("/accept", AcceptAsync).WithName("acceptInvitation").WithSummary("Become a member of the workspace one was invited to");
        invitations.MapPost("/decline", DeclineAsync).WithName("declineInvitation").WithSummary("Let an invitation go; its link works no more");
    }

    private static async Task<Results<Ok<Joined>, Problem>> AcceptAsync(Taken request, CurrentUser user, Invitations invitations, CancellationToken stop)
    {
        var joined = await invitations.AcceptAsync(user.Id, request.Token, stop);
        return joined.Failed ? joined.Error.AsProblem() : TypedResults.Ok(new Joined(joined.Value.Id, joined.Value.WorkspaceId, joined.Value.Role));
    }

    private static async Task<Results<NoContent, Problem>> DeclineAsync(Taken request, Invitations invitations, CancellationToken stop)
    {
        var declined = await invitations.DeclineAsync(request.Token, stop);
        return declined.Failed ? declined.Error.AsProblem() : TypedResults.NoContent();
    }
}
