using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen key</c>: an API key for a user, who is made when there is none. The key is all that goes to stdout.</summary>
internal static class Key
{
    public static Command Command()
    {
        var email = new Option<string>("--email") { Description = "The user's e-mail", Required = true };
        var password = new Option<string?>("--password") { Description = "A password for signing in to the dashboard; only for a new user" };
        var command = new Command("key", "Print a fresh API key; makes the user if there is none") { email, password, CommandLine.Data, CommandLine.Database };
        command.SetAction(async (parsed, stop) =>
        {
            await using var app = CommandLine.Build(parsed);
            await DataModule.MigrateAsync(app.Services, stop);
            await using var scope = app.Services.CreateAsyncScope();
            var address = parsed.GetValue(email)!.Trim();
            var user = await FindOrMakeAsync(scope.ServiceProvider, address, parsed.GetValue(password), stop);
            if (user is not { } id) return 1;

            var key = await scope.ServiceProvider.GetRequiredService<ApiKeys>().CreateAsync(id, "command line", null, stop);
            Console.WriteLine(key.Value!.Token);
            return 0;
        });
        return command;
    }

    private static async Task<long?> FindOrMakeAsync(IServiceProvider services, string email, string? password, CancellationToken stop)
    {
        if (await services.GetRequiredService<UserManager<User>>().FindByEmailAsync(email) is { } known)
        {
            if (password is not null) Console.Error.WriteLine("The user is there already; the password was left as it is.");
            return known.Id;
        }
        if (!System.ComponentModel.DataAnnotations.Validator.TryValidateValue(email, new(email), null, [new System.ComponentModel.DataAnnotations.EmailAddressAttribute()]))
        {
            Console.Error.WriteLine($"{email} is not an e-mail address.");
            return null;
        }
        var made = await services.GetRequiredService<Registration>().RegisterAsync(email, password, null, null, stop);
        if (made.Failed) Console.Error.WriteLine(made.Error.Message);
        return made.Value?.Id;
    }
}
