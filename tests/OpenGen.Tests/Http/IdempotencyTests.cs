using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;
using User = OpenGen.Tests.Support.User;

namespace OpenGen.Tests.Http;

public sealed class IdempotencyTests(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task The_same_key_gets_the_first_answer_again_and_nothing_happens_twice(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Hook");
        var path = sheet.Path($"/cells/{sheet.CellId("Hook")}/generate");
        const string body = """{"generation_type": "text", "data": {"prompt": "Write a hook about tea"}}""";
        var first = await PostAsync(user, path, "a", body);
        var again = await PostAsync(user, path, "a", body);
        Assert.Equal((HttpStatusCode.Created, first.Body), (again.Status, again.Body));
        Assert.Equal(first.Headers.GetValueOrDefault("Location"), again.Headers.GetValueOrDefault("Location"));
        Assert.False(first.Headers.ContainsKey("Idempotent-Replayed"));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.NotEqual(first.Body, (await PostAsync(user, path, "b", body)).Body);
        Assert.Equal(2, (await LedgerAsync(user)).Count(l => l == "charge"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Of_two_calls_at_once_one_does_the_work(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(user, path, "same", """{"title": "Once"}""")));
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created)) refused.IsError(409, "idempotency_in_progress");
        Assert.Single(answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Id).Distinct());
        Assert.Single((await user.Api.GetAsync(path)).Node.AsArray(), s => s!["title"]!.ToString() == "Once");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_key_with_another_body_or_query_is_refused(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        await PostAsync(user, path, "k", """{"title": "One"}""");
        (await PostAsync(user, path, "k", """{"title": "Two"}""")).IsError(422, "idempotency_key_reused");
        (await PostAsync(user, path + "&x=1", "k", """{"title": "One"}""")).IsError(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_key_is_its_users_and_its_paths_own()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        var (one, other) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        const string body = """{"name": "x"}""";
        var first = await PostAsync(one, "/v1/persisted_tokens", "k", body);
        Assert.NotEqual(first.Id, (await PostAsync(other, "/v1/persisted_tokens", "k", body)).Id);
        Assert.Equal(
            HttpStatusCode.Created,
            (await PostAsync(one, $"/v1/autocontentengine?agent_id={one.AgentId}", "k", """{"title": "x"}""")).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_refusal_is_kept_too(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var refused = (await PostAsync(user, $"/v1/autocontentengine?agent_id={user.AgentId}", "k", "{}")).IsError(422, "validation_error");
        var again = await PostAsync(user, $"/v1/autocontentengine?agent_id={user.AgentId}", "k", "{}");
        Assert.Equal((refused.Body, "true"), (again.Body, again.Headers["Idempotent-Replayed"]));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_clash_that_says_try_again_can_be_tried_again_with_the_key(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var id = (await user.Api.GetAsync("/v1/me")).Id;
        Error[] answers =
        [
            new(ErrorKind.Conflict, "changed_meanwhile", "Try again"), new(ErrorKind.Unavailable, "busy", "Try again"),
            new(ErrorKind.Invalid, "no", "No"),
        ];
        var calls = 0;
        async Task<int> CallAsync()
        {
            await using var scope = server.Services.CreateAsyncScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (context.Request.Method, context.Request.Path) = ("POST", "/v1/clash");
            context.Request.Headers["Idempotency-Key"] = "k";
            CurrentCaller.Attach(context, new Caller(id, user.Email, null, null, DateTime.UnixEpoch));
            var app = new ApplicationBuilder(scope.ServiceProvider);
            app.UseIdempotency();
            app.Run(inner => Problem.WriteAsync(inner, answers[calls++]));
            await app.Build()(context);
            return context.Response.StatusCode;
        }

        // What is kept is the first answer that is one.
        int[] statuses = [await CallAsync(), await CallAsync(), await CallAsync(), await CallAsync()];
        Assert.Equal([409, 503, 422, 422], statuses);
        Assert.Equal(3, calls);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_that_is_sent_again_is_stored_once_whatever_boundary_is_around_it(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var path = $"/v1/content_resources?agent_id={user.AgentId}";
        async Task<Answer> UploadAsync(byte[] bytes, string boundary)
        {
            using var form = new MultipartFormDataContent(boundary) { { new ByteArrayContent(bytes), "content_resource[file]", "a.png" } };
            form.Headers.Add("Idempotency-Key", "k");
            return await user.Api.PostAsync(path, form);
        }

        var first = await UploadAsync(Samples.Png, "one");
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var again = await UploadAsync(Samples.Png, "another");
        Assert.Equal((first.Body, "true"), (again.Body, again.Headers["Idempotent-Replayed"]));
        (await UploadAsync([.. Samples.Png, 0], "one")).IsError(422, "idempotency_key_reused");
        Assert.Single((await user.Api.GetAsync(path)).Node.AsArray());
    }

    [Fact]
    public async Task An_answer_too_large_to_keep_is_passed_on_whole_and_its_call_is_not_repeated()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Hook");
        var value = new string('x', 20_000);
        await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Hook")}"), new { value });
        var row = sheet.Node["spreadsheet_rows"]![0]!["id"];
        for (var i = 0; i < 60; i++) await user.Api.PostAsync(sheet.Path($"/rows/{row}/duplicate"), new { });

        var first = await PostAsync(user, sheet.Path("/clone"), "k", "{}");
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.True(first.Body.Length > KeptAnswer.Largest, $"{first.Body.Length} bytes");
        Assert.Equal(61, first.Node["spreadsheet_rows"]!.AsArray().Count);
        var again = (await PostAsync(user, sheet.Path("/clone"), "k", "{}")).IsError(409, "idempotency_in_progress");
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Equal(2, (await user.Api.GetAsync($"/v1/autocontentengine?agent_id={user.AgentId}")).Node.AsArray().Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_call_that_died_after_its_work_is_never_done_again_and_one_that_died_before_it_is(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        const string body = """{"title": "Once"}""";
        await PostAsync(user, path, "k", body);

        // What a server leaves behind that is killed between its work and its answer.
        await ChangeCallsAsync(
            server, user,
            calls =>
                calls.ExecuteUpdateAsync(
                    c => c.SetProperty(x => x.Status, (int?)null).SetProperty(x => x.AliveUntil, x => x.AliveUntil.AddMinutes(-1))));
        (await PostAsync(user, path, "k", body)).IsError(409, "idempotency_in_progress");
        Assert.Single((await user.Api.GetAsync(path)).Node.AsArray());

        // And one that is killed before it did anything.
        await ChangeCallsAsync(server, user, calls => calls.ExecuteUpdateAsync(c => c.SetProperty(x => x.Committed, false)));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(user, path, "k", body)).Status);
        Assert.Equal(2, (await user.Api.GetAsync(path)).Node.AsArray().Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_call_that_runs_keeps_its_key_and_one_of_a_dead_node_gives_it_back(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        const string body = """{"title": "Once"}""";
        await PostAsync(user, path, "k", body);
        var now = DateTime.UtcNow;
        Task LeftByAsync(DateTime aliveUntil) => ChangeCallsAsync(server, user, calls => calls.ExecuteUpdateAsync(c => c
            .SetProperty(x => x.Status, (int?)null).SetProperty(x => x.Committed, false).SetProperty(x => x.AliveUntil, aliveUntil)));

        await LeftByAsync(now.AddSeconds(14));
        (await PostAsync(user, path, "k", body)).IsError(409, "idempotency_in_progress");
        await LeftByAsync(now.AddSeconds(-1));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(user, path, "k", body)).Status);
        // A clock that ran two hours ahead, put right since.
        await LeftByAsync(now.AddHours(2));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(user, path, "k", body)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_call_whose_key_was_given_away_commits_nothing(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        Task<int> RenameAsync() =>
            db.WriteAsync(
                () => db.Workspaces.Where(w => w.Id == user.WorkspaceId).ExecuteUpdateAsync(w => w.SetProperty(x => x.Name, "Renamed")),
                CancellationToken.None);

        using (CommittedCalls.Note(long.MaxValue))
            Assert.Equal("idempotency_in_progress", (await Assert.ThrowsAsync<BadInputException>(RenameAsync)).Error.Code);
        Assert.NotEqual("Renamed", await db.Workspaces.Where(w => w.Id == user.WorkspaceId).Select(w => w.Name).SingleAsync());
        await RenameAsync();
        Assert.Equal("Renamed", await db.Workspaces.Where(w => w.Id == user.WorkspaceId).Select(w => w.Name).SingleAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task After_a_day_a_key_is_new_again(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        await PostAsync(user, path, "k", """{"title": "One"}""");
        await ChangeCallsAsync(
            server, user, calls => calls.ExecuteUpdateAsync(c => c.SetProperty(x => x.StartedAt, x => x.StartedAt.AddHours(-25))));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(user, path, "k", """{"title": "Two"}""")).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Old_calls_are_swept_and_young_ones_are_kept(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var path = $"/v1/autocontentengine?agent_id={user.AgentId}";
        await PostAsync(user, path, "k", """{"title": "One"}""");
        await server.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);
        await ChangeCallsAsync(
            server, user, calls => calls.ExecuteUpdateAsync(c => c.SetProperty(x => x.StartedAt, x => x.StartedAt.AddHours(-25))));
        await server.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(() => ChangeCallsAsync(server, user, calls => calls.ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task A_key_that_is_empty_or_too_long_is_refused()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        foreach (var key in new[] { "", new string('k', 256) })
            (await PostAsync(user, "/v1/persisted_tokens", key, "{}")).IsError(422, "validation_error");
    }

    /// <summary>Tests run beside each other: only the calls of this user's last second are meant, and they are the newest.</summary>
    private static async Task ChangeCallsAsync(RunningServer server, User user, Func<IQueryable<IdempotentCall>, Task<int>> change)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var userId = await db.Users.Where(u => u.Email == user.Email).Select(u => u.Id).SingleAsync();
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}\nPOST\n/v1/autocontentengine\nk"));
        Assert.Equal(1, await change(db.IdempotentCalls.Where(c => c.Scope == hash)));
    }

    private static async Task<Answer> PostAsync(User user, string path, string key, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await user.Api.PostAsync(path, content);
    }

    private static async Task<IEnumerable<string>> LedgerAsync(User user) =>
        (await user.Api.GetAsync($"/v1/organizations/{user.WorkspaceId}/credit_transactions")).Node.AsArray()
            .Select(l => l!["kind"]!.ToString());
}
