using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

/// <summary>
/// Whatever depends on what, and whatever is changed and ordered in whatever order while it is being made: once the sheet has come
/// to rest, everything was made from what its sources hold now, and the books agree.
/// </summary>
public sealed class RecalculationProperty(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private const int Rows = 2;

    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("OPENGEN_PROPERTY_CASES") ?? "12", CultureInfo.InvariantCulture);

    private static readonly string[] Made = ["A", "B", "C", "D"];

    /// <summary>What can be named: a variable, a column filled by hand, and the columns that are made.</summary>
    private static readonly string[] Names = ["V", "In", .. Made];

    public enum What
    {
        SetVariable,
        FillInput,
        Overwrite,
        Order,
        Stop,
    }

    /// <summary>For each column that is made, a bit for each name before it; then what happens: to which column, in which row.</summary>
    private static readonly Gen<(int[] Sources, (What What, int Column, int Row)[] Steps)> All =
        Gen.Select(
            Gen.Int[1, 63].Array[Made.Length],
            Gen.Select(Gen.Enum<What>(), Gen.Int[0, Made.Length - 1], Gen.Int[0, Rows - 1]).Array[1, 14]);

    [Theory, MemberData(nameof(Both))]
    public async Task Everything_is_made_from_what_its_sources_hold_in_the_end(Database database)
    {
        var server = await servers.OnAsync(database);
        await All.SampleAsync(
            async drawn => await RunAsync(server, await Api.NewUserAsync(server), drawn.Sources, drawn.Steps), iter: Cases, threads: 1);
    }

    private static async Task RunAsync(RunningServer server, User user, int[] sources, (What What, int Column, int Row)[] steps)
    {
        var sheet = await user.NewSheetAsync(["In", .. Made]);
        for (var i = 1; i < Rows; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        sheet = await sheet.ReadAgainAsync();
        for (var i = 0; i < Made.Length; i++)
            await user.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column(Made[i])["id"]}"), new
            {
                additional_attributes = new
                {
                    autoGenerate = true,
                    creation_card = new
                    {
                        generation_type = "text",
                        data = new { prompt = Prompt(sources, i), model = "local", max_length = 30 },
                    },
                },
            });
        var variable = (await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "V", value = "first" })).Id;

        for (var i = 0; i < steps.Length; i++)
        {
            var (what, column, row) = steps[i];
            var cell = sheet.CellId(what == What.FillInput ? "In" : Made[column], row);
            var value = $"{what} {i}";
            switch (what)
            {
                case What.SetVariable:
                    await user.Api.PatchAsync(sheet.Path($"/global_variables/{variable}"), new { value });
                    break;
                case What.FillInput or What.Overwrite:
                    await user.Api.PatchAsync(sheet.Path($"/cells/{cell}"), new { value });
                    break;
                case What.Order:
                    await user.Api.PostAsync(sheet.Path($"/cells/{cell}/generate"), new { });
                    break;
                case What.Stop:
                    // What is stopped is not made, so it is ordered again: the last word is that it shall be made.
                    foreach (var job in await OpenAsync(sheet)) await user.Api.PostAsync($"/v1/generations/{job}/stop", new { });
                    foreach (var made in Made)
                        for (var r = 0; r < Rows; r++)
                            await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId(made, r)}/generate"), new { });
                    break;
            }
        }
        await Waiting.UntilAsync(async () => (await OpenAsync(sheet)).Count == 0, "the sheet has come to rest");

        sheet = await sheet.ReadAgainAsync();
        var prompts = await PromptsAsync(server, sheet);
        var now = (await user.Api.GetAsync(sheet.Path("/global_variables"))).Node["variables"]![0]!["value"]!.ToString();
        for (var row = 0; row < Rows; row++)
            for (var i = 0; i < Made.Length; i++)
            {
                // A value by hand stands until something it would be made from changes.
                if (sheet.Cell(Made[i], row)["default_user_job"] is not JsonObject job) continue;
                Assert.Equal("completed", job["status"]!.ToString());
                var expected = Names.Aggregate(
                    Prompt(sources, i),
                    (text, name) =>
                        text.Replace(
                            $"{{{{{name}}}}}", name == "V" ? now : sheet.Cell(name, row)["value"]?.ToString(), StringComparison.Ordinal));
                Assert.Equal(expected, prompts[job["id"]!.GetValue<long>()]);
            }
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    private static string Prompt(int[] sources, int column)
    {
        var named = Names.Take(2 + column).Where((_, bit) => (sources[column] >> bit & 1) == 1).DefaultIfEmpty("V");
        return $"{Made[column]} from " + string.Join(" and ", named.Select(n => $"{{{{{n}}}}}"));
    }

    private static async Task<Dictionary<long, string>> PromptsAsync(RunningServer server, TestSheet sheet)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var jobs = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Jobs.AsNoTracking().Where(j => j.SheetId == sheet.Id)
            .ToListAsync();
        return jobs.ToDictionary(j => j.Id, j => j.Input.AsObject()["data"]?["prompt"]?.ToString() ?? "");
    }

    private static async Task<List<long>> OpenAsync(TestSheet sheet) =>
        [.. (await sheet.User.Api.GetAsync($"/v1/generations?agent_id={sheet.User.AgentId}&engine_id={sheet.Id}")).Node.AsArray()
            .Where(j => j!["status"]!.ToString() is "pending" or "processing").Select(j => j!["id"]!.GetValue<long>())];
}
