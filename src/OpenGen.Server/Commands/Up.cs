using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen up</c>: the server with dashboard and workers, until Ctrl-C.</summary>
internal static class Up
{
    public static Command Command()
    {
        var port = new Option<int>("--port") { Description = "The port to listen on", DefaultValueFactory = _ => 5080 };
        var host = new Option<string>("--host")
        {
            Description = "The address to listen on; 0.0.0.0 for the whole network",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var command = new Command("up", "Run the server with dashboard and workers") { port, host, CommandLine.Data, CommandLine.Database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            PrivateFiles.FromHereOn();
            await using var app = CommandLine.Build(
                parsed, builder => Listen(builder, parsed.GetValue(host)!, parsed.GetValue(port)), serves: true);
            await DataModule.MigrateAsync(app.Services, cancellationToken);
            var isNew = await IsNewAsync(app.Services, cancellationToken);
            await StartAsync(app, cancellationToken);
            var url = app.Urls.First();
            // Passkeys are bound to a name, which an address is not.
            var dashboard = url.Replace("//127.0.0.1:", "//localhost:", StringComparison.Ordinal);
            Console.WriteLine($"OpenGen runs at {url}   (dashboard {dashboard}, API {url}/v1, reference {url}/docs)");
            if (isNew)
                Console.WriteLine(
                    $"A first start: register at {dashboard}/register, or run ./opengen key --email you@example.com for an API key.");
            // The host itself listens for Ctrl-C and SIGTERM; it lets requests end and jobs give their place back.
            await app.WaitForShutdownAsync(CancellationToken.None);
            return 0;
        });
        return command;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
        {
            throw new StartupException($"{fault.Message} Name another port with --port, or another address with --host.", fault);
        }
    }

    /// <summary>Sets the address, and a log that a person can follow.</summary>
    public static void Listen(WebApplicationBuilder builder, string host, int port)
    {
        builder.WebHost.UseUrls($"http://{host}:{port}");
        builder.Logging.AddSimpleConsole(
            console => { console.SingleLine = true; console.TimestampFormat = "HH:mm:ss "; console.UseUtcTimestamp = true; });
        CommandLine.Hush(builder.Logging);
    }

    private static async Task<bool> IsNewAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.AnyAsync(cancellationToken);
    }
}
