using System.CommandLine;

namespace OpenGen.Server.Commands;

/// <summary>What <c>./opengen</c> hands on to the program, one command a file.</summary>
internal static class CommandLine
{
    /// <summary>Where a command keeps or finds its data.</summary>
    public static readonly Option<string> Data = new("--data") { Description = "The data folder", DefaultValueFactory = _ => "data" };

    /// <summary>Which database holds it.</summary>
    public static readonly Option<string?> Database = new("--database")
    {
        Description = "A PostgreSQL connection string without a password (\"Host=…;Database=…\"); SQLite in the data folder without. "
            + $"A string with one comes from {DatabaseVariable}, or from the file that {DatabaseVariable}_FILE names",
    };

    private const string DatabaseVariable = "OPENGEN_DATABASE";

    /// <summary>Runs a command.</summary>
    /// <returns>0 when it did its work, 1 when it could not, 2 when it was called in a way that it does not know.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("OpenGen: a self-hosted Auto Content Engine")
        {
            Up.Command(), Demo.Command(), Render.Command(), Key.Command(), Credits.Command(), Agents.Command(),
            Accounts.Command(), Audit.Command(), Migrate.Command(), Verify.Command(),
        };
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? 2 : code;
        }
        catch (StartupException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Unhandled exception: {fault}");
            return 1;
        }
    }

    /// <summary>The server with a command's data settings; quiet, and working on no jobs unless told otherwise.</summary>
    public static WebApplication Build(ParseResult parsed, Action<WebApplicationBuilder>? configure = null, bool serves = false) =>
        Hosting.Build(builder =>
        {
            builder.Configuration["Data:Folder"] = Path.GetFullPath(parsed.GetValue(Data)!);
            if (DatabaseOf(parsed) is { Length: > 0 } database) builder.Configuration["Data:Database"] = database;
            if (!serves)
            {
                builder.Configuration["Jobs:Enabled"] = "false";
                // What a command prints on stdout is its result; what it logs is not.
                builder.Logging.SetMinimumLevel(LogLevel.Warning)
                    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
                Hush(builder.Logging);
            }
            configure?.Invoke(builder);
        });

    /// <summary>
    /// The connection string: from the command line, where all users of the machine can read it, only when it holds no password.
    /// </summary>
    private static string? DatabaseOf(ParseResult parsed)
    {
        if (parsed.GetValue(Database) is { Length: > 0 } given)
        {
            if (HasPassword(given)) throw new StartupException(
                "--database holds a password, which everybody on this machine can read there: "
                + $"leave it out and set the environment variable {DatabaseVariable} to the whole string, or {DatabaseVariable}_FILE to a "
                + "file that holds it.");
            return given;
        }
        if (Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } set) return set;
        if (Environment.GetEnvironmentVariable(DatabaseVariable + "_FILE") is not { Length: > 0 } file) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{DatabaseVariable}_FILE names {file}, which cannot be read: {fault.Message}", fault);
        }
    }

    private static bool HasPassword(string connection)
    {
        try
        {
            return !string.IsNullOrEmpty(new Npgsql.NpgsqlConnectionStringBuilder(connection).Password);
        }
        catch (ArgumentException)
        {
            // Not shown: whatever it is, a password may be in it.
            throw new StartupException(
                "--database is no PostgreSQL connection string: write it as \"Host=db;Database=opengen;Username=opengen\".");
        }
    }

    /// <summary>Leaves out of the log what tells an operator nothing.</summary>
    public static void Hush(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        // Key files are readable by the server's user alone.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // EF logs what it then throws.
        .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)
        // Its errors are logged by the exception handler; with it off, no activity and no scope are made for each request.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        // That a migration of SQLite rebuilds a table outside of its transaction is for who writes migrations.
        .AddFilter("Microsoft.EntityFrameworkCore.Migrations", LogLevel.Error)
        // A wrong key is no news.
        .AddFilter("OpenGen.Server.Web.ApiAuthentication", LogLevel.Warning);
}
