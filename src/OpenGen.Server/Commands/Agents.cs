using System.CommandLine;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen agent restore</c>: an operator brings back an agent that was deleted in the last 30 days.</summary>
internal static class Agents
{
    public static Command Command()
    {
        var agent = new Option<long>("--agent") { Description = "The deleted agent's id", Required = true };
        var name = new Option<string?>("--name") { Description = "A new name, when another agent has taken the old one" };
        var restore = new Command("restore", "Bring back an agent that was deleted in the last 30 days, with all it holds")
        {
            agent,
            name,
            CommandLine.Data,
            CommandLine.Database,
        };
        restore.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CommandLine.Build(parsed);
            await DataModule.OpenAsync(app.Services, cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            var restored = await scope.ServiceProvider.GetRequiredService<AgentRemoval>()
                .RestoreAsync(parsed.GetValue(agent), parsed.GetValue(name), cancellationToken);
            Console.Error.WriteLine(
                restored.Failed ? restored.Error.Message : $"Agent {parsed.GetValue(agent)} ({restored.Value}) is back.");
            return restored.Failed ? 1 : 0;
        });
        return new Command("agent", "Look after agents") { restore };
    }
}
