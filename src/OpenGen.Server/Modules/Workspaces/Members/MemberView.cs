using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>A member; or, without a <c>user_id</c>, somebody who was invited and has not taken it up.</summary>
/// <param name="Email">The account's; of an invitation, the address that was invited.</param>
/// <param name="Status"><c>active</c>, <c>invited</c>, or <c>expired</c> for an invitation that can be taken up no more.</param>
/// <param name="InvitedEmail">The address that was invited, which may be another than the account's.</param>
/// <param name="ExpiresAt">Until when an invitation can be taken up.</param>
internal record MemberView(
    long Id, long? UserId, string Email, string? Name, Role Role,
    [property: AllowedValues("active", "invited", "expired")] string Status, string? InvitedEmail, DateTime? ExpiresAt)
{
    /// <param name="person">Whose the membership is; null for an invitation.</param>
    public static MemberView Of(Membership member, Caller? person, DateTime now)
    {
        var status = person is not null ? "active" : member.ExpiresAt > now ? "invited" : "expired";
        return new MemberView(
            member.Id, person?.Id, person?.Email ?? member.InvitedEmail!, person?.Name, member.Role, status, member.InvitedEmail,
            member.ExpiresAt);
    }
}

/// <summary>An invitation with its link, which is never shown again.</summary>
internal sealed record InvitedView : MemberView
{
    public InvitedView(MemberView invited, string url, bool isMailed) : base(invited) =>
        (InvitationUrl, InvitationMailed) = (url, isMailed);

    /// <summary>To hand over: whoever opens it can join.</summary>
    public string InvitationUrl { get; }

    /// <summary>Whether a link is on its way to the address as well.</summary>
    public bool InvitationMailed { get; }
}
