using OpenGen.Tests.Support;

namespace OpenGen.Tests.Automation;

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
        Assert.Equal(
            """{"webhook_url":null,"callback_url":null,"polling_enabled":false,"webhook_disabled":false,"callback_disabled":false}""",
            (await api.GetAsync(config)).Body);
        (await api.PostAsync($"{config}/test_webhook")).IsError(422, "webhook_not_configured");
        (await api.PostAsync($"{config}/test_callback")).IsError(422, "callback_not_configured");

        await api.PatchAsync(config, new { automation_config = new { webhook_url = "https://example.com/hook", polling_enabled = true } });
        await api.PatchAsync(config, new { callback_url = "https://example.com/back" });
        Assert.Equal(
            """{"webhook_url":"https://example.com/hook","callback_url":"https://example.com/back","polling_enabled":true,"webhook_disabled":false,"callback_disabled":false}""", (await api.GetAsync(config)).Body);

        foreach (var bad in new[]
        {
            "ftp://example.com",
            "javascript:alert(1)",
            "example.com",
            "https://user:secret@example.com",
            "https://" + new string('x', 2000),
        })
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
        receiver.Answer = call => call.Path switch { "/broken" => new(500), "/elsewhere" => new(302, ("Location", "/ok")), _ => new(200) };

        Assert.True((await api.PostAsync($"{config}/test_webhook")).Node["success"]!.GetValue<bool>());
        var call = Assert.Single(receiver.Calls);
        Assert.Equal(
            ("test", "webhook", user.AgentId), (call.Type, call.Data["target"]!.ToString(), call.Data["agent_id"]!.GetValue<long>()));
        Assert.True(call.IsSignedWith((await api.GetAsync($"{config}/webhook_secret")).Text("secret")));
        var broken = (await api.PostAsync($"{config}/test_callback")).Node;
        Assert.False(broken["success"]!.GetValue<bool>());
        Assert.Contains("500", broken["error"]!.ToString(), StringComparison.Ordinal);

        await api.PatchAsync(config, new { webhook_url = receiver.Address + "/elsewhere" });
        Assert.Contains("302", (await api.PostAsync($"{config}/test_webhook")).Text("error"), StringComparison.Ordinal);
        Assert.Equal(["/ok", "/broken", "/elsewhere"], receiver.Calls.Select(c => c.Path));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_private_address_is_not_called(Database database)
    {
        await using var receiver = await Receiver.StartAsync();
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var config = $"/v1/agents/{user.AgentId}/automation_config";

        foreach (var url in new[]
        {
            receiver.Address + "/ok",
            receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/ok",
        })
        {
            await api.PatchAsync(config, new { webhook_url = url });
            var refused = (await api.PostAsync($"{config}/test_webhook")).Node;
            Assert.False(refused["success"]!.GetValue<bool>());
            Assert.Contains("could not be reached", refused["error"]!.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty(receiver.Calls);
    }
}
