using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Automation;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;
using SQLitePCL;

namespace OpenGen.Tests.Automation;

/// <summary>How messages get to their receivers, whatever those answer and whoever dies on the way.</summary>
public sealed class Delivering(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task What_fails_is_sent_again_under_the_same_id(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        world.Receiver.Answer = _ => new Reply(world.Receiver.Calls.Count == 1 ? 500 : 204);
        await world.TellAsync();
        var failed = await world.NewestAsync(d => d["error"] is not null, "the first attempt is noted");
        Assert.Equal(
            ("pending", 1, 500, "its server answered 500"),
            (failed["status"]!.ToString(), failed["attempts"]!.GetValue<int>(), failed["response_status"]!.GetValue<int>(),
                failed["error"]!.ToString()));
        Assert.InRange(At(failed, "next_attempt_at") - At(failed, "updated_at"), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));

        world.Move(TimeSpan.FromSeconds(7));
        var delivered = await world.NewestAsync(d => d["status"]!.ToString() == "delivered", "it is delivered");
        Assert.Equal(
            (2, 204, null, null),
            (delivered["attempts"]!.GetValue<int>(), delivered["response_status"]!.GetValue<int>(), delivered["error"],
                delivered["next_attempt_at"]));
        var calls = await world.CallsAsync(2);
        Assert.Equal((delivered["message_id"]!.ToString(), calls[0].Id, calls[0].Body), (calls[0].Id, calls[1].Id, calls[1].Body));
        Assert.True(calls[1].SentAt >= calls[0].SentAt + 5, "Each attempt is signed with its own time");
        Assert.All(calls, c => Assert.Matches("^msg_[0-9a-f]{32}$", c.Id));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_server_that_asks_to_be_left_alone_is(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        world.Receiver.Answer = _ => new Reply(429, ("Retry-After", "120"));
        await world.TellAsync();
        var waiting = await world.NewestAsync(d => d["error"] is not null, "the first attempt is noted");
        Assert.InRange(At(waiting, "next_attempt_at") - At(waiting, "updated_at"), TimeSpan.FromSeconds(119), TimeSpan.FromSeconds(121));
        await world.CallsAsync(1);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_message_that_never_arrives_is_given_up_after_a_day(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        world.Receiver.Answer = _ => new Reply(500);
        await world.TellAsync();
        var last = await world.NewestAsync(d => d["error"] is not null, "the first attempt is noted");
        while (last["status"]!.ToString() == "pending")
        {
            var attempts = last["attempts"]!.GetValue<int>();
            Assert.True(attempts < 20, "It is tried for ever");
            world.Move(At(last, "next_attempt_at") - world.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
            last = await world.NewestAsync(
                d => d["attempts"]!.GetValue<int>() > attempts
                    && (d["status"]!.ToString() == "failed" || At(d, "next_attempt_at") - At(d, "updated_at") != TimeSpan.FromMinutes(1)),
                "it is tried again");
        }
        Assert.Equal(("failed", 8), (last["status"]!.ToString(), last["attempts"]!.GetValue<int>()));
        Assert.InRange(At(last, "updated_at") - At(last, "created_at"), TimeSpan.FromHours(24), TimeSpan.FromHours(24.1));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_server_that_is_gone_is_called_no_more_until_somebody_sets_it_anew(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        world.Receiver.Answer = call => new Reply(call.Path == "/hook" ? 500 : 200);
        await world.TellAsync();
        await world.NewestAsync(d => d["error"] is not null, "one waits to be sent again");
        world.Receiver.Answer = call => new Reply(410);
        await world.TellAsync();
        var gone = await world.NewestAsync(d => d["status"]!.ToString() == "failed", "it is noted");
        Assert.Equal(410, gone["response_status"]!.GetValue<int>());
        Assert.All(await world.LogAsync(), d => Assert.Equal("failed", d!["status"]!.ToString()));
        Assert.True((await world.Api.GetAsync($"{world.Agent}/automation_config")).Node["webhook_disabled"]!.GetValue<bool>());
        await world.TellAsync();
        Assert.Equal(2, (await world.LogAsync()).Count);
        (await world.Api.PostAsync($"{world.Agent}/webhook_deliveries/{gone["id"]}/redeliver")).IsError(422, "webhook_disabled");

        world.Receiver.Answer = _ => new Reply(200);
        Assert.False(
            (await world.ConfigureAsync(new { webhook_url = world.Receiver.Address + "/new" })).Node["webhook_disabled"]!.GetValue<bool>());
        await world.TellAsync();
        await world.CallsAsync(1, "/new");
        await world.CallsAsync(2);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_private_address_is_not_called_unless_the_operator_allows_it(Database database)
    {
        await using var receiver = await Receiver.StartAsync();
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        await api.PatchAsync($"/v1/agents/{user.AgentId}/automation_config", new { webhook_url = receiver.Address + "/hook" });
        await (await user.NewSheetAsync("Text")).FillAsync("Text", "a");
        await Waiting.UntilAsync(
            async () =>
                (await api.GetAsync($"/v1/agents/{user.AgentId}/webhook_deliveries")).Node[0]!["error"]?.ToString()
                    == "it could not be reached", "it is refused");
        Assert.Empty(receiver.Calls);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_delivery_can_be_sent_once_more(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        await world.TellAsync();
        var delivered = await world.NewestAsync(d => d["status"]!.ToString() == "delivered", "it is delivered");
        var path = $"{world.Agent}/webhook_deliveries/{delivered["id"]}";
        world.Receiver.Answer = _ => new Reply(500);
        var again = (await world.Api.PostAsync($"{path}/redeliver")).Node;
        Assert.Equal(("pending", delivered["message_id"]!.ToString()), (again["status"]!.ToString(), again["message_id"]!.ToString()));
        await world.NewestAsync(d => d["attempts"]!.GetValue<int>() == 2 && d["error"] is not null, "it is sent again");
        (await world.Api.PostAsync($"{path}/redeliver")).IsError(422, "delivery_pending");
        var calls = await world.CallsAsync(2);
        Assert.Equal((calls[0].Id, calls[0].Body), (calls[1].Id, calls[1].Body));
        Assert.Equal(
            calls[0].Body,
            (await world.Api.GetAsync(path)).Node["payload"]!.ToJsonString(
                new(System.Text.Json.JsonSerializerDefaults.Web)
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }));

        await world.ConfigureAsync(new { webhook_url = (string?)null });
        (await world.Api.PostAsync($"{path}/redeliver")).IsError(422, "webhook_not_configured");
        world.Move(TimeSpan.FromMinutes(1));
        var ended = await world.NewestAsync(d => d["status"]!.ToString() == "failed", "it has nowhere to go");
        Assert.Equal("the agent has no webhook_url any more", ended["error"]!.ToString());
        var stranger = await Api.NewUserAsync(world.Server);
        (await stranger.Api.GetAsync(path)).IsError(404, "not_found");
        var asTheirs = path.Replace($"/{world.User.AgentId}/", $"/{stranger.AgentId}/", StringComparison.Ordinal);
        (await stranger.Api.GetAsync(asTheirs)).IsError(404, "not_found");
        (await stranger.Api.PostAsync($"{asTheirs}/redeliver")).IsError(404, "not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_log_is_read_in_pages_and_by_status_and_type_and_forgets_after_a_month(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        for (var i = 0; i < 3; i++) await world.TellAsync();
        await world.Api.PostAsync(world.Sheet.Path("/rows"), new { });
        await world.CallsAsync(4);
        await Waiting.UntilAsync(async () => (await world.LogAsync("?status=delivered")).Count == 4, "all are delivered");
        Assert.Equal(3, (await world.LogAsync("?type=row.updated")).Count);
        Assert.Empty(await world.LogAsync("?status=failed"));
        Assert.Equal("row.created", (await world.LogAsync("?per_page=1"))[0]!["type"]!.ToString());
        Assert.Equal("4", (await world.Api.GetAsync($"{world.Agent}/webhook_deliveries?per_page=1&page=2")).Headers["X-Total-Count"]);
        foreach (var bad in new[] { "?status=9", "?status=gone", "?type=row", "?type=%00", "?page=0" })
            (await world.Api.GetAsync($"{world.Agent}/webhook_deliveries{bad}")).IsError(422, "validation_error");

        world.Clock.Ahead += TimeSpan.FromDays(31);
        await world.DoAsync(services => services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None));
        Assert.Empty(await world.LogAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_nodes_deliver_everything_once_and_in_order(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        using var other = await world.AnotherWorkerAsync();
        await world.Api.PutAsync(world.Sheet.Path("/rows/mass_update"), new { rows = await RowsAsync(world, 30) });
        var calls = await world.CallsAsync(30 + 29);
        await other.StopAsync(CancellationToken.None);
        var updated = calls.Where(c => c.Type == "row.updated").ToList();
        Assert.Equal(Enumerable.Range(0, 30), updated.Select(c => c.Data["position"]!.GetValue<int>()));
        Assert.Distinct(calls.Select(c => c.Id));
        Assert.All(await world.LogAsync(), d => Assert.Equal(1, d!["attempts"]!.GetValue<int>()));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_a_node_was_sending_when_it_died_is_sent_again_under_the_same_id(Database database)
    {
        await using var world = await HookWorld.StartAsync(database, ("Webhooks:Enabled", "false"));
        await world.TellAsync();
        var dead = Assert.Single(await world.DoAsync<Deliveries, List<WebhookDelivery>>(d => d.ClaimAsync(10, CancellationToken.None)));
        Assert.Empty(await world.DoAsync<Deliveries, List<WebhookDelivery>>(d => d.ClaimAsync(10, CancellationToken.None)));
        world.Move(TimeSpan.FromMinutes(2));
        using var worker = await world.AnotherWorkerAsync();
        Assert.Equal(dead.MessageId, (await world.CallsAsync(1))[0].Id);
        await world.NewestAsync(d => d["status"]!.ToString() == "delivered", "it is delivered");
        // It was only slow: what it has to say counts no more.
        await world.DoAsync(
            services =>
                services.GetRequiredService<Deliveries>()
                    .EndAsync(dead, world.Receiver.Address, new CallAnswer("it took too long", null, null), CancellationToken.None));
        Assert.Equal(
            ("delivered", 2),
            ((await world.LogAsync())[0]!["status"]!.ToString(), (await world.LogAsync())[0]!["attempts"]!.GetValue<int>()));
        await worker.StopAsync(CancellationToken.None);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_a_node_was_sending_when_it_died_with_its_clock_ahead_does_not_wait_for_that_time(Database database)
    {
        await using var world = await HookWorld.StartAsync(database, ("Webhooks:Enabled", "false"));
        await world.TellAsync();
        world.Clock.Ahead = TimeSpan.FromHours(2);
        Assert.Single(await world.DoAsync<Deliveries, List<WebhookDelivery>>(d => d.ClaimAsync(10, CancellationToken.None)));
        world.Clock.Ahead = TimeSpan.Zero;
        Assert.Single(await world.DoAsync<Deliveries, List<WebhookDelivery>>(d => d.ClaimAsync(10, CancellationToken.None)));
        Assert.Empty(await world.DoAsync<Deliveries, List<WebhookDelivery>>(d => d.ClaimAsync(10, CancellationToken.None)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_a_node_was_sending_when_it_was_shut_down_is_given_back(Database database)
    {
        await using var world = await HookWorld.StartAsync(database, ("Webhooks:Enabled", "false"));
        world.Receiver.Hangs = "/hook";
        await world.TellAsync();
        using var first = await world.AnotherWorkerAsync();
        await world.CallsAsync(1);
        await first.StopAsync(CancellationToken.None);
        Assert.Equal(
            ("pending", 0),
            ((await world.LogAsync())[0]!["status"]!.ToString(), (await world.LogAsync())[0]!["attempts"]!.GetValue<int>()));
        world.Receiver.Hangs = "";
        using var second = await world.AnotherWorkerAsync();
        var calls = await world.CallsAsync(2);
        Assert.Equal(calls[0].Id, calls[1].Id);
        await world.NewestAsync(d => d["status"]!.ToString() == "delivered", "it is delivered");
        await second.StopAsync(CancellationToken.None);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_agent_that_is_deleted_falls_silent(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        world.Receiver.Answer = _ => new Reply(500);
        await world.TellAsync();
        await world.NewestAsync(d => d["error"] is not null, "the first attempt is noted");
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await world.Api.DeleteAsync(world.Agent)).Status);
        world.Move(TimeSpan.FromSeconds(7));
        await Waiting.UntilAsync(
            () =>
                world.DoAsync<AppDbContext, bool>(
                    db => db.WebhookDeliveries.AnyAsync(d => d.Status == DeliveryStatus.Failed && d.LastError == "the agent was deleted")),
            "it is given up");
        await world.CallsAsync(1);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_slow_server_keeps_nobody_else_waiting(Database database)
    {
        await using var world = await HookWorld.StartAsync(database, ("Webhooks:AtOnce", "2"));
        world.Receiver.Hangs = "/hook";
        for (var i = 0; i < 5; i++) await world.TellAsync();
        await world.CallsAsync(1);
        var other = await Api.NewUserAsync(world.Server);
        await other.Api.PatchAsync(
            $"/v1/agents/{other.AgentId}/automation_config", new { webhook_url = world.Receiver.Address + "/other" });
        var sheet = await other.NewSheetAsync("Text");
        for (var i = 0; i < 3; i++) await sheet.FillAsync("Text", "a");
        await world.CallsAsync(4, "/other");
        await world.CallsAsync(1);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_new_secret_signs_beside_the_old_one_for_a_day(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        var secrets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.SecretAsync()));
        var old = Assert.Single(secrets.Distinct());
        Assert.Equal(32, Convert.FromBase64String(old["whsec_".Length..]).Length);
        Assert.NotNull((await world.Api.PostAsync($"{world.Agent}/automation_config/webhook_secret/rotate")).Node["previous_valid_until"]);
        var next = await world.SecretAsync();
        Assert.NotEqual(old, next);
        await world.TellAsync();
        world.Receiver.Answer = _ => new Reply(200);
        var call = (await world.CallsAsync(1))[0];
        Assert.Equal((true, true), (call.IsSignedWith(old), call.IsSignedWith(next)));
        world.Clock.Ahead += TimeSpan.FromHours(25);
        await world.TellAsync();
        call = (await world.CallsAsync(2))[1];
        Assert.Equal((false, true), (call.IsSignedWith(old), call.IsSignedWith(next)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Ten_thousand_that_wait_cost_a_claim_no_more_than_one(Database database)
    {
        await using var world = await HookWorld.StartAsync(database, ("Webhooks:Enabled", "false"));
        await world.TellAsync();
        var few = await ClaimWorkAsync(world, database);
        await world.DoAsync(services => services.GetRequiredService<IAgentEvents>().WriteAsync(
            services.GetRequiredService<AppDbContext>().Sheets.Where(x => x.Id == world.Sheet.Id).Select(x => x.AgentId), [Hook.Webhook],
            () =>
                Task.FromResult<IReadOnlyList<AgentEvent>>(
                    [.. Enumerable.Range(0, 10_000).Select(i => new AgentEvent("row.updated", new { i }))]), CancellationToken.None));
        // As PostgreSQL's autovacuum does by itself within a minute.
        await world.DoAsync(services =>
            services.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync("ANALYZE webhook_deliveries"));
        var many = await ClaimWorkAsync(world, database);
        Assert.True(many < few * 3, $"A claim took {few} steps with one waiting and {many} with 10,000");
        Assert.Single(await world.DoAsync<Deliveries, List<WebhookDelivery>>(d => d.ClaimAsync(32, CancellationToken.None)));
    }

    /// <summary>What a claim, which is undone, does for its answer: steps of SQLite's machine, or pages that PostgreSQL looks at.</summary>
    private static async Task<long> ClaimWorkAsync(HookWorld world, Database database)
    {
        await using var scope = world.Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (sql, now) = (Deliveries.ClaimOn(db), world.Clock.GetUtcNow().UtcDateTime.AddMinutes(1));
        object[] given = [now.AddMinutes(1), now, 32, now.AddMinutes(2)];
        for (var i = 0; i < given.Length; i++) sql = sql.Replace($"{{{i}}}", $"@p{i}", StringComparison.Ordinal);

        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction);
        for (var i = 0; i < given.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", given[i]);
            command.Parameters.Add(parameter);
        }
        if (database == Database.Postgres)
        {
            command.CommandText = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql;
            var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!;
            return plan["Shared Hit Blocks"]!.GetValue<long>() + plan["Shared Read Blocks"]!.GetValue<long>();
        }
        var handle = ((SqliteConnection)command.Connection!).Handle;
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(handle, sql, out var statement));
        using (statement)
        {
            for (var i = 0; i < given.Length; i++)
            {
                var at = raw.sqlite3_bind_parameter_index(statement, $"@p{i}");
                if (given[i] is DateTime time)
                    raw.sqlite3_bind_text(statement, at, time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
                else raw.sqlite3_bind_int(statement, at, (int)given[i]);
            }
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                // What is answered is of no interest.
            }
            return raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }

    private static async Task<IEnumerable<object>> RowsAsync(HookWorld world, int count)
    {
        for (var i = 1; i < count; i++) await world.Api.PostAsync(world.Sheet.Path("/rows"), new { });
        return (await world.Sheet.ReadAgainAsync()).Node["spreadsheet_rows"]!.AsArray()
            .Select(r => new { id = r!["id"]!.GetValue<long>(), additional_attributes = new { a = 1 } });
    }

    private static DateTimeOffset At(JsonNode delivery, string field) =>
        DateTimeOffset.Parse(delivery[field]!.ToString(), CultureInfo.InvariantCulture);
}
