using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

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
    public const string Scheme_ = "Api";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var user = Request.Headers.TryGetValue("X-API-Key", out var key) ? await ByKeyAsync(key.ToString())
            : Bearer() is { } token ? await ByTokenAsync(token)
            : null;
        if (user is null) return AuthenticateResult.NoResult();

        user.Attach(Context);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))], Scheme_);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme_));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(Context, Error.Unauthorized);
    }

    private async Task<CurrentUser?> ByKeyAsync(string token)
    {
        token = token.Trim();
        if (!ApiKeyText.IsWellFormed(token)) return null;
        var now = clock.Now();
        var owner = await keys.FindAsync(ApiKey.HashOf(token), now);
        if (owner is null) return null;
        keyUse.Note(owner.KeyId, owner.LastUsedAt, now);
        return new CurrentUser(owner.UserId, owner.Email, owner.Name, owner.Username, owner.CreatedAt);
    }

    private async Task<CurrentUser?> ByTokenAsync(string token)
    {
        if (await tokens.ReadAsync(token) is { } userId) return await queries.ById(Context.RequestServices.GetRequiredService<AppDbContext>(), userId);
        return await issuers.EmailAsync(token, Context.RequestAborted) is { } email
            ? await Context.RequestServices.GetRequiredService<UserDirectory>().FindByEmailAsync(email, Context.RequestAborted)
            : null;
    }

    private string? Bearer()
    {
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }
}

/// <summary>The read behind every token, compiled for one model: the process may hold servers on different databases, so it is not static.</summary>
internal sealed class CredentialQueries
{
    /// <summary>The user with an id.</summary>
    public Func<AppDbContext, long, Task<CurrentUser?>> ById { get; } = EF.CompileAsyncQuery(
        (AppDbContext db, long id) => db.Users.Where(u => u.Id == id)
            .Select(u => new CurrentUser(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).FirstOrDefault());
}
