using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>
/// Walks every operation of the served document, so that a new one cannot be forgotten: as each kind of caller, and with each
/// kind of bad input. What is refused must say so as documented, and must have changed nothing.
/// </summary>
public sealed class Walk(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Nobody_gets_401_on_every_operation_that_needs_credentials(Database database)
    {
        using var nobody = Api.For(await servers.OnAsync(database));
        var operations = await Operation.AllAsync(nobody);
        foreach (var operation in operations.Where(o => !o.IsOpen))
            (await nobody.SendAsync(operation.Method, operation.Filled(_ => "1"))).IsError(401, "unauthorized");
        Assert.True(operations.Count(o => !o.IsOpen) > 80, "Too few operations were walked");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_stranger_gets_404_for_somebody_elses_things_and_changes_nothing(Database database)
    {
        var (server, faults) = (await servers.OnAsync(database), new List<string>());
        var (place, stranger) = (await Place.MakeAsync(server), await Api.NewUserAsync(server));
        var before = await place.StateAsync();
        foreach (var operation in (await Operation.AllAsync(stranger.Api)).Where(o => !o.IsOpen && !o.IsOfNobody))
        {
            Note(faults, operation, await stranger.Api.SendAsync(operation.Method, operation.For(place), place.Body(operation.Method)),
                operation.NotThere);
            // The stranger's own agent does not open somebody else's engine either.
            if (operation.Path.StartsWith("/v1/autocontentengine/{sheet_id}", StringComparison.Ordinal))
                Note(faults, operation,
                    await stranger.Api.SendAsync(
                        operation.Method, operation.For(place, stranger.AgentId), place.Body(operation.Method, stranger.AgentId)),
                    operation.NotThere);
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(before, await place.StateAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Each_role_may_what_the_document_says_and_is_refused_the_rest(Database database)
    {
        var (server, faults) = (await servers.OnAsync(database), new List<string>());
        var place = await Place.MakeAsync(server);
        var before = await place.StateAsync();
        var refused = 0;
        foreach (var role in new[] { "viewer", "editor", "manager" })
        {
            var member = await place.MemberAsync(role);
            foreach (var operation in (await Operation.AllAsync(member.Api)).Where(o => !o.IsOpen && !o.IsOfNobody))
            {
                if (operation.LeastRole is not { } least)
                {
                    faults.Add($"{operation}: says nothing of roles");
                }
                else if (Rank(role) > Rank(least))
                {
                    Note(faults, operation,
                        await member.Api.SendAsync(operation.Method, operation.For(place), place.Body(operation.Method)),
                        (403, operation.ForbiddenCode));
                    refused++;
                }
                else if (operation.Method == HttpMethod.Get
                    && await member.Api.GetAsync(
                        operation.For(place)) is { Status: >= (HttpStatusCode)400 and not HttpStatusCode.UnprocessableEntity } answer)
                {
                    faults.Add($"{operation}: a {role} was answered {(int)answer.Status}: {answer.Body}");
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(refused > 100, $"Only {refused} calls were refused");
        Assert.Equal(before, await place.StateAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Bad_input_is_refused_on_every_operation_and_changes_nothing(Database database)
    {
        var (server, faults) = (await servers.OnAsync(database), new List<string>());
        var place = await Place.MakeAsync(server);
        var (api, before, asked) = (place.Owner.Api, await place.StateAsync(), 0);
        foreach (var operation in await Operation.AllAsync(api))
        {
            foreach (var (path, what, expected) in BadPaths(operation, place))
                await TryAsync(
                    operation, what, path, operation.TakesBody ? Json(place.Body(operation.Method)!.ToJsonString()) : null, expected);
            foreach (var parameter in operation.QueryNumbers)
                await TryAsync(
                    operation, $"{parameter}=x", operation.For(place) + $"&{parameter}=x", null, (422, "validation_error"),
                    parameter == "agent_id" ? 404 : 422);
            if (!operation.TakesBody) continue;
            await TryAsync(operation, "broken JSON", operation.For(place), Json("{\"a\": "), (400, "bad_request"));
            await TryAsync(operation, "a list", operation.For(place), Json("[1]"), (422, "validation_error"));
            await TryAsync(operation, "text/plain", operation.For(place), new StringContent("hello"), (415, "unsupported_media_type"));
            if (operation.Wrong("x") is { } wrong) await TryAsync(operation, "wrong types", operation.For(place), Json(wrong), (422, null));
            if (operation.TooLong() is { } tooLong)
                await TryAsync(operation, "too long", operation.For(place), Json(tooLong), (422, null));
            if (operation.NeedsSomething) await TryAsync(operation, "nothing", operation.For(place), Json("{}"), (422, null));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(asked > 400, $"Only {asked} bad calls were made");
        Assert.Equal(before, await place.StateAsync());

        async Task TryAsync(
            Operation operation, string what, string path, HttpContent? content, (int Status, string? Code) expected, int? orElse = null)
        {
            var answer = await api.SendAsync(operation.Method, path, content);
            asked++;
            if ((int)answer.Status == orElse) return;
            Note(faults, operation, answer, expected, what);
        }
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_deleted_thing_is_not_there_for_any_operation(Database database)
    {
        var (server, faults, asked) = (await servers.OnAsync(database), new List<string>(), 0);
        var first = await Place.MakeAsync(server);
        var operations = await Operation.AllAsync(first.Owner.Api);
        foreach (var deletion in operations.Where(o => o.Deletes is not null))
        {
            var place = await Place.MakeAsync(server);
            var api = place.Owner.Api;
            var deleted = await api.SendAsync(deletion.Method, deletion.For(place));
            Assert.True((int)deleted.Status is 200 or 204, $"{deletion}: {deleted.Status} {deleted.Body}");
            var before = await place.StateAsync();
            foreach (var operation in operations.Where(o => o.Uses(deletion.Deletes!)))
            {
                Note(faults, operation, await api.SendAsync(operation.Method, operation.For(place), place.Body(operation.Method)),
                    deletion.Deletes == "organization_id" ? operation.NotThere : (404, "not_found"), $"after {deletion.Id}");
                asked++;
            }
            Assert.Equal(before, await place.StateAsync());
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(asked > 100, $"Only {asked} calls were made");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_at_once_leave_everything_whole(Database database)
    {
        var (server, faults, asked) = (await servers.OnAsync(database), new List<string>(), 0);
        var place = await Place.MakeAsync(server);
        var api = place.Owner.Api.Lenient("the same body and the same agent for every operation");
        var changing = (await Operation.AllAsync(api)).Where(o => o.Method != HttpMethod.Get && !o.IsOpen && !o.EndsCredentials).ToList();
        // What deletes comes last, and what is inside goes before what holds it.
        foreach (var operation in changing.Where(o => o.Method != HttpMethod.Delete)
            .Concat(changing.Where(o => o.Method == HttpMethod.Delete).OrderByDescending(o => o.Path.Length)))
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 2).Select(_ => api.SendAsync(operation.Method, operation.For(place), place.Body(operation.Method))));
            asked++;
            foreach (var answer in answers)
                if ((int)answer.Status is >= 500 or 409 || ((int)answer.Status >= 400 && answer.Json?["error_code"] is null))
                    faults.Add($"{operation}: {(int)answer.Status} {answer.Body}");
            if (operation.Method == HttpMethod.Delete) continue;
            var sheet = await api.GetAsync($"/v1/autocontentengine/{place.Id("sheet_id")}?agent_id={place.Owner.AgentId}");
            Engines.Sheets.AssertWhole(sheet.Node);
            Assert.Equal(await place.Owner.LedgerSumAsync(), await place.Owner.CreditsAsync());
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(asked > 60, $"Only {asked} operations were walked");
    }

    /// <summary>
    /// Each id of a path in turn: one that is not there, one that is no number, and one of another engine of the same agent.
    /// </summary>
    private static IEnumerable<(string Path, string What, (int Status, string? Code) Expected)> BadPaths(Operation operation, Place place)
    {
        foreach (var id in operation.PathIds)
        {
            yield return (
                operation.For(place, with: (id, "9007199254740991")), $"unknown {id}",
                id == "organization_id" ? operation.NotThere : (404, "not_found"));
            yield return (operation.For(place, with: (id, "abc")), $"{id} is no number", (404, "not_found"));
            if (id == "sheet_id" && operation.PathIds.Count > 1)
                yield return (operation.For(place, with: (id, place.OtherSheet)), "another engine", (404, "not_found"));
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static int Rank(string role) => Array.IndexOf(["owner", "manager", "editor", "viewer"], role);

    private static void Note(
        List<string> faults, Operation operation, Answer answer, (int Status, string? Code) expected, string? what = null)
    {
        var code = answer.Json is JsonObject error ? error["error_code"]?.ToString() : null;
        if ((int)answer.Status != expected.Status || code is null || (expected.Code is not null && code != expected.Code)
            || answer.Json?["error"] is null)
            faults.Add(
                $"{operation}{(what is null ? "" : $" ({what})")}: {(int)answer.Status} {code} where {expected.Status} {expected.Code} was "
                    + $"expected: {answer.Body[..Math.Min(answer.Body.Length, 200)]}");
    }
}
