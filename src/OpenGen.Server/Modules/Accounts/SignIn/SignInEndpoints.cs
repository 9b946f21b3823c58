using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>/v1/auth: register, sign in, stay signed in, sign out. The only routes of /v1 that need no credentials.</summary>
internal static class SignInEndpoints
{
    public sealed record Credentials([MaxLength(254)] string Email, [MaxLength(200)] string Password, [MaxLength(40)] string? Otp) : Input<Credentials>;

    public sealed record Newcomer(
        [MaxLength(254), EmailAddress] string Email, [MaxLength(200)] string Password,
        [MaxLength(200)] string? Name, [RegularExpression("[A-Za-z0-9_.-]{2,64}")] string? Username) : Input<Newcomer>;

    public sealed record Refreshing([MaxLength(200)] string RefreshToken) : Input<Refreshing>;

    public sealed record Leaving([MaxLength(200)] string? RefreshToken) : Input<Leaving>;

    /// <summary>Tokens of a sign-in.</summary>
    public sealed record SignedIn(string Token, string TokenType, int ExpiresIn, string RefreshToken);

    public static void Map(RouteGroupBuilder v1)
    {
        var auth = v1.MapGroup("/auth").AllowAnonymous().WithTags("Authentication").InPhase(Phase.Setup);
        auth.MapPost("/register", RegisterAsync).WithName("register").LimitPerAddress(AddressLimit.Registrations);
        auth.MapPost("/login", LoginAsync).WithName("login").LimitPerAddress(AddressLimit.SignIns).WithDescription(
            "An account with two-factor sign-in on needs otp beside the password: the six digits its authenticator app shows, each of which works once, or a recovery code. "
            + "Without one the answer is 401 with error_code otp_required; a wrong one is answered like a wrong password, and counts like one.");
        auth.MapPost("/refresh", RefreshAsync).WithName("refreshLogin").LimitPerAddress(AddressLimit.SignIns);
        auth.MapPost("/logout", LogoutAsync).WithName("logout").LimitPerAddress(AddressLimit.SignIns)
            .WithDescription("Ends the session of the refresh token, and that of the token in Authorization: Bearer; its tokens are refused from then on.");
    }

    private static async Task<Results<Created<UserView>, Problem>> RegisterAsync(
        Newcomer newcomer, Registration registration, AccountsOptions options, CancellationToken stop)
    {
        if (!options.RegistrationOpen) return RegistrationClosed.AsProblem();
        var made = await registration.RegisterAsync(newcomer.Email, newcomer.Password, newcomer.Name, newcomer.Username, stop);
        if (made.Failed) return made.Error.AsProblem();
        return TypedResults.Created("/v1/me", UserView.Of(made.Value));
    }

    private static async Task<Results<Ok<SignedIn>, Problem>> LoginAsync(
        Credentials credentials, PasswordCheck passwords, AppDbContext db, JwtTokens tokens, AuditLog audit, TimeProvider clock, CancellationToken stop)
    {
        var user = await passwords.FindAsync(credentials.Email, credentials.Password, credentials.Otp, stop);
        if (user.Failed) return user.Error.AsProblem();
        if (await RefreshToken.BeginAsync(db, user.Value.Id, user.Value.SecurityStamp, clock.Now(), stop) is not { } issued)
            return PasswordCheck.WrongCredentials.AsProblem();
        await audit.WriteAsync(new Audited(AuditActions.SessionCreated, user.Value.Id), stop);
        return TypedResults.Ok(await SignedInAsync(tokens, issued, stop));
    }

    private static async Task<Results<Ok<SignedIn>, Problem>> RefreshAsync(
        Refreshing request, AppDbContext db, JwtTokens tokens, TimeProvider clock, CancellationToken stop) =>
        await RefreshToken.RotateAsync(db, request.RefreshToken, clock.Now(), stop) is { } issued
            ? TypedResults.Ok(await SignedInAsync(tokens, issued, stop))
            : Error.Unauthorized.AsProblem();

    private static async Task<NoContent> LogoutAsync(Leaving request, HttpContext context, AppDbContext db, JwtTokens tokens, CancellationToken stop)
    {
        if (request.RefreshToken is { } token) await RefreshToken.EndAsync(db, token, stop);
        if (RequestCredentials.Of(context.Request) is { IsKey: false } sent && await tokens.ReadAsync(sent.Text) is { } session)
            await RefreshToken.EndFamilyAsync(db, session.Family, stop);
        return TypedResults.NoContent();
    }

    private static async Task<SignedIn> SignedInAsync(JwtTokens tokens, IssuedRefreshToken issued, CancellationToken stop) =>
        new(await tokens.IssueAsync(issued.UserId, issued.Family, stop), "Bearer", (int)JwtTokens.Lifetime.TotalSeconds, issued.Text);

    internal static readonly Error RegistrationClosed = new(ErrorKind.Forbidden, "registration_closed", "Registration is closed on this server");
}
