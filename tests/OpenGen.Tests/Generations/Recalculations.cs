using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

/// <summary>A sheet recalculates: what is made from what changed is made again, once, after what it is made from.</summary>
public sealed class Recalculations(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    /// <summary>Rows of the chain from a variable to a video; the issue asks for 50, which take minutes of rendering.</summary>
    private static readonly int ChainRows = int.Parse(
        Environment.GetEnvironmentVariable("OPENGEN_CHAIN_ROWS") ?? "2", System.Globalization.CultureInfo.InvariantCulture);

    [Theory, MemberData(nameof(Both))]
    public async Task A_changed_variable_makes_a_chain_again_in_order_in_every_row_that_asks_for_it(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 4, "Hook", "Body", "Close");
        await SetVariableAsync(sheet, "Audience", "sailors");
        await CardAsync(sheet, "Hook", "Hook for {{Audience}}", auto: true);
        await CardAsync(sheet, "Body", "Body after: {{Hook}}", auto: true);
        await CardAsync(sheet, "Close", "Close for {{Audience}} after {{Hook}} and {{Body}}", auto: true);
        // One row does not ask for it.
        foreach (var title in new[] { "Hook", "Body", "Close" })
            await user.Api.PatchAsync(
                sheet.Path($"/cells/{sheet.CellId(title, 3)}"), new { additional_attributes = new { autoGenerate = false } });
        Assert.Empty(await JobsAsync(sheet, database));

        await SetVariableAsync(sheet, "Audience", "potters");
        await QuietAsync(sheet);
        var jobs = await JobsAsync(sheet, database);
        sheet = await sheet.ReadAgainAsync();
        Assert.Equal(9, jobs.Count);
        Assert.All(jobs, j => Assert.Equal(JobStatus.Completed, j.Status));
        for (var row = 0; row < 3; row++)
        {
            var (hook, body, close) = (Assert.Single(jobs, Of("Hook")), Assert.Single(jobs, Of("Body")), Assert.Single(jobs, Of("Close")));
            Assert.Equal("Hook for potters", Prompt(hook));
            Assert.Equal("Body after: " + sheet.Cell("Hook", row)["value"], Prompt(body));
            Assert.Equal(
                $"Close for potters after {sheet.Cell("Hook", row)["value"]} and {sheet.Cell("Body", row)["value"]}", Prompt(close));
            Predicate<Job> Of(string title) => j => j.CellId == sheet.CellId(title, row);
        }
        Assert.Equal(10_000 - jobs.Sum(j => j.Cost.Value), await user.CreditsAsync());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
        Assert.Null(sheet.Cell("Hook", 3)["value"]);

        // The same value is no change.
        await SetVariableAsync(sheet, "Audience", "potters");
        await QuietAsync(sheet);
        Assert.Equal(9, (await JobsAsync(sheet, database)).Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Changes_while_it_is_made_are_gathered_into_one_more(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 1, "Topic", "Picture");
        await CardAsync(sheet, "Picture", "{{Topic}}", auto: true, type: "image_from_text");
        for (var i = 0; i < 12; i++) await sheet.FillAsync("Topic", $"Topic {i}");
        await QuietAsync(sheet);

        var jobs = await JobsAsync(sheet, database);
        Assert.All(jobs, j => Assert.Equal(JobStatus.Completed, j.Status));
        Assert.InRange(jobs.Count, 1, 11);
        Assert.Equal("Topic 11", Prompt(jobs[^1]));
        Assert.Equal(jobs[^1].Id, (await sheet.ReadAgainAsync()).Cell("Picture")["default_user_job"]!["id"]!.GetValue<long>());
        // The same text again is no change, one that is taken out is no reason to make a picture of nothing.
        await sheet.FillAsync("Topic", "Topic 11");
        await sheet.FillAsync("Topic", "");
        await QuietAsync(sheet);
        Assert.Equal(jobs.Count, (await JobsAsync(sheet, database)).Count);
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_circle_is_refused_with_its_path_wherever_it_is_drawn(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 2, "Hook", "Body", "Close");
        await CardAsync(sheet, "Body", "After {{Hook}}", auto: true);
        await CardAsync(sheet, "Close", "After {{ body }}", auto: true);
        static object Card(string prompt) =>
            new { additional_attributes = new { creation_card = new { generation_type = "text", data = new { prompt } } } };

        var byColumn = (await user.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column("Hook")["id"]}"), Card("Before {{Close}}")))
            .IsError(422, "circular_dependency");
        foreach (var title in new[] { "Hook", "Body", "Close" }) Assert.Contains(title, byColumn.Text("error"), StringComparison.Ordinal);
        Assert.Contains("→", byColumn.Text("error"), StringComparison.Ordinal);
        (await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Hook", 1)}"), Card("Before {{Close}}")))
            .IsError(422, "circular_dependency");
        (await user.Api.PutAsync(sheet.Path("/cells/mass_update"), new
        {
            cells = new object[] {
            new { id = sheet.CellId("Hook"), value = "kept out" },
            new
            {
                id = sheet.CellId("Hook", 1),
                additional_attributes = new
                {
                    creation_card = new { generation_type = "text", data = new { prompt = "p", prompt_var = "Close" } },
                },
            } }
        })).IsError(422, "circular_dependency");
        (await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Body", 1)}"), Card("Like {{Body}}")))
            .IsError(422, "circular_dependency");
        // By a name: what was a variable of no column becomes one.
        await CardAsync(sheet, "Hook", "Before {{Ending}}", auto: false);
        (await user.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column("Close")["id"]}"), new { title = "Ending" }))
            .IsError(422, "circular_dependency");

        sheet = await sheet.ReadAgainAsync();
        Assert.Null(sheet.Cell("Hook")["value"]);
        Assert.Equal("Close", sheet.Column("Close")["title"]!.ToString());
        Assert.Empty(sheet.Cell("Hook", 1)["additional_attributes"]!.AsObject());
        // Without anything that goes by itself, a text may be made from what it was.
        var (_, free) = await SheetAsync(database, rows: 1, "Hook");
        await CardAsync(free, "Hook", "Better than {{Hook}}", auto: false);
        await free.FillAsync("Hook", "Tea");
        Assert.Equal("completed", (await free.GenerateAsync("Hook", new { }))["status"]!.ToString());
        Assert.Equal(HttpStatusCode.Created, (await free.User.Api.PostAsync(free.Path("/generate_batch"), new { })).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Texts_written_by_hand_stay_and_what_lacks_an_input_waits_for_it(Database database)
    {
        var (_, sheet) = await SheetAsync(database, rows: 2, "Topic", "Tone", "Hook");
        await CardAsync(sheet, "Hook", "{{Topic}} in a {{Tone}} tone", auto: true);
        await sheet.User.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Hook", 1)}"), new { value = "Mine", additional_attributes = new { textMode = "manual" } });

        await FillAsync(sheet, "Topic", 0, "Tea");
        await FillAsync(sheet, "Topic", 1, "Tea");
        await FillAsync(sheet, "Tone", 1, "dry");
        await QuietAsync(sheet);
        Assert.Empty(await JobsAsync(sheet, database));
        await FillAsync(sheet, "Tone", 0, "dry");
        await QuietAsync(sheet);
        Assert.Equal("Tea in a dry tone", Prompt(Assert.Single(await JobsAsync(sheet, database))));
        Assert.Equal("Mine", (await sheet.ReadAgainAsync()).Cell("Hook", 1)["value"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_cannot_be_made_or_paid_says_so_and_costs_nothing(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 1, "Topic", "Hook", "Film");
        await CardAsync(sheet, "Hook", "{{Topic}}", auto: true);
        await CardAsync(sheet, "Film", "{{Topic}}", auto: true, type: "video_from_ingredients");
        await user.Api.PatchAsync(
            sheet.Path($"/columns/{sheet.Column("Hook")["id"]}"),
            new { additional_attributes = new { creation_card = new { data = new { max_length = 32_000 } } } });
        await SpendAsync(user, database, 9_999);
        var filled = await sheet.FillAsync("Topic", "Tea");
        Assert.True(filled.Status == HttpStatusCode.OK, filled.Body);
        await QuietAsync(sheet);

        var jobs = await JobsAsync(sheet, database);
        Assert.Equal(2, jobs.Count);
        Assert.All(jobs, j => Assert.Equal(JobStatus.Failed, j.Status));
        Assert.Contains("credits", Assert.Single(jobs, j => j.Type == "text").FailedReason, StringComparison.Ordinal);
        Assert.Contains("asset_resource_ids", Assert.Single(jobs, j => j.Type != "text").FailedReason, StringComparison.Ordinal);
        Assert.Equal(1, await user.CreditsAsync());
        Assert.Equal(1, await user.LedgerSumAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_batch_makes_cells_after_those_they_are_made_from_for_the_price_it_said(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 3, "Topic", "Hook", "Body", "Picture");
        for (var i = 0; i < 3; i++) await FillAsync(sheet, "Topic", i, $"tea {i}");
        await CardAsync(sheet, "Hook", "A hook about {{Topic}}", auto: false);
        await CardAsync(sheet, "Body", "Go on after: {{Hook}}", auto: false);
        await CardAsync(sheet, "Picture", "{{Body}}", auto: false, type: "image_from_text");
        var estimate = (await user.Api.PostAsync(sheet.Path("/estimate"), new { })).Node;
        Assert.Equal(9, estimate["items"]!.AsArray().Count);

        var ordered = await user.Api.PostAsync(sheet.Path("/generate_batch"), new { });
        Assert.Equal(HttpStatusCode.Created, ordered.Status);
        Assert.Equal(9, ordered.Node.AsArray().Count);
        foreach (var one in ordered.Node.AsArray())
            Assert.Equal("completed", (await user.Api.FollowAsync(one!["generation_id"]!.GetValue<long>()))["status"]!.ToString());
        sheet = await sheet.ReadAgainAsync();
        var jobs = await JobsAsync(sheet, database);
        Assert.Equal(9, jobs.Count);
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(
                $"Go on after: {sheet.Cell("Hook", row)["value"]}", Prompt(jobs.Single(j => j.CellId == sheet.CellId("Body", row))));
            Assert.Equal(sheet.Cell("Body", row)["value"]!.ToString(), Prompt(jobs.Single(j => j.CellId == sheet.CellId("Picture", row))));
        }
        Assert.Equal(10_000 - estimate["credits"]!.GetValue<long>(), await user.CreditsAsync());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());

        await CardAsync(sheet, "Hook", "A hook after {{Picture}}", auto: false);
        (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { })).IsError(422, "circular_dependency");
        (await user.Api.PostAsync(sheet.Path("/estimate"), new { })).IsError(422, "circular_dependency");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_a_batch_cannot_make_for_lack_of_what_failed_is_paid_back(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Render", "0"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Film:video", "Words:audio");
        await CardAsync(sheet, "Film", "A lake", auto: false, type: "video_from_text");
        await user.Api.PatchAsync(
            sheet.Path($"/columns/{sheet.Column("Words")["id"]}"),
            new
            {
                additional_attributes = new
                {
                    creation_card = new { generation_type = "captions", data = new { source_resource_id = "{{Film}}", script = "A lake" } },
                },
            });
        var ordered = (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { })).Node.AsArray()
            .Select(o => o!["generation_id"]!.GetValue<long>()).ToList();
        Assert.Equal(2, ordered.Count);
        Assert.True(await user.CreditsAsync() < 10_000);

        // Nobody renders here, so the film stays pending until it is stopped.
        await user.Api.PostAsync($"/v1/generations/{ordered[0]}/stop", new { });
        var words = await user.Api.FollowAsync(ordered[1]);
        Assert.Equal("failed", words["status"]!.ToString());
        Assert.Contains("{{Film}}", words["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(10_000, await user.CreditsAsync());
        Assert.Equal(10_000, await user.LedgerSumAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_waits_can_be_stopped_and_continued(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Quick", "0"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Hook", "Body");
        await CardAsync(sheet, "Hook", "A hook", auto: false);
        await CardAsync(sheet, "Body", "Go on after: {{Hook}}", auto: false);
        var ordered = (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { })).Node.AsArray()
            .Select(o => o!["generation_id"]!.GetValue<long>()).ToList();
        var charged = 10_000 - await user.CreditsAsync();

        Assert.Equal("stopped", (await user.Api.PostAsync($"/v1/generations/{ordered[1]}/stop", new { })).Text("status"));
        Assert.True(10_000 - await user.CreditsAsync() < charged);
        Assert.Equal("pending", (await user.Api.PostAsync($"/v1/generations/{ordered[1]}/continue", new { })).Text("status"));
        Assert.Equal(charged, 10_000 - await user.CreditsAsync());
        await sheet.FillAsync("Hook", "By hand");
        await user.Api.PostAsync($"/v1/generations/{ordered[0]}/stop", new { });
        await Waiting.UntilAsync(async () => (await user.Api.GetAsync($"/v1/generations/{ordered[1]}")).Node["model"]!.ToString() == "local"
            && (await LaneOfAsync(server, ordered[1])) == Lane.Quick, "the body is queued");
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task From_a_variable_to_the_video_everything_is_made_once_and_in_order(Database database)
    {
        var (user, sheet) = await SheetAsync(database, ChainRows, "Line", "Picture:image", "Film:video");
        await SetVariableAsync(sheet, "Place", "a harbour");
        await CardAsync(sheet, "Line", "One line about {{Place}}", auto: true);
        await CardAsync(sheet, "Picture", "{{Line}}", auto: true, type: "image_from_text");
        await user.Api.PatchAsync(
            sheet.Path($"/columns/{sheet.Column("Film")["id"]}"),
            new
            {
                additional_attributes = new
                {
                    autoGenerate = true,
                    creation_card = new
                    {
                        generation_type = "video_from_image",
                        data = new { prompt = "{{Line}}", image_resource_id = "{{Picture}}", duration = 1 },
                    },
                },
            });
        for (var row = 0; row < ChainRows; row++)
        {
            var final = sheet.CellId("Final Video", row);
            await user.Api.PatchAsync(sheet.Path($"/cells/{final}"), new { additional_attributes = new { autoGenerate = true } });
            await user.Api.PostAsync(
                sheet.Path($"/cells/{final}/layers"),
                new { video_layer = new { name = "Film", type = "clip", additional_attributes = new { bind = "Film" } } });
            await user.Api.PostAsync(
                sheet.Path($"/cells/{final}/layers"),
                new { video_layer = new { name = "Line", type = "text", additional_attributes = new { bind = "Line" } } });
        }

        await SetVariableAsync(sheet, "Place", "an orchard");
        await QuietAsync(sheet, TimeSpan.FromMinutes(2 + ChainRows));
        sheet = await sheet.ReadAgainAsync();
        var jobs = await JobsAsync(sheet, database);
        Assert.Equal(4 * ChainRows, jobs.Count);
        Assert.All(jobs, j => Assert.True(j.Status == JobStatus.Completed, $"{j.Type}: {j.FailedReason}"));
        for (var row = 0; row < ChainRows; row++)
        {
            Job Of(string title) => Assert.Single(jobs, j => j.CellId == sheet.CellId(title, row));
            Assert.Equal("One line about an orchard", Prompt(Of("Line")));
            Assert.Equal(sheet.Cell("Line", row)["value"]!.ToString(), Prompt(Of("Picture")));
            Assert.True(
                Of("Line").UpdatedAt <= Of("Picture").UpdatedAt && Of("Picture").UpdatedAt <= Of("Film").UpdatedAt
                    && Of("Film").UpdatedAt <= Of("Final Video").UpdatedAt);
            Assert.Equal("render", Of("Final Video").Type);
            // Under the address that the change was sent to.
            Assert.StartsWith(
                user.Api.Http.BaseAddress!.ToString(), sheet.Cell("Final Video", row)["value"]!.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    private static string Prompt(Job job) => job.Input.AsObject()["data"]!["prompt"]!.ToString();

    private static async Task<Lane> LaneOfAsync(RunningServer server, long id)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Jobs.Where(j => j.Id == id).Select(j => j.Lane).SingleAsync();
    }

    private async Task<List<Job>> JobsAsync(TestSheet sheet, Database database)
    {
        await using var scope = (await servers.OnAsync(database)).Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Jobs.AsNoTracking().Where(j => j.SheetId == sheet.Id)
            .OrderBy(j => j.Id).ToListAsync();
    }

    private async Task SpendAsync(User user, Database database, long credits)
    {
        await using var scope = (await servers.OnAsync(database)).Services.CreateAsyncScope();
        Assert.Null(
            await scope.ServiceProvider.GetRequiredService<Ledger>()
                .ChargeAsync(user.WorkspaceId, [new JobCharge(-user.WorkspaceId, 1, new Credits(credits), "Spent")], CancellationToken.None));
    }

    /// <summary>Waits until nothing is in the works any more; what a change sets going is there by the time it is answered.</summary>
    private static Task QuietAsync(TestSheet sheet, TimeSpan? most = null) => Waiting.UntilAsync(async () =>
        (await sheet.User.Api.GetAsync($"/v1/generations?agent_id={sheet.User.AgentId}&engine_id={sheet.Id}")).Node.AsArray()
            .All(j => j!["status"]!.ToString() is not ("pending" or "processing")),
        "the sheet has come to rest", most);

    private static Task<Answer> FillAsync(TestSheet sheet, string title, int row, string value) =>
        sheet.User.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId(title, row)}"), new { value });

    private static async Task CardAsync(TestSheet sheet, string title, string prompt, bool auto, string type = "text")
    {
        var answer = await sheet.User.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column(title)["id"]}"),
            new
            {
                additional_attributes = new
                {
                    autoGenerate = auto,
                    creation_card = new { generation_type = type, data = new { prompt, model = "local" } },
                },
            });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
    }

    private static async Task SetVariableAsync(TestSheet sheet, string key, string value)
    {
        var there = (await sheet.User.Api.GetAsync(sheet.Path("/global_variables"))).Json?["variables"]?.AsArray()
            .FirstOrDefault(v => v!["key"]!.ToString() == key);
        var answer = there is null
            ? await sheet.User.Api.PostAsync(sheet.Path("/global_variables"), new { key, value })
            : await sheet.User.Api.PatchAsync(sheet.Path($"/global_variables/{there["id"]}"), new { value });
        Assert.True((int)answer.Status < 300, answer.Body);
    }

    private async Task<(User, TestSheet)> SheetAsync(Database database, int rows, params string[] columns)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync(columns);
        for (var i = 1; i < rows; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        return (user, await sheet.ReadAgainAsync());
    }
}
