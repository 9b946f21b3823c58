using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace OpenGen.Server.Web;

/// <summary>Knows whether sessions of people in a browser still hold.</summary>
internal interface ISessionLookup
{
    /// <summary>Whether this one does.</summary>
    Task<bool> HoldsAsync(ClaimsPrincipal session, CancellationToken cancellationToken);
}

/// <summary>Asks whether the session of a request's cookie still holds; one that does not ends here.</summary>
internal sealed class CookieValidator(ISessionLookup sessions) : ISecurityStampValidator
{
    /// <inheritdoc/>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var request = context.HttpContext;
        if (context.Principal is { } session && await sessions.HoldsAsync(session, request.RequestAborted)) return;
        context.RejectPrincipal();
        await request.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
