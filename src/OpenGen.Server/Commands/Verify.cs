using System.CommandLine;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Commands;

/// <summary>
/// <c>opengen verify</c>: whether books, sheets and files agree with each other; changes nothing. 1 when something does not.
/// </summary>
internal static class Verify
{
    public static Command Command()
    {
        var command = new Command("verify", "Check that ledger, jobs, sheets and stored files agree with each other; changes nothing")
        {
            CommandLine.Data,
            CommandLine.Database,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(CommandLine.Data)!);
            if (!Directory.Exists(folder)) throw new StartupException($"There is no data folder {folder}; --data names another one.");
            await using var app = CommandLine.Build(parsed);
            var data = app.Services.GetRequiredService<DataOptions>();
            // Opening it would make an empty one.
            if (!data.OnPostgres && !File.Exists(data.SqliteFile))
                throw new StartupException(
                    $"There is no database {data.SqliteFile}; --data names another folder, --database a PostgreSQL.");
            await using var scope = app.Services.CreateAsyncScope();
            var verification = new Verification(
                scope.ServiceProvider.GetRequiredService<AppDbContext>(), scope.ServiceProvider.GetRequiredService<IFileStorage>());
            return await verification.RunAsync(Console.Out, cancellationToken) ? 0 : 1;
        });
        return command;
    }
}
