using System.ComponentModel.DataAnnotations;

namespace OpenGen.Server.Modules.Workspaces.Invitations;

/// <summary>Lets an invitation go; its link works no more.</summary>
[Operation("declineInvitation", Phase.Setup, Says = "Let an invitation go; its link works no more")]
internal sealed class DeclineInvitation(PendingInvitations invitations) : IOperation<Caller, DeclineInvitation.Request, Done>
{
    /// <param name="Token">What stands after <c>/invitations/</c> in the link.</param>
    public sealed record Request([MaxLength(InvitationToken.Longest)] string Token);

    public Task<Result<Done>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        invitations.DeclineAsync(request.Token, cancellationToken);
}
