using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Configuration;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Money;

/// <summary>
/// Whatever numbers an order carries: it has a price from 1 to the most, which is what is charged, or it is refused and nothing is.
/// </summary>
public sealed class PriceProperty : IAsyncLifetime
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("OPENGEN_PROPERTY_CASES") ?? "60", CultureInfo.InvariantCulture);

    private static readonly Gen<string> Number = Gen.OneOf(
        OneOf(
            "0", "-1", "1", "0.1", "-0.0001", "899", "900", "901", "17999", "18000", "18001", "1e9", "2.49e20", "-2.49e20", "1e308",
            "-1e308", "1e999", "9223372036854775807", "-9223372036854775808", "5e-324",
            "\"1e308\"", "\"-3\"", "\"NaN\"", "\"Infinity\"", "\"12abc\"", "null", "true", "[]", "{}"),
        Gen.Double[-20_000, 20_000].Select(d => d.ToString("R", CultureInfo.InvariantCulture)),
        Gen.Int[0, 19_000].Select(i => i.ToString(CultureInfo.InvariantCulture)));

    private static readonly string[] LayerNumbers = [
        "from", "durationInFrames", "videoStartTime", "startFromSound", "fadeIn", "fadeOut", "totalDuration"];

    private static readonly string[] Contents =
    [
        "\"content\":\"x\"", "\"music\":\"calm\"", "\"src\":\"https://example.com/a.mp4\"",
        "\"src\":\"https://example.com/a.mp4\",\"loop\":true", "\"after\":\"L0\",\"content\":\"x\"",
        "\"after\":\"L1\",\"music\":\"calm\"", "\"captions\":[{\"text\":\"a b\",\"startMs\":0,\"endMs\":900}]",
    ];

    private static readonly Gen<(int Type, int Content, string[] Numbers)[]> Layers =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Number.Array[LayerNumbers.Length]).Array[1, 4];

    private static readonly string[] Types = ["text", "clip", "sound", "caption", "image", "shape", "progress"];

    private readonly Dictionary<Database, RunningServer> _servers = [];

    [Theory, MemberData(nameof(Both))]
    public async Task A_render_of_any_layers_is_charged_its_price_or_refused(Database database)
    {
        var server = _servers[database] = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await Layers.SampleAsync(async layers =>
        {
            var sheet = await user.NewSheetAsync();
            var path = sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers");
            for (var i = 0; i < layers.Length; i++)
            {
                var numbers = LayerNumbers.Zip(layers[i].Numbers, (field, value) => $"\"{field}\":{value}");
                var added = await Minting.PostAsync(user, path, $$$"""{"name":"L{{{i}}}","type":"{{{Types[layers[i].Type]}}}","additional_attributes":{ {{{Contents[layers[i].Content]}}},{{{string.Join(",", numbers)}}}}}""");
                Assert.True(added.Status is System.Net.HttpStatusCode.Created or System.Net.HttpStatusCode.UnprocessableEntity, added.Body);
            }
            await PaidOrRefusedAsync(user, await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final Video")}/render")));
        }, iter: Cases, threads: 1);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_card_with_any_numbers_is_charged_its_price_or_refused(Database database)
    {
        var server = _servers[database] = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out");
        var path = sheet.Path($"/cells/{sheet.CellId("Out")}/generate");
        string[] fields = ["max_length", "number_of_images", "duration", "speed", "temperature"];
        await Gen.Select(Gen.Int[0, 3], Number.Array[fields.Length], Gen.Int[0, 31], Number).SampleAsync(async drawn =>
        {
            var (type, numbers, which, inner) = drawn;
            var required = type == 3 ? "\"voice_method\":\"my_voices\",\"script\":" + (which % 2 == 0 ? "\"one two\"" : $$$"""{"prompt":"x","max_length":{{{inner}}}}""") : "\"prompt\":\"x\"";
            var sent = fields.Zip(numbers, (field, value) => $",\"{field}\":{value}").Where((_, i) => (which >> i & 1) == 1);
            var name = new[] { "text", "image_from_text", "video_from_text", "speech_from_text" }[type];
            await PaidOrRefusedAsync(user, await Minting.PostAsync(user, path, $$$"""{"generation_type":"{{{name}}}","data":{ {{{required}}}{{{string.Concat(sent)}}}}}"""));
        }, iter: Cases * 2, threads: 1);
    }

    /// <summary>Every price that a catalog can have, of every length that a file can be said to have.</summary>
    [Fact]
    public void No_price_of_a_catalog_and_no_length_of_a_file_overflows()
    {
        Gen.Select(
            Gen.Int[1, Price.MostCredits], OneOf("500_tokens", "image", "second", "minute"),
            Gen.OneOf(Gen.Double, OneOf(double.MaxValue, -1.0, 0.0, 1e18, 65.0)), OneOf("second", "30_seconds", "minute"),
            Gen.Int[1, int.MaxValue])
            .Sample((credits, per, seconds, span, frames) =>
            {
                var catalog = Read(Catalog(credits, per, span));
                var type = catalog.Types[0].Name;
                JsonObject metadata = double.IsFinite(seconds) ? new() { ["duration"] = seconds } : [];
                var files = new Dictionary<long, FileFacts> { [1] = new(1, FileKind.Audio, "audio/wav", metadata) };
                var price = Pricing.Of(
                    catalog, type, catalog.Find(type, "dear")!, new JsonObject { ["prompt"] = "x", ["audio_resource_id"] = 1L }, files);
                if (price.Failed) Assert.Equal("price_too_high", price.Error.Code);
                else Assert.InRange(price.Value.Value, 1, Pricing.Most.Value);
                // A render's length is bounded before it is priced.
                if (frames <= 18_000) Assert.InRange(Pricing.OfRender(catalog, frames).Value, 1, Pricing.Most.Value);
            }, iter: 2000, threads: 1);
    }

    [Fact]
    public void The_unit_of_a_render_stands_in_one_place()
    {
        Assert.Equal((50, 50, 100, 1000), (Of("30_seconds", 1), Of("30_seconds", 900), Of("30_seconds", 901), Of("30_seconds", 18_000)));
        Assert.Equal((50, 50, 100), (Of("second", 1), Of("second", 30), Of("second", 31)));
        Assert.Equal((50, 100), (Of("minute", 1800), Of("minute", 1801)));

        static long Of(string span, int frames) => Pricing.OfRender(Read(Catalog(1, "image", span)), frames).Value;
    }

    [Theory]
    [InlineData("""{"credits":-1,"per":"image"}""", "model dear: credits must be a whole number")]
    [InlineData("""{"credits":0,"per":"image"}""", "model dear: credits must be a whole number")]
    [InlineData("""{"credits":2.5,"per":"image"}""", "model dear: credits must be a whole number")]
    [InlineData("""{"credits":1e300,"per":"image"}""", "model dear: credits must be a whole number")]
    [InlineData("""{"credits":2,"per":"imagee"}""", "model dear: per must be one of 500_tokens, image, second, minute")]
    [InlineData("""{"credits":2}""", "model dear: per must be one of")]
    [InlineData("""{"share_of_cheapest":-1}""", "model dear: share_of_cheapest must be above 0")]
    [InlineData("""{"share_of_cheapest":0.1,"credits":3}""", "model dear: share_of_cheapest stands in the place")]
    [InlineData("null", "model dear: price is required")]
    public void A_price_that_cannot_be_meant_keeps_the_server_from_starting(string price, string fault) =>
        Assert.Contains(
            fault, Refused(Catalog(1, "image", "30_seconds").Replace("""{"credits":1,"per":"image"}""", price, StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "\"render\":{\"credits\":50,\"per\":\"30_seconds\"}", "\"render\":{\"credits\":2.5,\"per\":\"30_seconds\"}",
        "render: credits must be a whole number")]
    [InlineData(
        "\"render\":{\"credits\":50,\"per\":\"30_seconds\"}", "\"render\":{\"credits\":50,\"per\":\"image\"}",
        "render: per must be one of second, 30_seconds, minute")]
    [InlineData(
        "\"render\":{\"credits\":50,\"per\":\"30_seconds\"}", "\"render\":{\"share_of_cheapest\":0.5}",
        "render: share_of_cheapest is for models")]
    [InlineData("\"provider\":\"local\"", "\"provider\":\"elsewhere\"", "type picture: no model of the provider \"local\" makes it")]
    [InlineData("\"aliases\":[]", "\"aliases\":[\"picture\"]", "\"picture\" names two of them")]
    [InlineData("\"default_duration\":5", "\"default_duration\":100", "model dear: durations and default_duration")]
    [InlineData("\"types\":", "\"kinds\":", "types, models and render must all be there")]
    [InlineData("{\"types\"", "{{", "cannot be read")]
    public void A_catalog_that_cannot_be_meant_says_which_entry(string right, string wrong, string fault) =>
        Assert.Contains(
            fault, Refused(Catalog(1, "image", "30_seconds").Replace(right, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values) await server.DisposeAsync();
    }

    private static async Task PaidOrRefusedAsync(User user, Answer ordered)
    {
        if (ordered.Status == System.Net.HttpStatusCode.Created)
        {
            var job = (await user.Api.GetAsync($"/v1/generations/{ordered.Node["generation_id"]}")).Node;
            var price = decimal.Parse(job["execution_cost"]!.ToString(), CultureInfo.InvariantCulture);
            Assert.InRange(price, 1, Pricing.Most.Value);
            Assert.Equal(10_000 - price, await user.CreditsAsync());
            Assert.Equal(System.Net.HttpStatusCode.OK, (await user.Api.PostAsync($"/v1/generations/{job["id"]}/stop")).Status);
        }
        else Assert.True(ordered.Status == System.Net.HttpStatusCode.UnprocessableEntity, ordered.Body);
        Assert.Equal(10_000, await user.CreditsAsync());
    }

    private static string Refused(string json) => Assert.Throws<StartupException>(() => Read(json)).Message;

    private static Catalog Read(string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return new Catalog(new ConfigurationBuilder().AddInMemoryCollection([new("Catalog:File", file)]).Build());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Catalog(int credits, string per, string span) =>
        $$$"""
        {"types":[{"name":"picture","makes":"image","required":["prompt"],"aliases":[]}],
        "models":[{"name":"dear","label":"Dear","provider":"vendor","generation_types":["picture"],"price":{"credits":{{{credits}}},"per":"{{{per}}}"},"default_duration":5},
        {"name":"local","label":"Here","provider":"local","generation_types":["picture"],"price":{"share_of_cheapest":0.1}}],
        "render":{"credits":50,"per":"{{{span}}}"}}
        """;
}
