using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Whose an API key or a token is, with one indexed read in either case.</summary>
/// <param name="services">Of the request: what a key needs nothing of is made for tokens alone.</param>
internal sealed class CallerLookup(
    IServiceProvider services, KeyLookup keys, CredentialQueries queries, JwtTokens tokens, ExternalIssuers issuers, KeyUse keyUse,
    TimeProvider clock) : ICallerLookup
{
    /// <inheritdoc/>
    public Task<Caller?> FindAsync(RequestCredentials sent, CancellationToken cancellationToken) =>
        sent.IsKey ? ByKeyAsync(sent.Text) : ByTokenAsync(sent.Text, cancellationToken);

    private async Task<Caller?> ByKeyAsync(string token)
    {
        if (!ApiKeyText.IsWellFormed(token)) return null;
        var now = clock.Now();
        var owner = await keys.FindAsync(ApiKey.HashOf(token), now);
        if (owner is null) return null;
        keyUse.Note(owner.KeyId, owner.LastUsedAt, now);
        return new Caller(owner.UserId, owner.Email, owner.Name, owner.Username, owner.CreatedAt);
    }

    private async Task<Caller?> ByTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(token) is { } session)
            return await queries.BySession(
                services.GetRequiredService<AppDbContext>(), session.UserId, session.Family, clock.GetUtcNow());
        return await issuers.ReadAsync(token, cancellationToken) is { } identity
            ? await services.GetRequiredService<IssuerLogins>().FindAsync(identity, cancellationToken)
            : null;
    }
}

/// <summary>
/// The read behind every token, compiled for one model: the process may hold servers on different databases, so it is not static.
/// </summary>
internal sealed class CredentialQueries
{
    /// <summary>
    /// The user with an id, when the session has not ended: its refresh tokens are deleted by a sign-out, a new password, two-factor
    /// sign-in turned on or off, and by the reuse of one of them. Null for a user whom an operator locked (at the moment given), too.
    /// </summary>
    public Func<AppDbContext, long, Guid, DateTimeOffset?, Task<Caller?>> BySession { get; } = EF.CompileAsyncQuery(
        (AppDbContext db, long id, Guid family, DateTimeOffset? now) => db.Set<User>()
            .Where(u => u.Id == id && (u.LockoutEnd == null || u.LockoutEnd <= now)
                && db.Set<RefreshToken>().Any(t => t.Family == family && t.UserId == id))
            .Select(u => new Caller(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).FirstOrDefault());
}
