using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts.SignIn;

/// <summary>Begins a session with an e-mail, a password and, where the account asks for it, a code.</summary>
[Operation("login", Phase.Setup), AnswersSecret]
internal sealed class Login(PasswordCheck passwords, AppDbContext db, JwtTokens tokens, IAuditLog audit, TimeProvider clock)
    : IOperation<Anyone, Login.Request, SignedIn>
{
    /// <param name="Otp">Six digits of the authenticator app, or a recovery code.</param>
    public sealed record Request([MaxLength(254)] string Email, [MaxLength(200)] string Password, [MaxLength(40)] string? Otp);

    public async Task<Result<SignedIn>> RunAsync(Anyone scope, Request request, CancellationToken cancellationToken)
    {
        var found = await passwords.FindAsync(request.Email, request.Password, request.Otp, cancellationToken);
        if (found.Failed) return found.Error;
        var user = found.Value;
        if (await RefreshToken.BeginAsync(db, user.Id, user.SecurityStamp, clock.Now(), cancellationToken) is not { } issued)
            return PasswordCheck.WrongCredentials;
        await audit.WriteAsync(new Audited(AuditActions.SessionCreated, user.Id), cancellationToken);
        return await SignedIn.OfAsync(tokens, issued, cancellationToken);
    }
}
