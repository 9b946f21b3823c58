using System.Globalization;
using CsCheck;
using OpenGen.Server.Modules.Engines;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

/// <summary>Whatever is inserted, moved, duplicated and deleted: the order is that of a list to which the same was done.</summary>
public sealed class PositionRules(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    /// <summary>Cases over HTTP; more on demand, as each takes some twenty requests.</summary>
    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("OPENGEN_PROPERTY_CASES") ?? "30", CultureInfo.InvariantCulture);

    public enum What
    {
        Insert,
        Move,
        Duplicate,
        Delete,
        Arrange,
    }

    public sealed record Step(string Of, What What, int At, int To);

    private static readonly Gen<Step[]> Sequences =
        Gen.Select(
            Gen.OneOf(Gen.Const("rows"), Gen.Const("columns"), Gen.Const("layers")), Gen.Enum<What>(), Gen.Int[0, 12], Gen.Int[0, 14],
            (of, what, at, to) => new Step(of, what, at, to)).Array[1, 14];

    [Theory, MemberData(nameof(Both))]
    public async Task Rows_columns_and_layers_are_in_the_order_of_a_list_to_which_the_same_was_done(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        await Sequences.SampleAsync(async steps => await RunAsync(user, steps), iter: Cases, threads: 1);
    }

    [Fact]
    public void Arranging_puts_the_named_where_they_were_asked_and_keeps_the_order_of_the_others()
    {
        var gen = from n in Gen.Int[0, 12]
                  from asked in Gen.Select(Gen.Int[0, 11], Gen.Int[0, 15], (id, to) => new PositionOf(id, to)).Array[0, 12]
                  select (
                      Ids: Enumerable.Range(0, n).Select(i => (long)i).ToList(),
                      Asked: asked.Where(a => a.Id < n).DistinctBy(a => a.Id).ToList());
        gen.Sample(given =>
        {
            var order = Positions.Arranged(given.Ids, given.Asked);
            Assert.Equal(given.Ids.Order(), order.Order());
            var named = given.Asked.Select(a => a.Id).ToHashSet();
            Assert.Equal(given.Ids.Where(id => !named.Contains(id)), order.Where(id => !named.Contains(id)));
            Assert.Equal(given.Asked.OrderBy(a => a.Position).Select(a => a.Id), order.Where(named.Contains));
            // Exactly there, unless the list is too short or somebody named before has the place.
            var taken = -1;
            foreach (var ask in given.Asked.OrderBy(a => a.Position))
            {
                var at = order.IndexOf(ask.Id);
                Assert.True(
                    at == Math.Max(ask.Position, taken + 1) || (at < ask.Position && order.Skip(at).All(named.Contains)),
                    $"{ask} is at {at}");
                taken = at;
            }
        }, iter: 10_000);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Moves_deletions_and_copies_at_once_leave_no_gap(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("A", "B");
        for (var i = 0; i < 9; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        var rows = (await sheet.ReadAgainAsync()).Node["spreadsheet_rows"]!.AsArray().Select(r => r!["id"]!.GetValue<long>()).ToList();
        var column = sheet.Column("A")["id"]!.GetValue<long>();
        var all = new List<Task<Answer>>();
        for (var i = 0; i < 3; i++)
        {
            all.Add(user.Api.PatchAsync(sheet.Path($"/rows/{rows[i]}"), new { position = 9 - i }));
            all.Add(user.Api.DeleteAsync(sheet.Path($"/rows/{rows[9 - i]}")));
            all.Add(user.Api.PostAsync(sheet.Path($"/rows/{rows[3 + i]}/duplicate"), new { }));
            all.Add(user.Api.PutAsync(sheet.Path("/rows/update_positions"), new { rows = new[] { new { id = rows[4], position = i } } }));
            all.Add(user.Api.PostAsync(sheet.Path("/columns"), new { title = $"C{i}", position = 0 }));
            all.Add(user.Api.PostAsync(sheet.Path($"/columns/{column}/duplicate"), new { }));
        }
        Assert.All(await Task.WhenAll(all), answer => Assert.True((int)answer.Status < 300, answer.Body));
        sheet = await sheet.ReadAgainAsync();
        Assert.Equal(10, sheet.Node["spreadsheet_rows"]!.AsArray().Count);
        Assert.Equal(9, sheet.Node["spreadsheet_columns"]!.AsArray().Count);
        Sheets.AssertWhole(sheet.Node);
    }

    private static async Task RunAsync(User user, Step[] steps)
    {
        var sheet = await user.NewSheetAsync("A");
        var cell = sheet.CellId("Final Video");
        var model = new Dictionary<string, List<long>>
        {
            ["rows"] = [sheet.Node["spreadsheet_rows"]![0]!["id"]!.GetValue<long>()],
            ["columns"] = [sheet.Column("Final Video")["id"]!.GetValue<long>(), sheet.Column("A")["id"]!.GetValue<long>()],
            ["layers"] = [],
        };
        var system = model["columns"][0];
        var cellsRow = model["rows"][0];
        foreach (var step in steps)
        {
            var list = model[step.Of];
            var path = step.Of == "layers" ? $"/cells/{cell}/layers" : $"/{step.Of}";
            if (step.What != What.Insert && list.Count == 0) continue;
            var id = list.Count == 0 ? 0 : list[step.At % list.Count];
            // The system's column can be moved among the others and nothing else; the row whose layers are looked at stays.
            var isFixed = id == system || (id == cellsRow && step.What == What.Delete);
            switch (step.What)
            {
                case What.Insert:
                    var made = await user.Api.PostAsync(sheet.Path(path), step.Of switch
                    {
                        "rows" => new { position = step.To },
                        "columns" => new { title = "C", position = step.To },
                        _ => new { name = "L", type = "text", position = step.To },
                    });
                    list.Insert(Math.Min(step.To, list.Count), made.Id);
                    break;
                case What.Move when id != system:
                    await user.Api.PatchAsync(sheet.Path($"{path}/{id}"), new { position = step.To });
                    list.Remove(id);
                    list.Insert(Math.Min(step.To, list.Count), id);
                    break;
                case What.Duplicate when id != system:
                    var copy = await user.Api.PostAsync(sheet.Path($"{path}/{id}/duplicate"), new { });
                    list.Insert(list.IndexOf(id) + 1, copy.Id);
                    break;
                case What.Delete when !isFixed:
                    await user.Api.DeleteAsync(sheet.Path($"{path}/{id}"));
                    list.Remove(id);
                    break;
                case What.Arrange:
                    var body = new Dictionary<string, object> { [step.Of] = new[] { new { id, position = step.To } } };
                    await user.Api.SendAsync(
                        step.Of == "columns" ? HttpMethod.Patch : HttpMethod.Put, sheet.Path($"{path}/update_positions"), body);
                    list.Remove(id);
                    list.Insert(Math.Min(step.To, list.Count), id);
                    break;
            }
        }
        sheet = await sheet.ReadAgainAsync();
        Sheets.AssertWhole(sheet.Node);
        Assert.Equal(model["rows"], Ids(sheet.Node["spreadsheet_rows"]!));
        Assert.Equal(model["columns"], Ids(sheet.Node["spreadsheet_columns"]!));
        var layers = sheet.Node["spreadsheet_rows"]!.AsArray().SelectMany(r => r!["spreadsheet_cells"]!.AsArray())
            .Single(c => c!["id"]!.GetValue<long>() == cell)!["video_layers"]!;
        Assert.Equal(model["layers"], Ids(layers));
        Assert.Equal(Enumerable.Range(0, layers.AsArray().Count), layers.AsArray().Select(l => l!["position"]!.GetValue<int>()));
    }

    private static IEnumerable<long> Ids(System.Text.Json.Nodes.JsonNode list) => list.AsArray().Select(e => e!["id"]!.GetValue<long>());
}
