using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Applies <see cref="BrowserSessions.HoldsAsync"/> to the cookie of every request: one keyed read.</summary>
internal sealed class CookieValidator(BrowserSessions sessions) : ISecurityStampValidator
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
