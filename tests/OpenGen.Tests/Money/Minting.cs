using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Money;

/// <summary>No number that a user sends makes credits, or a video for nothing.</summary>
public sealed class Minting(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    /// <summary>As they stand in JSON; strings are taken for numbers too.</summary>
    private static readonly string[] Extremes =
    [
        "2.49e20", "-2.49e20", "1e308", "-1e308", "1e999", "-1e999", "9223372036854775807", "-9223372036854775808", "18001", "-18001", "-1",
        "\"2.49e20\"", "\"1e999\"", "\"-1e308\"",
    ];

    private static readonly (string Type, string Field, string Required)[] Cards =
    [
        ("text", "max_length", "\"prompt\":\"x\""), ("image_from_text", "number_of_images", "\"prompt\":\"x\""),
        ("video_from_text", "duration", "\"prompt\":\"x\""),
        ("speech_from_text", "speed", "\"script\":\"x\",\"voice_method\":\"my_voices\""), ("text", "temperature", "\"prompt\":\"x\""),
    ];

    [Theory, MemberData(nameof(Both))]
    public async Task The_four_calls_that_minted_credits_are_refused_at_the_first(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Offer");
        var video = sheet.CellId("Final Video");
        var layers = sheet.Path($"/cells/{video}/layers");
        var first = await PostAsync(
            user, layers,
            """{"video_layer":{"name":"t","type":"text","additional_attributes":{"content":"{{offer}}","durationInFrames":2.49e20}}}""");
        Assert.Equal(
            ["additional_attributes.durationInFrames"],
            first.IsError(422, "validation_error").Node["errors"]!.AsObject().Select(f => f.Key));

        await PostAsync(user, layers, """{"video_layer":{"name":"m","type":"sound","additional_attributes":{"music":"calm"}}}""");
        await user.Api.PatchAsync(sheet.Path($"/cells/{video}"), new { additional_attributes = new { autoGenerate = true } });
        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "offer", value = "2" });
        await AssertBooksAsync(user);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Times_that_no_video_has_are_refused_where_a_layer_says_them(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Offer");
        var layers = sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers");
        var layer = (await PostAsync(
            user, layers, """{"name":"t","type":"text","additional_attributes":{"content":"x","durationInFrames":30}}""")).Id;
        var path = sheet.Path($"/cells/{sheet.CellId("Final Video")}/layers/{layer}");
        foreach (var extreme in Extremes)
            foreach (var field in new[] { "from", "durationInFrames", "fadeIn" })
            {
                (await PostAsync(user, layers, $$$"""{"name":"t","type":"text","additional_attributes":{"{{{field}}}":{{{extreme}}}}}""")).IsError(422, "validation_error");
                var changed = (await PatchAsync(user, path, $$$"""{"additional_attributes":{"{{{field}}}":{{{extreme}}}}}""")).IsError(422, "validation_error");
                Assert.Equal("additional_attributes." + field, Assert.Single(changed.Node["errors"]!.AsObject()).Key);
            }
        foreach (var (field, value) in new[]
        {
            ("durationInFrames", "0"), ("videoStartTime", "-1"), ("videoStartTime", "1e300"), ("startFromSound", "1e300"),
            ("totalDuration", "-1e300"),
            ("captions", """[{"text":"a","startMs":0,"endMs":1e30}]"""), ("captions", """[{"words":[{"word":"a","start":0,"end":601}]}]"""),
        })
            (await PatchAsync(user, path, $$$"""{"additional_attributes":{"{{{field}}}":{{{value}}}}}""")).IsError(422, "validation_error");
        // On a layer of another type they are nobody's.
        foreach (var ticks in new[] { "[-1]", "[1,600.1]", "[1e300]", $"[{string.Join(',', Enumerable.Range(0, 51))}]" })
            (await PostAsync(user, layers, $$$"""{"name":"t","type":"progress","additional_attributes":{"ticks":{{{ticks}}}}}""")).IsError(422, "validation_error");
        // After another layer a layer may begin before that one's end, but not before all time.
        Assert.Equal(
            System.Net.HttpStatusCode.OK, (await PatchAsync(user, path, """{"additional_attributes":{"after":"u","from":-30}}""")).Status);
        (await PatchAsync(user, path, """{"additional_attributes":{"after":"u","from":-18001}}""")).IsError(422, "validation_error");
        // What is no number counts as absent, as in all of a layer.
        Assert.Equal(
            System.Net.HttpStatusCode.OK,
            (await PatchAsync(user, path, """{"additional_attributes":{"from":"soon","durationInFrames":[1]}}""")).Status);

        var column = await user.Api.PostAsync(sheet.Path("/columns"), new { spreadsheet_column = new { title = "More", type = "video" } });
        (await PatchAsync(
            user, sheet.Path($"/columns/{column.Id}"),
            """{"additional_attributes":{"layers":[{"type":"text","name":"t","additional_attributes":{"durationInFrames":2.49e20}}]}}"""))
            .IsError(422, "validation_error");
        await AssertBooksAsync(user);
    }

    /// <summary>As rows of before, or of a template, may hold them.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task Layers_that_say_such_times_already_are_refused_when_a_render_is_ordered(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Offer");
        var video = sheet.CellId("Final Video");
        var layers = sheet.Path($"/cells/{video}/layers");
        var layer = (await PostAsync(user, layers, """{"name":"t","type":"text","additional_attributes":{"content":"{{offer}}"}}""")).Id;
        await PostAsync(user, layers, """{"name":"m","type":"sound","additional_attributes":{"music":"calm"}}""");
        foreach (var field in new[] { "from", "durationInFrames" })
            foreach (var extreme in Extremes)
            {
                await ChangeAsync(server, db => db.Layers.Where(l => l.Id == layer)
                    .ExecuteUpdateAsync(l => l.SetProperty(x => x.AdditionalAttributes, new RawJson($$$"""{"content":"{{offer}}","{{{field}}}":{{{extreme}}}}"""))));
                var refused = (await user.Api.PostAsync(sheet.Path($"/cells/{video}/render"))).IsError(422, "validation_error");
                Assert.Equal($"layers[0].additional_attributes.{field}", Assert.Single(refused.Node["errors"]!.AsObject()).Key);
                (await user.Api.PostAsync(
                    $"/v1/remotion_jobs?agent_id={user.AgentId}",
                    new { project_id = sheet.Id, container_id = video, container_type = "SpreadsheetCell", input = new { } }))
                    .IsError(422, "validation_error");
            }

        // The way it was done: by itself, because a variable changed. It ends, and says why.
        await user.Api.PatchAsync(sheet.Path($"/cells/{video}"), new { additional_attributes = new { autoGenerate = true } });
        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "offer", value = "2" });
        var job = default(JsonNode);
        await Waiting.UntilAsync(
            async () =>
                (job = (await user.Api.GetAsync($"/v1/generations?agent_id={user.AgentId}")).Node.AsArray()
                    .FirstOrDefault())?["status"]!.ToString() == "failed", "the waiting render is refused");
        Assert.Contains("durationInFrames", job!["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("0.0", job["execution_cost"]!.ToString());
        await AssertBooksAsync(user);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_video_of_known_length_is_paid_for_in_full_before_it_is_made(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"), ("Credits:StartingGrant", "50"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var video = sheet.CellId("Final Video");
        // 65 s.
        var resource = (await Assets.FileQuestions.UploadAsync(user, Tone(65), "voice.wav")).Node["content_resource"]!;
        await sheet.FillAsync("Voice", resource["url"]!.ToString());
        var layers = sheet.Path($"/cells/{video}/layers");
        var layer = await user.Api.PostAsync(
            layers, new { name = "Voice", type = "sound", additional_attributes = new { bind = "Voice" } });
        var path = sheet.Path($"/cells/{video}/layers/{layer.Id}");
        (await user.Api.PostAsync(sheet.Path($"/cells/{video}/render"))).IsError(422, "insufficient_credits_for_job");
        await AssertBooksAsync(user, 50);

        // Each of these is of that length, however it is said.
        foreach (var (attributes, price) in new (string, int)[]
        {
            ("""{"bind":"Voice"}""", 150), ($$$"""{"content_resource_id":{{{resource["id"]}}}}""", 150), ($$$"""{"src":"{{{resource["url"]}}}"}""", 150),
            ("""{"bind":"Voice","durationInFrames":900}""", 50), ("""{"bind":"Voice","durationInFrames":901}""", 100),
            ("""{"bind":"Voice","startFromSound":1050}""", 50),
            ("""{"bind":"Voice","from":900}""", 200), ("""{"src":"https://example.com/a.mp4"}""", 1000),
            ("""{"src":"https://example.com/a.mp4","durationInFrames":60}""", 50),
        })
        {
            await GrantAsync(server, user, price);
            var before = await user.CreditsAsync();
            await user.Api.DeleteAsync(path);
            var added = await PostAsync(user, layers, $$$"""{"name":"V","type":"sound","additional_attributes":{{{attributes}}}}""");
            path = sheet.Path($"/cells/{video}/layers/{added.Id}");
            var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{video}/render"));
            Assert.True(ordered.Status == System.Net.HttpStatusCode.Created, attributes + ": " + ordered.Body);
            Assert.Equal(price, before - await user.CreditsAsync());
            await user.Api.PostAsync($"/v1/generations/{ordered.Node["generation_id"]}/stop");
            Assert.Equal(before, await user.CreditsAsync());
        }
        await ChangeAsync(
            server,
            db => db.Database.ExecuteSqlRawAsync("UPDATE layers SET additional_attributes = '{{\"src\":\"https://example.com/a.mp4\"}}'"));
        // More than there is: the sentence says why so much.
        await ChangeAsync(server, async db =>
        {
            var job = new Job
            {
                WorkspaceId = user.WorkspaceId,
                AgentId = user.AgentId,
                Type = "text",
                Lane = Lane.Vendor,
                Provider = "x",
                Model = "x",
                Cost = new((long)await user.CreditsAsync() - 60),
            };
            await using var scope = server.Services.CreateAsyncScope();
            Assert.False((await scope.ServiceProvider.GetRequiredService<JobLifecycle>().OrderAsync(job, CancellationToken.None)).Failed);
            return 1;
        });
        Assert.Contains(
            "durationInFrames",
            (await user.Api.PostAsync(sheet.Path($"/cells/{video}/render"))).IsError(422, "insufficient_credits_for_job").Text("error"),
            StringComparison.Ordinal);
        // Longer than any video can be, by what is known.
        await ChangeAsync(
            server,
            db => db.Database.ExecuteSqlRawAsync("UPDATE layers SET additional_attributes = '{{\"bind\":\"Voice\",\"from\":17000}}'"));
        Assert.Contains(
            "600 s", (await user.Api.PostAsync(sheet.Path($"/cells/{video}/render"))).IsError(422, "video_too_long").Text("error"),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Numbers_and_texts_of_a_card_that_cannot_be_are_refused_before_anything_is_charged(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Out");
        var path = sheet.Path($"/cells/{sheet.CellId("Out")}/generate");
        foreach (var extreme in Extremes.Append("-0.5").Append("1e9"))
            foreach (var (type, field, required) in Cards.Where(c => !(extreme == "18001" && c.Field == "max_length")))
                (await PostAsync(user, path, $$$"""{"generation_type":"{{{type}}}","data":{ {{{required}}},"{{{field}}}":{{{extreme}}}}}""")).IsError(422, "validation_error");

        var deep = string.Concat(Enumerable.Repeat("{\\\"a\\\":", 60)) + "1" + new string('}', 60);
        var refused = (await PostAsync(user, path, $$$"""{"generation_type":"text","data":"{\"prompt\":\"x\",\"b\":{{{deep}}}}"}""")).IsError(422, "validation_error");
        Assert.StartsWith("data", Assert.Single(refused.Node["errors"]!.AsObject()).Key, StringComparison.Ordinal);
        refused = (await PostAsync(user, path, """{"generation_type":"text","data":{"prompt":"a\u0000b"}}"""))
            .IsError(422, "validation_error");
        Assert.Equal("data.prompt", Assert.Single(refused.Node["errors"]!.AsObject()).Key);
        await AssertBooksAsync(user);
    }

    internal static async Task AssertBooksAsync(User user, decimal credits = 10_000)
    {
        Assert.Equal(credits, await user.CreditsAsync());
        Assert.Equal(credits, await user.LedgerSumAsync());
    }

    internal static async Task GrantAsync(RunningServer server, User user, long amount)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.BeginTransactionAsync();
        Assert.Null(
            await scope.ServiceProvider.GetRequiredService<Server.Modules.Workspaces.Ledger>()
                .GrantAsync(user.WorkspaceId, new(amount), "test", CancellationToken.None));
        await transaction.CommitAsync();
    }

    internal static async Task ChangeAsync(RunningServer server, Func<AppDbContext, Task<int>> change)
    {
        await using var scope = server.Services.CreateAsyncScope();
        Assert.True(await change(scope.ServiceProvider.GetRequiredService<AppDbContext>()) > 0);
    }

    internal static Task<Answer> PostAsync(User user, string path, string json) =>
        user.Api.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    private static Task<Answer> PatchAsync(User user, string path, string json) =>
        user.Api.PatchAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Silence of so many seconds: 8 kHz, mono, 16 bits.</summary>
    private static byte[] Tone(int seconds)
    {
        var samples = seconds * 8000;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples * 2);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples * 2);
        writer.Write(new byte[samples * 2]);
        return bytes.ToArray();
    }
}
