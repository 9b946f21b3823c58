using System.Text.Json.Nodes;
using OpenGen.Tests.Generations.Vendors;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

/// <summary>Text fields that a text model writes before the rest is made.</summary>
public sealed class WrittenFirst(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_script_is_written_then_spoken_and_costs_what_its_words_cost(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Topic", "Voice:audio");
        await sheet.FillAsync("Topic", "green tea");
        var card = new
        {
            generation_type = "speech_from_text",
            data = new { voice_method = "my_voices", script = new { model = "local", prompt = "One sentence about {{Topic}}" } },
        };
        var job = await sheet.GenerateAsync("Voice", card);

        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        var script = job["result"]!["written"]!["script"]!.ToString();
        Assert.Contains("green tea", script, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            script.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            job["result"]!["words"]!.AsArray().Select(w => w!["word"]!.ToString()));
        // A guess of 375 words was charged; these are fewer.
        var spoken = await sheet.GenerateAsync(
            "Voice", new { generation_type = "speech_from_text", data = new { voice_method = "my_voices", script } });
        Assert.Equal(Cost(spoken) + 1, Cost(job));
        Assert.Equal(10_000 - Cost(spoken) - Cost(job), await user.CreditsAsync());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    private static decimal Cost(JsonNode job) =>
        decimal.Parse(job["execution_cost"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_vendor_writes_it_once_and_this_machine_goes_on_with_it()
    {
        await using var openAi = await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, openAi.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Picture:image");
        var job = await sheet.GenerateAsync(
            "Picture",
            new
            {
                generation_type = "image_from_text",
                data = new { model = "local", prompt = new { model = "gpt_4o", prompt = "Describe a lake", max_length = 600 } },
            });

        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Equal(("local", 1), (job["provider"]!.ToString(), openAi.Taken));
        Assert.False(string.IsNullOrWhiteSpace(job["result"]!["written"]!["prompt"]!.ToString()));
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());

        openAi.Fault = Fault.Refused;
        var refused = await sheet.GenerateAsync(
            "Picture",
            new
            {
                generation_type = "image_from_text",
                data = new { model = "local", prompt = new { model = "gpt_4o", prompt = "Describe a lake" } },
            });
        Assert.Equal("failed", refused["status"]!.ToString());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory]
    [InlineData("""{}""", "data.prompt")]
    [InlineData("""{"model": "local"}""", "data.prompt")]
    [InlineData("""{"prompt": "x", "colour": "red"}""", "colour")]
    [InlineData("""{"prompt": "x", "model": "gpt_99"}""", "data.prompt.model")]
    [InlineData("""{"prompt": "x", "max_length": 1000000}""", "max_length")]
    [InlineData("""{"prompt": {"prompt": "x"}}""", "data.prompt")]
    [InlineData("""["x"]""", "data.prompt")]
    public async Task What_cannot_be_written_is_refused_before_anything_is_charged(string prompt, string named)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out");
        var refused = (await sheet.OrderAsync("Out", new { generation_type = "text", data = new { prompt = JsonNode.Parse(prompt) } }))
            .IsError(422, "validation_error");
        Assert.Contains(named, refused.Body, StringComparison.Ordinal);
        Assert.Equal(10_000m, await user.CreditsAsync());
    }
}
