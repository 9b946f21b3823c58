using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.SignIn;

/// <summary>Ends the session of a refresh token, and that of the token which is sent along; what is neither is no fault.</summary>
[Operation("logout", Phase.Setup)]
internal sealed class Logout(AppDbContext db, JwtTokens tokens, CurrentRequest current) : IOperation<Anyone, Logout.Request, Done>
{
    public sealed record Request([MaxLength(200)] string? RefreshToken);

    public async Task<Result<Done>> RunAsync(Anyone scope, Request request, CancellationToken cancellationToken)
    {
        if (request.RefreshToken is { } token) await RefreshToken.EndAsync(db, token, cancellationToken);
        if (current.BearerToken is { } sent && await tokens.ReadAsync(sent) is { } session)
            await RefreshToken.EndFamilyAsync(db, session.Family, cancellationToken);
        return new Done();
    }
}
