using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Rendering;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Renders;
using OpenGen.Tests.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Renders;

/// <summary>Videos that are made from files of other servers: those are fetched before a render place is taken.</summary>
public sealed class RemoteSourceTests(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_server_that_drips_keeps_nobody_else_from_the_one_render_place(Database database)
    {
        await using var slow = await SlowServer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            database, ("Jobs:Render", "1"), ("Http:AllowPrivateAddresses", "true"), ("Downloads:LeastBytesPerSecond", "0"),
            ("Downloads:Deadline", "01:00:00"), ("Downloads:CompositionTime", "01:00:00"));
        var (a, b) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var held = await RenderAsync(a, "image", new { src = slow.Address + "/drip", durationInFrames = 2 });
        await Waiting.UntilAsync(() => Task.FromResult(slow.Dripping == 1), "a's file is being fetched");

        var made = await b.Api.FollowAsync(await RenderAsync(b, "shape", new { durationInFrames = 2 }));

        Assert.True(made["status"]!.ToString() == "completed", made.ToJsonString());
        Assert.Equal(1, slow.Dripping);
        Assert.Equal("processing", (await a.Api.GetAsync($"/v1/generations/{held}")).Text("status"));
        Assert.Equal(HttpStatusCode.OK, (await a.Api.PostAsync($"/v1/generations/{held}/stop")).Status);
        await Waiting.UntilAsync(() => Task.FromResult(slow.Dripping == 0), "the fetch ends with its job");
        Assert.Equal(10_000, await a.CreditsAsync());
        Assert.Equal(10_000, await a.LedgerSumAsync());
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_file_that_comes_too_slowly_ends_its_render_with_that_reason_and_is_given_back(Database database)
    {
        await using var slow = await SlowServer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            database, ("Http:AllowPrivateAddresses", "true"), ("Downloads:Patience", "00:00:01"));
        var user = await Api.NewUserAsync(server);
        var job = await user.Api.FollowAsync(await RenderAsync(user, "image", new { src = slow.Address + "/drip", durationInFrames = 2 }));

        Assert.Equal("failed", job["status"]!.ToString());
        Assert.Contains("could not be fetched: it came too slowly", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(10_000, await user.CreditsAsync());
        Assert.Equal(10_000, await user.LedgerSumAsync());
    }

    [Fact]
    public async Task What_is_fetched_is_in_the_video_and_gone_from_the_storage_afterwards_and_has_a_sum_for_all_layers()
    {
        await using var slow = await SlowServer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Http:AllowPrivateAddresses", "true"), ("Downloads:CompositionBytes", "100000"));
        var user = await Api.NewUserAsync(server);
        // Two users of one server: the picture of one is a remote file to the other.
        var owner = await Api.NewUserAsync(server);
        var picture = (await owner.UploadAsync(Samples.Png, "a.png")).Node["content_resource"]!["url"]!.ToString();
        var job = await user.Api.FollowAsync(await RenderAsync(user, "image", new { src = picture, durationInFrames = 2 }));
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Empty(job["warnings"]!.AsArray());
        var stored = Path.Combine(server.DataFolder, "files");
        // The owner's picture and its thumbnail, the video and its poster.
        await Waiting.UntilAsync(
            () => Task.FromResult(Directory.EnumerateFiles(stored, "*", SearchOption.AllDirectories).Count() == 4),
            "what was fetched is gone");

        var sheet = await user.NewSheetAsync("Final:video");
        var cell = sheet.CellId("Final");
        foreach (var name in new[] { "a", "b" })
            await user.Api.PostAsync(
                sheet.Path($"/cells/{cell}/layers"),
                new
                {
                    name,
                    type = "image",
                    additional_attributes = new { src = $"{slow.Address}/bytes?{(name == "a" ? 60_000 : 60_001)}", durationInFrames = 2 },
                });
        var refused = (await user.Api.GetAsync(sheet.Path($"/cells/{cell}/frame"))).IsError(422, "nothing_to_show").Text("error");
        Assert.Contains("is no picture, video or sound", refused, StringComparison.Ordinal);
        Assert.Contains("100000 bytes together", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e308", "1e308")]
    [InlineData("-1e308", "-1e308")]
    [InlineData("1e308", null)]
    [InlineData("0", "-5")]
    [InlineData("\"a\"", "{}")]
    [InlineData("NaN", "18001")]
    public async Task Whatever_numbers_layers_carry_they_become_a_composition(string from, string? duration)
    {
        var server = await servers.OnAsync(Database.Sqlite);
        var user = await Api.NewUserAsync(server);
        JsonNode? Number(string? text) => text is null or "NaN" ? (text is null ? null : JsonValue.Create(text)) : JsonNode.Parse(text);
        LayerFacts Layer(long id, string name, LayerType type, params (string, JsonNode?)[] more)
        {
            var attributes = new JsonObject { ["from"] = Number(from), ["durationInFrames"] = Number(duration) };
            foreach (var (field, value) in more) attributes[field] = value;
            return new LayerFacts(id, name, type, (int)id, attributes, null);
        }
        var cell = new CellContext(
            user.AgentId, user.WorkspaceId, 1, 1, "Final", ColumnType.Video, ColumnRole.Video, [], new JsonObject { ["endsWith"] = "b" },
            [Layer(1, "a", LayerType.Text, ("content", "hi")), Layer(2, "b", LayerType.Text, ("content", "hi"), ("after", "a")),
                Layer(3, "c", LayerType.Text, ("content", "hi"), ("after", "b")),
             Layer(4, "m", LayerType.Sound, ("music", "calm")), Layer(5, "r", LayerType.Image, ("content_resource_id", 1e300))],
            [], new Dictionary<string, string>());
        await using var scope = server.Services.CreateAsyncScope();

        var (composition, _) = await scope.ServiceProvider.GetRequiredService<CompositionBuilder>()
            .BuildAsync(cell, new Nowhere(), TestContext.Current.CancellationToken);

        Assert.NotEmpty(composition.Layers);
        Assert.All(composition.Layers, layer => Assert.NotNull(layer.Attributes.ToJsonString()));
    }

    private sealed class Nowhere : IRemoteSources
    {
        public Task<RemoteSource> FindAsync(string url, CancellationToken cancellationToken) =>
            Task.FromResult(new RemoteSource(null, "it is nowhere"));
    }

    private static async Task<long> RenderAsync(User user, string type, object attributes)
    {
        var sheet = await user.NewSheetAsync("Final:video");
        await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"), new { name = "Layer", type, additional_attributes = attributes });
        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final")}/render"));
        Assert.True(ordered.Status == HttpStatusCode.Created, ordered.Body);
        return ordered.Node["generation_id"]!.GetValue<long>();
    }
}
