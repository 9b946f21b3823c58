using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Identity's sign-in with its second step laid open: the password was checked elsewhere, and is checked once.</summary>
internal sealed class PeopleSignIn(
    UserManager<User> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<User> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation)
    : SignInManager<User>(users, context, claims, options, logger, schemes, confirmation)
{
    /// <summary>The claim that names a session, by which it is ended on the server.</summary>
    public const string SessionClaim = "sid";

    /// <inheritdoc/>
    public override Task SignInWithClaimsAsync(
        User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims) =>
        base.SignInWithClaimsAsync(
            user, authenticationProperties, additionalClaims.Append(new Claim(SessionClaim, Guid.NewGuid().ToString("N"))));

    /// <summary>Signs in, or remembers for five minutes that this browser gave the right password and owes a code.</summary>
    public Task<SignInResult> AfterPasswordAsync(User user, bool stay) => SignInOrTwoFactorAsync(user, stay);

    /// <summary>Signs in whoever owed a code.</summary>
    /// <param name="remember">Whether this browser need not be asked for a code again.</param>
    public async Task AfterCodeAsync(User user, bool stay, bool remember)
    {
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (remember) await RememberTwoFactorClientAsync(user);
        await SignInAsync(user, stay);
    }
}
