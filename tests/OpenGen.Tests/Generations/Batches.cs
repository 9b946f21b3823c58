using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

/// <summary>Many cells ordered as one, what that would cost, and the list of what was ordered.</summary>
public sealed class Batches(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_batch_costs_what_the_estimate_said_and_fills_every_cell_with_a_card(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 3);
        var estimate = await user.Api.PostAsync(sheet.Path("/estimate"), new { });
        Assert.Equal(HttpStatusCode.OK, estimate.Status);
        Assert.Equal(6, estimate.Node["items"]!.AsArray().Count);
        Assert.Equal(
            estimate.Node["items"]!.AsArray().Sum(i => i!["credits"]!.GetValue<long>()), estimate.Node["credits"]!.GetValue<long>());
        Assert.Equal(10_000m, await user.CreditsAsync());

        var ordered = await user.Api.PostAsync(sheet.Path("/generate_batch"), new { });
        Assert.Equal(HttpStatusCode.Created, ordered.Status);
        Assert.Equal(6, ordered.Node.AsArray().Count);
        Assert.Equal(10_000m - estimate.Node["credits"]!.GetValue<long>(), await user.CreditsAsync());
        foreach (var one in ordered.Node.AsArray())
            Assert.Equal("completed", (await user.Api.FollowAsync(one!["generation_id"]!.GetValue<long>()))["status"]!.ToString());
        sheet = await sheet.ReadAgainAsync();
        for (var row = 0; row < 3; row++)
        {
            Assert.False(string.IsNullOrEmpty(sheet.Cell("Hook", row)["value"]?.ToString()));
            Assert.False(string.IsNullOrEmpty(sheet.Cell("Caption", row)["value"]?.ToString()));
            Assert.Null(sheet.Cell("Topic", row)["user_jobs"]!.AsArray().FirstOrDefault());
        }
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Rows_columns_only_empty_ones_and_texts_written_by_hand(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 3);
        var rows = sheet.Node["spreadsheet_rows"]!.AsArray().Select(r => r!["id"]!.GetValue<long>()).ToList();
        Task<int> CountAsync(object batch) => CountByAsync(user.Api, batch);
        async Task<int> CountByAsync(Api api, object batch) =>
            (await api.PostAsync(sheet.Path("/estimate"), batch)).Node["items"]!.AsArray().Count;

        Assert.Equal(4, await CountAsync(new { row_ids = rows[..2] }));
        Assert.Equal(
            2, await CountByAsync(
                user.Api.Lenient("ids as texts"), new
                {
                    row_ids = rows.Take(2).Select(r => r.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    column_ids = new[] { sheet.Column("Hook")["id"]!.GetValue<long>() },
                }));
        Assert.Equal(0, await CountAsync(new { column_ids = new[] { sheet.Column("Topic")["id"]!.GetValue<long>() } }));
        await sheet.FillAsync("Hook", "by hand");
        Assert.Equal(5, await CountAsync(new { only_empty = true }));
        Assert.Equal(6, await CountAsync(new { only_empty = false }));
        await user.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Hook")}"), new { additional_attributes = new { textMode = "manual" } });
        Assert.Equal(5, await CountAsync(new { }));
        (await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Hook")}/generate"), new { })).IsError(422, "text_mode_manual");
        Assert.Equal("by hand", (await sheet.ReadAgainAsync()).Cell("Hook")["value"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_batch_with_one_cell_that_cannot_be_made_or_paid_is_refused_whole(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 3);
        var other = await user.NewSheetAsync("X");
        (await user.Api.PostAsync(
            sheet.Path("/generate_batch"), new { row_ids = new[] { other.Node["spreadsheet_rows"]![0]!["id"]!.GetValue<long>() } }))
            .IsError(404, "not_found");
        (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { column_ids = new[] { 999_999_999 } })).IsError(404, "not_found");
        // More than either database takes as parameters of one statement.
        (await user.Api.PostAsync(sheet.Path("/estimate"), new { row_ids = Enumerable.Range(1_000_000, 70_000) }))
            .IsError(404, "not_found");
        (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { row_ids = "all" })).IsError(422, "validation_error");

        await user.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Hook", 1)}"),
            new { additional_attributes = new { creation_card = new { data = new { prompt = "{{Nowhere}}" } } } });
        var refused = (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { })).IsError(422, "unresolved_variable");
        Assert.Contains($"cells[{sheet.CellId("Hook", 1)}]", refused.Node["errors"]!.ToJsonString(), StringComparison.Ordinal);

        await user.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Hook", 1)}"),
            new
            {
                additional_attributes = new { creation_card = new { data = new { prompt = "p", model = "local", max_length = 32_000 } } },
            });
        var price = (await user.Api.PostAsync(sheet.Path("/estimate"), new { })).Node["credits"]!.GetValue<long>();
        await SpendDownToAsync(user, database, price - 1);
        var before = await user.CreditsAsync();
        (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { })).IsError(422, "insufficient_credits_for_job");
        Assert.Equal(before, await user.CreditsAsync());
        Assert.Empty((await user.Api.GetAsync($"/v1/generations?agent_id={user.AgentId}&engine_id={sheet.Id}")).Node.AsArray());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task However_many_cells_a_batch_has_it_is_ordered_by_as_many_statements(Database database)
    {
        var counted = new CountedCommands();
        await using var server = await RunningServer.StartAsync(database, counted.Watch, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Hook");
        var file = await Vendors.Media.PictureOfAsync(user);
        await user.Api.PatchAsync(
            sheet.Path($"/columns/{sheet.Column("Hook")["id"]}"),
            new
            {
                additional_attributes = new
                {
                    creation_card = new { generation_type = "text", data = new { prompt = "A hook", content_resource_ids = new[] { file } } },
                },
            });
        async Task<int> OfRowsAsync(int rows)
        {
            while (sheet.Node["spreadsheet_rows"]!.AsArray().Count < rows)
            {
                await user.Api.PostAsync(sheet.Path("/rows"), new { });
                sheet = await sheet.ReadAgainAsync();
            }
            return await counted.OfAsync(async () =>
            {
                var ordered = await user.Api.PostAsync(sheet.Path("/generate_batch"), new { });
                Assert.Equal(rows, ordered.Node.AsArray().Count);
            });
        }

        Assert.Equal(await OfRowsAsync(2), await OfRowsAsync(12));
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Generations_are_listed_by_engine_and_status_in_pages_newest_first(Database database)
    {
        var (user, sheet) = await SheetAsync(database, rows: 2);
        var ordered = (await user.Api.PostAsync(sheet.Path("/generate_batch"), new { })).Node.AsArray()
            .Select(o => o!["generation_id"]!.GetValue<long>()).ToList();
        foreach (var id in ordered) await user.Api.FollowAsync(id);
        var other = await user.NewSheetAsync("Out");
        await other.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook" } });
        string List(string more) => $"/v1/generations?agent_id={user.AgentId}{more}";

        Assert.Equal(5, (await user.Api.GetAsync(List(""))).Node.AsArray().Count);
        Assert.Equal(ordered.OrderDescending(), Ids(await user.Api.GetAsync(List($"&engine_id={sheet.Id}&status=completed"))));
        Assert.Empty((await user.Api.GetAsync(List("&status=stopped"))).Node.AsArray());
        var page = await user.Api.GetAsync(List("&per_page=2&page=2"));
        Assert.Equal(2, page.Node.AsArray().Count);
        Assert.Equal("5", page.Headers["X-Total-Count"]);
        (await user.Api.GetAsync(List("&status=3"))).IsError(422, "validation_error");
        (await user.Api.GetAsync(List("&status=done"))).IsError(422, "validation_error");
        var stranger = await Api.NewUserAsync(await servers.OnAsync(database));
        (await stranger.Api.GetAsync(List(""))).IsError(404, "not_found");
    }

    private static IEnumerable<long> Ids(Answer list) => list.Node.AsArray().Select(j => j!["id"]!.GetValue<long>());

    private async Task SpendDownToAsync(User user, Database database, long credits)
    {
        await using var scope = (await servers.OnAsync(database)).Services.CreateAsyncScope();
        var amount = (long)await user.CreditsAsync() - credits;
        Assert.Null(
            await scope.ServiceProvider.GetRequiredService<Ledger>()
                .ChargeAsync(user.WorkspaceId, [new JobCharge(-user.WorkspaceId, 1, new Credits(amount), "Spent")], CancellationToken.None));
    }

    /// <summary>A sheet with a topic in each row and two columns of cards that use it.</summary>
    private async Task<(User, TestSheet)> SheetAsync(Database database, int rows)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Topic", "Hook", "Caption");
        foreach (var column in new[] { "Hook", "Caption" })
            await user.Api.PatchAsync(
                sheet.Path($"/columns/{sheet.Column(column)["id"]}"),
                new
                {
                    additional_attributes = new
                    {
                        creation_card = new
                        {
                            generation_type = "text",
                            data = new { prompt = $"A {column} about {{{{Topic}}}}", model = "local" },
                        },
                    },
                });
        for (var i = 1; i < rows; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        sheet = await sheet.ReadAgainAsync();
        for (var i = 0; i < rows; i++)
            await user.Api.PatchAsync(sheet.Path($"/cells/{sheet.CellId("Topic", i)}"), new { value = $"tea number {i}" });
        return (user, await sheet.ReadAgainAsync());
    }
}
