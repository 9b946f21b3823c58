using Microsoft.Extensions.Configuration;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Modules.Vendors.Settings;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Vendors;

/// <summary>Settings of vendors that cannot be meant keep the server from starting, all of them at once, each with its remedy.</summary>
public sealed class VendorSettingsFaults
{
    private const string Home = "Providers:Compatible:home:";

    [Theory]
    [InlineData("Providers:OnMissingKey", "ask", "Providers:OnMissingKey must be substitute or refuse")]
    [InlineData("Providers:OpenAI:BaseUrl", "localhost:8080", "Providers:OpenAI:BaseUrl must be an http or https URL")]
    [InlineData("Providers:OpenAI:BaseUrl", "http://me:secret@localhost", "must be an http or https URL without user")]
    [InlineData("Providers:Fal:Concurrency", "0", "Providers:Fal:Concurrency must be a whole number from 1 to 1000")]
    [InlineData("Providers:Fal:Concurrency", "many", "'Providers:Fal:Concurrency'")]
    [InlineData("Providers:Gemini:CallLimit", "-00:00:01", "Providers:Gemini:CallLimit must be above 0")]
    [InlineData("Providers:Gemini:PollEvery", "1.00:00:00", "Providers:Gemini:PollEvery must be above 0 and at most 01:00:00")]
    [InlineData("Providers:Hume:ApiKey", "two words", "Providers:Hume:ApiKey has a space")]
    [InlineData("Providers:Compatible", "http://localhost:8880", "Providers:Compatible is a section: name the server")]
    [InlineData(
        "Providers:Compatible:my server:BaseUrl", "http://localhost", "Providers:Compatible:my server: a server's name has 1 to 40")]
    [InlineData("Providers:Compatible:openai:BaseUrl", "http://localhost:8880", "call the server something else")]
    [InlineData("Providers:Compatible:Local:BaseUrl", "http://localhost:8880", "call the server something else")]
    [InlineData(Home + "BaseUrl", "", "Providers:Compatible:home:BaseUrl is required")]
    [InlineData(Home + "BaseUrl", "ftp://localhost", "Providers:Compatible:home:BaseUrl must be an http or https URL")]
    [InlineData(Home + "ApiKey", "a\nb", "Providers:Compatible:home:ApiKey has a space, a line break")]
    [InlineData(Home + "Models", "", "Providers:Compatible:home:Models is required")]
    [InlineData(Home + "Models", "llama", "\"llama\" does not say what it makes; write text:MODEL")]
    [InlineData(Home + "Models", "song:suno", "what it makes must be one of text, image, speech, captions")]
    [InlineData(Home + "Models", "text:", "the model needs the name that the server has for it")]
    [InlineData(Home + "Models", "text:a, text:a", "has a for text twice")]
    [InlineData(Home + "Models:0:Name", "llama", "what it makes must be one of text, image, speech, captions")]
    [InlineData(Home + "Models:text", "a-model-whose-name-is-so-long-that-no-job-could-ever-store-it-0123", "is longer than 64 characters")]
    [InlineData(Home + "Models:0:Credits", "1.5", "Models:0:Credits must be a whole number from 1 to 1000000")]
    [InlineData(Home + "WordTimes", "maybe", "Providers:Compatible:home:WordTimes must be true or false")]
    [InlineData(Home + "JobLimit", "2.00:00:00", "Providers:Compatible:home:JobLimit must be above 0")]
    [InlineData("Providers:Open_AI:ApiKey", "a-secret", "Providers:Open_AI is not known; Providers has anthropic, elevenlabs, fal")]
    [InlineData("Providers:OpenAI", "a-secret", "Providers:OpenAI is a section: give Providers:OpenAI:ApiKey")]
    [InlineData("Providers:Fal:Key", "a-secret", "Providers:Fal:Key is not known; Providers:Fal has ApiKey, BaseUrl")]
    [InlineData(Home + "Voice", "nova", "Providers:Compatible:home:Voice is not known; Providers:Compatible:home has ApiKey")]
    [InlineData(Home + "Models:0:Voice", "nova", "Models:0:Voice is not known; Providers:Compatible:home:Models:0 has Name, As, Makes")]
    [InlineData(Home + "Models:speech:0", "kokoro", "Models:speech is no way to name a model")]
    [InlineData(Home + "Models:0", "speech:kokoro", "Models:0 is no way to name a model; write Providers:Compatible:home:Models=speech:")]
    [InlineData(Home + "Models:kokoro", "speech", "Models:kokoro is no way to name a model")]
    [InlineData(Home + "Models:kokoro:Makes", "speech", "Models:kokoro is no way to name a model")]
    public void A_fault_names_its_setting_and_what_to_do(string setting, string value, string said)
    {
        var refused = Assert.Throws<StartupException>(() => Read((setting, value)));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_does_not_start_with_them_and_says_all_at_once()
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => RunningServer.StartAsync(Database.Sqlite,
            ("Providers:Compatible:kokoro:Models", "speech:kokoro"), ("Providers:OpenAI:Concurrency", "0")));
        Assert.Contains("Providers:Compatible:kokoro:BaseUrl is required: where the server is", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Providers:OpenAI:Concurrency", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_a_name_that_the_catalog_has_is_refused()
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => RunningServer.StartAsync(Database.Sqlite,
            ("Providers:Compatible:midjourney:BaseUrl", "http://localhost:8880"), ("Providers:Compatible:midjourney:Models", "image:mj")));
        Assert.Contains(
            "Providers:Compatible:midjourney: the catalog has a provider of this name; call the server something else",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_without_the_type_that_a_server_makes_is_refused_with_both_named()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file,
            """
            {"types":[{"name":"text","makes":"text","required":[],"aliases":[]}],
            "models":[{"name":"local","label":"Here","provider":"local","generation_types":["text"],"price":{"share_of_cheapest":0.1}}],
            "render":{"credits":50,"per":"30_seconds"}}
            """);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Catalog:File", file)]).Build();
        var models = CompatibleModels.Of(Read((Home + "Models", "text:llm, image:flux")));
        var refused = Assert.Throws<StartupException>(() => new Catalog(configuration, models));
        Assert.Contains(
            "the catalog has no type image_from_text, which Providers:Compatible:home makes", refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData("Models", "speech:kokoro")]
    [InlineData("Models:Speech", "kokoro")]
    public void A_model_can_be_said_in_a_line(string setting, string value)
    {
        const string kokoro = "Providers:Compatible:Kokoro:";
        var server = Assert.Single(Read((kokoro + "BaseUrl", " http://localhost:8880/ "), (kokoro + setting, value)).Compatible);
        Assert.Equal(("kokoro", "Kokoro", "http://localhost:8880/v1"), (server.Name, server.Spelled, server.BaseUrl));
        var model = Assert.Single(server.Models);
        Assert.Equal(("kokoro", "kokoro", "speech", null), (model.VendorName, model.Short, model.Makes, model.Credits));
        Assert.Null(server.TellsWordTimes);
        Assert.True(server.Settings.IsReady);
    }

    [Fact]
    public void The_long_form_says_everything()
    {
        var settings = Read(
            (Home + "BaseUrl", "https://example.com/api/v1"), (Home + "Voices", "a, b"), (Home + "WordTimes", "true"),
            (Home + "Models:0:Name", "org/tts"), (Home + "Models:0:As", "tts"), (Home + "Models:0:Makes", "speech"),
            (Home + "Models:0:Credits", "3"), (Home + "Models:0:Voices:0", "x"), (Home + "Models:0:Voices:1", "y"),
            (Home + "Models:1:Name", "other"), (Home + "Models:1:Makes", "speech"));
        var server = Assert.Single(settings.Compatible);
        Assert.Equal("https://example.com/api/v1", server.BaseUrl);
        Assert.True(server.TellsWordTimes);
        Assert.Equal(("org/tts", "tts", 3), (server.Models[0].VendorName, server.Models[0].Short, server.Models[0].Credits));
        Assert.Equal(["x", "y"], server.Models[0].Voices);
        Assert.Equal(["a", "b"], server.Models[1].Voices);
    }

    private static VendorsSettings Read(params (string Name, string Value)[] settings)
    {
        // What is wrong is one setting of a server that is right otherwise.
        var all = settings.Any(s => s.Name.StartsWith(Home, StringComparison.Ordinal))
            ? new Dictionary<string, string?> { [Home + "BaseUrl"] = "http://localhost:8880" }
            : [];
        if (!settings.Any(s => s.Name.StartsWith(Home + "Models", StringComparison.Ordinal)) && all.Count > 0)
            all[Home + "Models"] = "speech:kokoro";
        foreach (var (name, value) in settings) all[name] = value;
        return VendorsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
