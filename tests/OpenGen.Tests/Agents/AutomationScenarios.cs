using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Agents;

/// <summary>Where an agent's events go, tried out.</summary>
public sealed class AutomationScenarios(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_config_is_kept_and_what_is_no_url_is_refused(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var config = $"/v1/agents/{user.AgentId}/automation_config";
        Assert.Equal("""{"webhook_url":null,"callback_url":null,"polling_enabled":false}""", (await api.GetAsync(config)).Body);
        (await api.PostAsync($"{config}/test_webhook")).IsError(422, "webhook_not_configured");
        (await api.PostAsync($"{config}/test_callback")).IsError(422, "callback_not_configured");

        await api.PatchAsync(config, new { automation_config = new { webhook_url = "https://example.com/hook", polling_enabled = true } });
        await api.PatchAsync(config, new { callback_url = "https://example.com/back" });
        Assert.Equal("""{"webhook_url":"https://example.com/hook","callback_url":"https://example.com/back","polling_enabled":true}""", (await api.GetAsync(config)).Body);

        foreach (var bad in new[] { "ftp://example.com", "javascript:alert(1)", "example.com", "https://user:secret@example.com", "https://" + new string('x', 2000) })
            (await api.PatchAsync(config, new { webhook_url = bad, polling_enabled = false })).IsError(422, "validation_error");
        (await api.PatchAsync(config, new { polling_enabled = "perhaps" })).IsError(422, "validation_error");
        Assert.True((await api.PatchAsync(config, new { webhook_url = (string?)null })).Node["polling_enabled"]!.GetValue<bool>());
        Assert.Null((await api.GetAsync(config)).Node["webhook_url"]);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_test_call_is_made_and_says_how_it_went(Database database)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await RunningServer.StartAsync(database, ("Http:AllowPrivateAddresses", "true"));
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        var config = $"/v1/agents/{user.AgentId}/automation_config";
        await api.PatchAsync(config, new { webhook_url = receiver.Address + "/ok", callback_url = receiver.Address + "/broken" });

        Assert.True((await api.PostAsync($"{config}/test_webhook")).Node["success"]!.GetValue<bool>());
        var call = Assert.Single(receiver.Calls);
        Assert.Equal(("test", "webhook", user.AgentId), (call["event"]!.ToString(), call["kind"]!.ToString(), call["agent_id"]!.GetValue<long>()));
        var broken = (await api.PostAsync($"{config}/test_callback")).Node;
        Assert.False(broken["success"]!.GetValue<bool>());
        Assert.Contains("500", broken["error"]!.ToString(), StringComparison.Ordinal);

        await api.PatchAsync(config, new { webhook_url = receiver.Address + "/elsewhere" });
        Assert.Contains("302", (await api.PostAsync($"{config}/test_webhook")).Text("error"), StringComparison.Ordinal);
        Assert.Single(receiver.Calls);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_private_address_is_not_called(Database database)
    {
        await using var receiver = await Receiver.StartAsync();
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var config = $"/v1/agents/{user.AgentId}/automation_config";

        foreach (var url in new[] { receiver.Address + "/ok", receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/ok" })
        {
            await api.PatchAsync(config, new { webhook_url = url });
            var refused = (await api.PostAsync($"{config}/test_webhook")).Node;
            Assert.False(refused["success"]!.GetValue<bool>());
            Assert.Contains("private", refused["error"]!.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty(receiver.Calls);
    }

    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public string Address => app.Urls.First();

        public ConcurrentQueue<JsonObject> Calls { get; } = new();

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(app);
            app.MapPost("/ok", (JsonObject body) => receiver.Calls.Enqueue(body));
            app.MapPost("/broken", () => Results.StatusCode(500));
            app.MapPost("/elsewhere", () => Results.Redirect("/ok"));
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
