using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.SignIn;

/// <summary>Buys a new token and the next refresh token with a refresh token, which is spent.</summary>
[Operation("refreshLogin", Phase.Setup), AnswersSecret]
internal sealed class RefreshLogin(AppDbContext db, JwtTokens tokens, TimeProvider clock)
    : IOperation<Anyone, RefreshLogin.Request, SignedIn>
{
    public sealed record Request([MaxLength(200)] string RefreshToken);

    public async Task<Result<SignedIn>> RunAsync(Anyone scope, Request request, CancellationToken cancellationToken) =>
        await RefreshToken.RotateAsync(db, request.RefreshToken, clock.Now(), cancellationToken) is { } issued
            ? await SignedIn.OfAsync(tokens, issued, cancellationToken)
            : Error.Unauthorized;
}
