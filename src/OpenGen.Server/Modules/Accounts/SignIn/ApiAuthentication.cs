using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Who sends a request: <c>X-API-Key</c> if it is there, else <c>Authorization: Bearer</c>. One indexed read in either case.
/// Whatever is wrong with the credentials, the answer is the same 401.
/// </summary>
internal sealed class ApiAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    KeyLookup keys, CredentialQueries queries, JwtTokens tokens, ExternalIssuers issuers, KeyUse keyUse, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var user = RequestCredentials.Of(Request) switch
        {
            null => null,
            { IsKey: true } key => await ByKeyAsync(key.Text),
            var token => await ByTokenAsync(token.Text),
        };
        if (user is null) return AuthenticateResult.NoResult();

        CurrentCaller.Attach(Context, user);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))], HttpModule.ApiScheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), HttpModule.ApiScheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(Context, Error.Unauthorized);
    }

    private async Task<Caller?> ByKeyAsync(string token)
    {
        if (!ApiKeyText.IsWellFormed(token)) return null;
        var now = clock.Now();
        var owner = await keys.FindAsync(ApiKey.HashOf(token), now);
        if (owner is null) return null;
        keyUse.Note(owner.KeyId, owner.LastUsedAt, now);
        return new Caller(owner.UserId, owner.Email, owner.Name, owner.Username, owner.CreatedAt);
    }

    private async Task<Caller?> ByTokenAsync(string token)
    {
        if (await tokens.ReadAsync(token) is { } session)
            return await queries.BySession(Context.RequestServices.GetRequiredService<AppDbContext>(), session.UserId, session.Family, clock.GetUtcNow());
        return await issuers.ReadAsync(token, Context.RequestAborted) is { } identity
            ? await Context.RequestServices.GetRequiredService<IssuerLogins>().FindAsync(identity, Context.RequestAborted)
            : null;
    }
}

/// <summary>The read behind every token, compiled for one model: the process may hold servers on different databases, so it is not static.</summary>
internal sealed class CredentialQueries
{
    /// <summary>
    /// The user with an id, when the session has not ended: its refresh tokens are deleted by a sign-out, a new password, two-factor sign-in
    /// turned on or off, and by the reuse of one of them. Null for a user whom an operator locked (at the moment given), too.
    /// </summary>
    public Func<AppDbContext, long, Guid, DateTimeOffset?, Task<Caller?>> BySession { get; } = EF.CompileAsyncQuery(
        (AppDbContext db, long id, Guid family, DateTimeOffset? now) => db.Users
            .Where(u => u.Id == id && (u.LockoutEnd == null || u.LockoutEnd <= now) && db.RefreshTokens.Any(t => t.Family == family && t.UserId == id))
            .Select(u => new Caller(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).FirstOrDefault());
}
