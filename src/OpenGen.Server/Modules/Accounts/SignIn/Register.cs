using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Accounts.Contracts;

namespace OpenGen.Server.Modules.Accounts.SignIn;

/// <summary>Makes an account with a first workspace, where the server lets strangers in.</summary>
[Operation("register", Phase.Setup)]
internal sealed class Register(Registration registration, AccountsOptions options) : IOperation<Anyone, Register.Request, UserView>
{
    /// <param name="Name">How to call them; what stands before the @ of their e-mail unless said.</param>
    /// <param name="Username">Their public handle.</param>
    public sealed record Request(
        [MaxLength(254), EmailAddress] string Email, [MaxLength(200)] string Password,
        [MaxLength(200)] string? Name, [RegularExpression("[A-Za-z0-9_.-]{2,64}")] string? Username);

    public async Task<Result<UserView>> RunAsync(Anyone scope, Request request, CancellationToken cancellationToken)
    {
        if (!options.RegistrationOpen) return Registration.Closed;
        var made = await registration.RegisterAsync(request.Email, request.Password, request.Name, request.Username, cancellationToken);
        return made.Failed ? made.Error : UserView.Of(made.Value.AsCaller());
    }
}
