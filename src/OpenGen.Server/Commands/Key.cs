using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Accounts.ApiKeys;
using OpenGen.Server.Modules.Accounts.Contracts;

namespace OpenGen.Server.Commands;

/// <summary>
/// <c>opengen key</c>: an API key for a user, who is made when there is none. The key is all that goes to stdout. A password is asked for
/// on a terminal, or read from standard input; on the command line everybody on the machine could read it.
/// </summary>
internal static class Key
{
    private const int LongestPassword = 200;

    public static Command Command()
    {
        var email = new Option<string>("--email") { Description = "The user's e-mail", Required = true };
        var fromInput = new Option<bool>("--password-stdin")
        {
            Description = "Read a new user's password for the dashboard from standard input (its first line)",
        };
        var password = new Option<string?>("--password") { Hidden = true };
        var command = new Command("key", "Print a fresh API key; makes the user if there is none")
        {
            email, fromInput, password, CommandLine.Data, CommandLine.Database,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetResult(password) is not null) throw new StartupException(
                "Passwords are not given on the command line, where everybody on this machine can read them: "
                + "leave --password out and type it when you are asked, or send it to standard input and say --password-stdin.");
            await using var app = CommandLine.Build(parsed);
            await DataModule.OpenAsync(app.Services, cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            var user = await FindOrMakeAsync(scope.ServiceProvider, parsed.GetValue(email)!, parsed.GetValue(fromInput), cancellationToken);
            if (user is null) return 1;

            var key = await scope.ServiceProvider.GetRequiredService<CreateApiKey>().RunAsync(user, new("command line"), cancellationToken);
            Console.WriteLine(key.Value!.Token);
            return 0;
        });
        return command;
    }

    private static async Task<Caller?> FindOrMakeAsync(
        IServiceProvider services, string email, bool fromInput, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<UserManager<User>>().FindByEmailAsync(email) is { } known)
        {
            if (fromInput) Console.Error.WriteLine("The user is there already; the password was left as it is.");
            // The operator answers for the address.
            await services.GetRequiredService<IUserDirectory>().ConfirmEmailAsync(known.Id, known.Email!, cancellationToken);
            return known.AsCaller();
        }
        if (EmailAddress.Read(email) is { Fault: { } fault })
        {
            Console.Error.WriteLine($"The e-mail {email} {fault}.");
            return null;
        }
        var password = fromInput ? await Console.In.ReadLineAsync(cancellationToken) : Console.IsInputRedirected ? null : Ask();
        var made = await services.GetRequiredService<Registration>()
            .RegisterAsync(email, string.IsNullOrEmpty(password) ? null : password, null, null, cancellationToken, isConfirmed: true);
        if (made.Failed) Console.Error.WriteLine(made.Error.Message);
        return made.Value?.AsCaller();
    }

    /// <summary>Asks on the terminal, showing nothing of what is typed.</summary>
    private static string Ask()
    {
        Console.Error.Write("A password for the dashboard (none: press Enter): ");
        var typed = new StringBuilder();
        for (ConsoleKeyInfo pressed; (pressed = Console.ReadKey(intercept: true)).Key != ConsoleKey.Enter;)
        {
            if (pressed.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(pressed.KeyChar) && typed.Length < LongestPassword) typed.Append(pressed.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
