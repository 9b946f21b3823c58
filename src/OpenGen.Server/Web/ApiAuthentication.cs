using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OpenGen.Server.Web;

/// <summary>Knows whose credentials are.</summary>
internal interface ICallerLookup
{
    /// <summary>Whose they are; null when anything at all is wrong with them.</summary>
    Task<Caller?> FindAsync(RequestCredentials sent, CancellationToken cancellationToken);
}

/// <summary>
/// Who sends a request: <c>X-API-Key</c> if it is there, else <c>Authorization: Bearer</c>.
/// Whatever is wrong with the credentials, the answer is the same 401.
/// </summary>
internal sealed class ApiAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ICallerLookup callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (RequestCredentials.Of(Request) is not { } sent) return AuthenticateResult.NoResult();
        if (await callers.FindAsync(sent, Context.RequestAborted) is not { } caller) return AuthenticateResult.NoResult();

        CurrentCaller.Attach(Context, caller);
        var id = new Claim(ClaimTypes.NameIdentifier, caller.Id.ToString(CultureInfo.InvariantCulture));
        var principal = new ClaimsPrincipal(new ClaimsIdentity([id], HttpModule.ApiScheme));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, HttpModule.ApiScheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(Context, Error.Unauthorized);
    }
}

internal static class Authentication
{
    private const string ByPath = "ByPath";

    /// <summary>Programs bring keys and tokens, people cookies: neither is looked for where it does not count.</summary>
    /// <param name="otherwise">The scheme of people.</param>
    public static AuthenticationBuilder AddApiAuthentication(this IServiceCollection services, string otherwise)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(HttpModule.ApiScheme, p => p.AddAuthenticationSchemes(HttpModule.ApiScheme).RequireAuthenticatedUser());
        return services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, null, scheme => scheme.ForwardDefaultSelector =
                context => HttpModule.IsApi(context) ? HttpModule.ApiScheme : otherwise)
            .AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(HttpModule.ApiScheme, null);
    }
}
