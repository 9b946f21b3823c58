using System.CommandLine;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen account two-factor-off</c>: an operator lets in somebody who lost both the phone and the recovery codes.</summary>
internal static class Accounts
{
    public static Command Command()
    {
        var email = new Option<string>("--email") { Description = "Whose account it is", Required = true };
        var off = new Command("two-factor-off", "Turn two-factor sign-in off for somebody who lost the phone and the recovery codes")
        {
            email,
            CommandLine.Data,
            CommandLine.Database,
        };
        off.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CommandLine.Build(parsed);
            await DataModule.OpenAsync(app.Services, cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            var refused = await scope.ServiceProvider.GetRequiredService<TwoFactor>()
                .TurnOffForAsync(parsed.GetValue(email)!, cancellationToken);
            Console.Error.WriteLine(
                refused?.Message ?? $"{parsed.GetValue(email)} signs in with the password alone now; all browsers are signed out.");
            return refused is null ? 0 : 1;
        });
        return new Command("account", "Look after people's accounts") { off };
    }
}
