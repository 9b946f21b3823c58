using System.Net;
using OpenGen.Server.Jobs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Automation;

/// <summary>What is told, of which change, and that it is told with the change or not at all.</summary>
public sealed class Events
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task The_end_of_every_job_is_told_signed_to_webhook_and_callback(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        await world.ConfigureAsync(new { callback_url = world.Receiver.Address + "/back" });
        foreach (var type in new[] { "text", Job.Render })
        {
            await EndAsync(
                world, type,
                (jobs, job) =>
                    jobs.CompleteAsync(
                        job, new JobOutcome.Completed(RawJson.Of(new { text = "done" }), [], "done"), CancellationToken.None));
            await EndAsync(world, type, (jobs, job) => jobs.FailAsync(job, "The ink ran out", CancellationToken.None));
            await EndAsync(world, type, async (jobs, job) => await jobs.StopAsync(job.Id, CancellationToken.None) is null);
        }

        string[] told = [
            "generation.completed", "generation.failed", "generation.stopped", "render.completed", "render.failed", "render.stopped"];
        var secret = await world.SecretAsync();
        foreach (var path in new[] { "/hook", "/back" })
        {
            var calls = await world.CallsAsync(6, path);
            Assert.Equal(told, calls.Select(c => c.Type));
            Assert.All(calls, c => Assert.True(c.IsSignedWith(secret)));
            Assert.Distinct(calls.Select(c => c.Id));
        }
        var completed = world.Receiver.Calls.First().Data;
        var shown = (await world.Api.GetAsync($"/v1/generations/{completed["generation_id"]}")).Node.AsObject();
        // All that the API shows of it is there, spelled the same, so that nobody has to ask.
        foreach (var (name, value) in shown) Assert.Equal(value?.ToJsonString(), completed[name]?.ToJsonString());
        Assert.Equal(
            (world.User.AgentId, world.Sheet.Id, world.Sheet.CellId("Text")),
            (completed["agent_id"]!.GetValue<long>(), completed["engine_id"]!.GetValue<long>(), completed["cell_id"]!.GetValue<long>()));
        Assert.Equal(world.Sheet.Node["spreadsheet_rows"]![0]!["id"]!.ToString(), completed["row_id"]!.ToString());
        Assert.Equal(
            ("text", "done", false),
            (completed["generation_type"]!.ToString(), completed["result"]!.ToString(), completed["result_omitted"]!.GetValue<bool>()));
        Assert.Equal("The ink ran out", world.Receiver.Calls.First(c => c.Type == "render.failed").Data["failed_reason"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_result_too_long_for_a_message_is_left_out_and_said_so(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        await EndAsync(
            world, "text",
            (jobs, job) =>
                jobs.CompleteAsync(
                    job, new JobOutcome.Completed(RawJson.Of(new { text = new string('x', 100_000) }), [], "long"),
                    CancellationToken.None));
        var call = (await world.CallsAsync(1))[0];
        Assert.True(call.Data["result_omitted"]!.GetValue<bool>());
        Assert.Null(call.Data["result"]);
        Assert.True(call.Body.Length < 2_000);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_that_was_made_is_named_by_a_url_that_can_be_fetched(Database database)
    {
        await using var world = await HookWorld.StartAsync(database, ("Jobs:Enabled", "true"));
        var sheet = await world.User.NewSheetAsync("Picture:image");
        await sheet.GenerateAsync(
            "Picture", new { generation_type = "image_from_text", data = new { prompt = "a cup of tea", aspect_ratio = "1:1" } });
        await Waiting.UntilAsync(
            () => Task.FromResult(world.Receiver.Types("/hook").Contains("generation.completed")), "the picture is told of");
        var output = world.Receiver.Calls.Single(c => c.Type == "generation.completed").Data["output_resources"]![0]!;
        Assert.Equal((await sheet.ReadAgainAsync()).Cell("Picture")["value"]!.ToString(), output["url"]!.ToString());
        using var file = await world.Api.Http.GetAsync(new Uri(output["url"]!.ToString()));
        Assert.Equal(("image", HttpStatusCode.OK), (output["object_type"]!.ToString(), file.StatusCode));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_people_do_to_rows_is_told_once_a_row(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        var (api, sheet) = (world.Api, world.Sheet);
        var first = sheet.Node["spreadsheet_rows"]![0]!["id"]!.GetValue<long>();
        await TellsAsync(["row.created"], api.PostAsync(sheet.Path("/rows"), new { }));
        sheet = await sheet.ReadAgainAsync();
        var second = sheet.Node["spreadsheet_rows"]![1]!["id"]!.GetValue<long>();
        await TellsAsync(["row.updated"], api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Text")}"), new { value = "a" }));
        await TellsAsync(["row.updated", "row.updated"], api.PutAsync(sheet.Path("/cells/mass_update"), new
        {
            cells = new[] { sheet.CellId("Text"), sheet.CellId("More"), sheet.CellId("Text", 1) }.Select(id => new { id, value = "b" }),
        }));
        await TellsAsync(
            ["row.updated"], api.PatchAsync(sheet.Path($"/rows/{first}"), new { position = 1, additional_attributes = new { a = 1 } }));
        await TellsAsync(
            ["row.updated", "row.updated"],
            api.PutAsync(
                sheet.Path("/rows/mass_update"),
                new { rows = new[] { first, second }.Select(id => new { id, additional_attributes = new { b = 2 } }) }));
        await TellsAsync(
            ["row.updated"], api.PutAsync(sheet.Path("/rows/update_positions"), new { rows = new[] { new { id = first, position = 0 } } }));
        await TellsAsync(["row.created"], api.PostAsync(sheet.Path($"/rows/{first}/duplicate")));
        var video = $"/cells/{sheet.CellId("Final Video")}/layers";
        await TellsAsync(["row.updated"], api.PostAsync(sheet.Path(video), new { name = "a", type = "text" }));
        var layer = (await sheet.ReadAgainAsync()).Cell("Final Video")["video_layers"]![0]!["id"]!.GetValue<long>();
        await TellsAsync(["row.updated"], api.PatchAsync(sheet.Path($"{video}/{layer}"), new { name = "b" }));
        await TellsAsync(["row.updated"], api.PostAsync(sheet.Path($"{video}/{layer}/duplicate")));
        await TellsAsync(
            ["row.updated"],
            api.PutAsync(sheet.Path($"{video}/update_positions"), new { layers = new[] { new { id = layer, position = 1 } } }));
        await TellsAsync(["row.updated"], api.DeleteAsync(sheet.Path($"{video}/{layer}")));
        await TellsAsync(["row.deleted"], api.DeleteAsync(sheet.Path($"/rows/{second}")));
        await TellsAsync(["row.created", "row.created"], api.PostAsync(sheet.Path("/clone")));
        await TellsAsync(["row.deleted", "row.deleted"], api.DeleteAsync(sheet.Path("")));
        Assert.DoesNotContain(world.Receiver.Calls, c => c.Path != "/hook");

        var calls = world.Receiver.Calls.ToList();
        AssertRow(calls[1], first, 0, sheet.CellId("Text"));
        AssertRow(calls[2], first, 0, sheet.CellId("Text"), sheet.CellId("More"));
        AssertRow(calls[3], second, 1, sheet.CellId("Text", 1));
        AssertRow(calls[4], first, 1);
        AssertRow(calls.Single(c => c.Type == "row.deleted" && c.Data["row_id"]!.GetValue<long>() == second), second, 2);

        async Task TellsAsync(string[] types, Task<Answer> change)
        {
            var before = world.Receiver.Calls.Count;
            var done = await change;
            Assert.True((int)done.Status < 300, done.Body);
            Assert.Equal(types, (await world.CallsAsync(before + types.Length)).Skip(before).Select(c => c.Type));
        }

        void AssertRow(Call call, long row, int position, params long[] cells)
        {
            Assert.Equal(
                (world.User.AgentId, sheet.Id, row, position),
                (call.Data["agent_id"]!.GetValue<long>(), call.Data["engine_id"]!.GetValue<long>(), call.Data["row_id"]!.GetValue<long>(),
                    call.Data["position"]!.GetValue<int>()));
            Assert.Equal(cells.Order(), call.Data["cell_ids"]!.AsArray().Select(c => c!.GetValue<long>()).Order());
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Nothing_is_told_of_what_did_not_happen(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        var (api, sheet) = (world.Api, world.Sheet);
        (await api.PutAsync(
            sheet.Path("/cells/mass_update"),
            new { cells = new[] { sheet.CellId("Text"), 999_999_999 }.Select(id => new { id, value = "b" }) })).IsError(404, "not_found");
        (await api.PatchAsync(
            sheet.Path($"/rows/{sheet.Node["spreadsheet_rows"]![0]!["id"]}"),
            new { additional_attributes = new { a = new string('x', 70_000) } })).IsError(422, "validation_error");
        (await api.PutAsync(sheet.Path("/rows/update_positions"), new { rows = new[] { new { id = 999_999_999, position = 0 } } }))
            .IsError(404, "not_found");
        var job = await OrderAsync(world, "text");
        await api.PostAsync($"/v1/generations/{job.Id}/stop");
        (await api.PostAsync($"/v1/generations/{job.Id}/stop")).IsError(422, "job_cannot_be_stopped");
        Assert.False(await world.DoAsync<JobLifecycle, bool>(jobs => jobs.FailAsync(job, "late", CancellationToken.None)));
        await world.TellAsync();
        Assert.Equal(["generation.stopped", "row.updated"], (await world.CallsAsync(2)).Select(c => c.Type));
        Assert.Equal(2, (await world.LogAsync()).Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_agent_without_a_webhook_has_nothing_written(Database database)
    {
        await using var world = await HookWorld.StartAsync(database);
        await world.ConfigureAsync(new { webhook_url = (string?)null, callback_url = world.Receiver.Address + "/back" });
        await world.TellAsync();
        Assert.Empty(await world.LogAsync());
        await EndAsync(world, "text", (jobs, job) => jobs.FailAsync(job, "no", CancellationToken.None));
        Assert.Equal("generation.failed", (await world.CallsAsync(1, "/back"))[0].Type);
        // One URL for both is told once.
        await world.ConfigureAsync(new { webhook_url = world.Receiver.Address + "/back" });
        await EndAsync(world, "text", (jobs, job) => jobs.FailAsync(job, "no", CancellationToken.None));
        await world.CallsAsync(2, "/back");
        Assert.Equal(2, (await world.LogAsync()).Count);
    }

    private static async Task<Job> OrderAsync(HookWorld world, string type)
    {
        var job = new Job
        {
            WorkspaceId = world.User.WorkspaceId,
            AgentId = world.User.AgentId,
            SheetId = world.Sheet.Id,
            CellId = world.Sheet.CellId("Text"),
            Type = type,
            Lane = Lane.Quick,
            Provider = "local",
            Model = "local",
            Cost = new OpenGen.Server.Jobs.Credits(1),
        };
        Assert.False((await world.DoAsync<JobLifecycle, Result<Job>>(jobs => jobs.OrderAsync(job, CancellationToken.None))).Failed);
        return job;
    }

    private static async Task EndAsync(HookWorld world, string type, Func<JobLifecycle, Job, Task<bool>> end)
    {
        await OrderAsync(world, type);
        var claimed = await world.DoAsync<JobLifecycle, Job?>(jobs => jobs.ClaimAsync(Lane.Quick, CancellationToken.None));
        Assert.True(await world.DoAsync<JobLifecycle, bool>(jobs => end(jobs, claimed!)));
    }
}
