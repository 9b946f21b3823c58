using System.CommandLine;
using OpenGen.Server.Data;

namespace OpenGen.Server.Commands;

/// <summary>
/// <c>opengen migrate</c>: brings the database's schema up to date, for those who want to do it before the server starts.
/// </summary>
internal static class Migrate
{
    public static Command Command()
    {
        var command = new Command("migrate", "Bring the database's schema up to date") { CommandLine.Data, CommandLine.Database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CommandLine.Build(parsed);
            await DataModule.MigrateAsync(app.Services, cancellationToken);
            Console.Error.WriteLine("The schema is up to date.");
            return 0;
        });
        return command;
    }
}
