using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.SignIn;

/// <summary>/v1/auth: register, sign in, stay signed in, sign out. The only routes of /v1 that need no credentials.</summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this RouteGroupBuilder v1)
    {
        var auth = v1.MapGroup("/auth").WithTags("Authentication");
        auth.Create<Register, UserView>("/register", (_, _) => "/v1/me").LimitPerAddress(AddressLimit.Registrations);
        auth.Post<Login>("/login").LimitPerAddress(AddressLimit.SignIns).WithDescription(
            "An account with two-factor sign-in on needs otp beside the password: the six digits its authenticator app shows, "
            + "each of which works once, or a recovery code. "
            + "Without one the answer is 401 with error_code otp_required; a wrong one is answered like a wrong password, "
            + "and counts like one.");
        auth.Post<RefreshLogin>("/refresh").LimitPerAddress(AddressLimit.SignIns);
        auth.Post<Logout>("/logout").LimitPerAddress(AddressLimit.SignIns).WithDescription(
            "Ends the session of the refresh token, and that of the token in Authorization: Bearer; its tokens are refused from then on.");
    }
}
