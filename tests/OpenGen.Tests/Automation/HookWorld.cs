using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Modules.Automation;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Automation;

/// <summary>A server that may call this machine, a receiver, and a user with a sheet whose agent has its webhook there.</summary>
internal sealed class HookWorld : IAsyncDisposable
{
    public required RunningServer Server { get; init; }

    public required Receiver Receiver { get; init; }

    public required MovedClock Clock { get; init; }

    public required User User { get; init; }

    public required TestSheet Sheet { get; init; }

    public Api Api => User.Api;

    public string Agent => $"/v1/agents/{User.AgentId}";

    /// <param name="settings">On top of those all of them have: private addresses are called, jobs are left to the test.</param>
    public static async Task<HookWorld> StartAsync(Database database, params (string, string)[] settings)
    {
        var clock = new MovedClock();
        var server = await RunningServer.StartAsync(
            database, clock, [("Http:AllowPrivateAddresses", "true"), ("Jobs:Enabled", "false"), .. settings]);
        var user = await Api.NewUserAsync(server);
        var world = new HookWorld
        {
            Server = server,
            Receiver = await Receiver.StartAsync(),
            Clock = clock,
            User = user,
            Sheet = await user.NewSheetAsync("Text", "More"),
        };
        await world.ConfigureAsync(new { webhook_url = world.Receiver.Address + "/hook" });
        return world;
    }

    public Task<Answer> ConfigureAsync(object config) => Api.PatchAsync($"{Agent}/automation_config", config);

    public async Task<string> SecretAsync() => (await Api.GetAsync($"{Agent}/automation_config/webhook_secret")).Text("secret");

    /// <summary>One event: a cell is filled.</summary>
    public async Task TellAsync() =>
        Assert.Equal(System.Net.HttpStatusCode.OK, (await Sheet.FillAsync("Text", Guid.NewGuid().ToString())).Status);

    /// <summary>The log, newest first.</summary>
    public async Task<JsonArray> LogAsync(string query = "") => (await Api.GetAsync($"{Agent}/webhook_deliveries{query}")).Node.AsArray();

    public Task<JsonNode> NewestAsync(Func<JsonNode, bool> once, string what) =>
        WaitAsync(async () => (await LogAsync()).FirstOrDefault(), once, what);

    /// <summary>Waits for calls, and fails when more come than were expected.</summary>
    public async Task<IReadOnlyList<Call>> CallsAsync(int count, string path = "/hook")
    {
        await Waiting.UntilAsync(
            () => Task.FromResult(Receiver.Calls.Count(c => c.Path == path) >= count),
            $"{count} calls arrive at {path}, not {string.Join(", ", Receiver.Calls.Select(c => c.Path + " " + c.Type))}");
        var calls = Receiver.Calls.Where(c => c.Path == path).ToList();
        Assert.Equal(count, calls.Count);
        return calls;
    }

    /// <summary>Sets the clock ahead; whoever delivers looks at once.</summary>
    public void Move(TimeSpan by)
    {
        Clock.Ahead += by;
        Server.Services.GetRequiredService<DeliverySignal>().Wake();
    }

    public async Task<T> DoAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task DoAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        await act(scope.ServiceProvider);
    }

    /// <summary>Another node's worker, on the same database.</summary>
    public async Task<DeliveryWorker> AnotherWorkerAsync()
    {
        var worker = ActivatorUtilities.CreateInstance<DeliveryWorker>(Server.Services, new DeliverySignal(), new WebhookOptions());
        await worker.StartAsync(CancellationToken.None);
        return worker;
    }

    private static async Task<JsonNode> WaitAsync(Func<Task<JsonNode?>> read, Func<JsonNode, bool> once, string what)
    {
        JsonNode? found = null;
        await Waiting.UntilAsync(async () => (found = await read()) is not null && once(found), what);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
