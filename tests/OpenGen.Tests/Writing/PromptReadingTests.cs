using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Generations.Local.Writing;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Writing;

public sealed class PromptReadingTests
{
    [Theory]
    [InlineData("Write a hook about cold brew coffee", nameof(TextKind.Hook), "cold brew coffee")]
    [InlineData("Write a catchy title for a video about electric bikes", nameof(TextKind.Title), "electric bikes")]
    [InlineData("Create a 15 second script about chess", nameof(TextKind.Script), "chess")]
    [InlineData("Write a script with a hook and a call to action about vegan protein", nameof(TextKind.Script), "vegan protein")]
    [InlineData("Write a call to action for our coffee subscription", nameof(TextKind.CallToAction), "our coffee subscription")]
    [InlineData("Write an Instagram caption with hashtags about houseplants", nameof(TextKind.Caption), "houseplants")]
    [InlineData("Write a YouTube description for a video on sourdough bread", nameof(TextKind.Caption), "sourdough bread")]
    [InlineData("5 tips for better sleep", nameof(TextKind.List), "better sleep")]
    [InlineData("Generate 5 video ideas for a yoga studio", nameof(TextKind.Ideas), "a yoga studio")]
    [InlineData("Write a question to ask my audience about remote work", nameof(TextKind.Question), "remote work")]
    [InlineData("quote about patience", nameof(TextKind.Quote), "patience")]
    [InlineData("Write a slogan for a pet grooming salon", nameof(TextKind.Tagline), "a pet grooming salon")]
    [InlineData("Suggest a name for my bakery", nameof(TextKind.Name), "our bakery")]
    [InlineData("Write 10 hashtags for travel in Japan", nameof(TextKind.Hashtags), "travel in Japan")]
    [InlineData("Describe a picture of a red bicycle at sunset", nameof(TextKind.ImagePrompt), "a red bicycle at sunset")]
    [InlineData("Write an image prompt for a video about meditation", nameof(TextKind.ImagePrompt), "meditation")]
    [InlineData("Video prompt for a luxury watch", nameof(TextKind.VideoPrompt), "a luxury watch")]
    [InlineData("Write a 30-second voice-over promoting our new dark roast, friendly tone", nameof(TextKind.Script), "our new dark roast")]
    [InlineData("3 mistakes beginners make in the gym, 30 second script", nameof(TextKind.Script), "the gym")]
    [InlineData("Tell me why cats purr", nameof(TextKind.Script), "cats")]
    [InlineData("Topic: budgeting\nTone: playful\nWrite a hook.", nameof(TextKind.Hook), "budgeting")]
    [InlineData("Write a script on how to brew pour-over coffee at home", nameof(TextKind.Script), "brewing pour-over coffee at home")]
    [InlineData("coffee", nameof(TextKind.Script), "coffee")]
    public void The_kind_and_the_topic_are_found_under_the_instructions(string prompt, string kind, string topic)
    {
        var ask = Read(prompt);

        Assert.Equal(kind, ask.Kind.ToString());
        Assert.Equal(topic, ask.Subject.Text);
    }

    [Theory]
    [InlineData("Write a 15 second script about tea", 36, null)]
    [InlineData("Write a script about tea, half a minute", 72, null)]
    [InlineData("Write a 1-minute script about tea", 144, null)]
    [InlineData("Write a 20-30s script about tea", 60, null)]
    [InlineData("Write a hook about tea in under 10 words", null, 9)]
    [InlineData("Write a hook about tea, max 8 words", null, 8)]
    [InlineData("Write about tea in 40 words", 40, null)]
    [InlineData("Write a hook about tea, 12 words or less", null, 12)]
    public void Lengths_are_read_as_words(string prompt, int? target, int? max)
    {
        var ask = Read(prompt);

        Assert.Equal(target, ask.TargetWords);
        Assert.Equal(max, ask.MaxWords);
    }

    [Theory]
    [InlineData("Write a hook about decluttering for busy moms", "busy moms")]
    [InlineData("Write a script about AI tools for small business owners, 20 seconds", "small business owners")]
    [InlineData("Write a hook about tea.\nAudience: night owls", "night owls")]
    [InlineData("Write a hook about tea", null)]
    public void The_audience_is_told_from_the_topic(string prompt, string? audience) =>
        Assert.Equal(audience, Read(prompt).Audience);

    [Theory]
    [InlineData("Write a bold hook about tea", nameof(Tone.Bold))]
    [InlineData("Write a hook about tea, luxury tone", nameof(Tone.Luxury))]
    [InlineData("Write a funny hook about tea", nameof(Tone.Playful))]
    [InlineData("Write a hook about tea", nameof(Tone.Friendly))]
    public void The_prompt_sets_the_tone_and_else_the_brand(string prompt, string tone) =>
        Assert.Equal(tone, Read(prompt, new BrandVoice(Personality: "Warm and caring")).Tone.ToString());

    [Fact]
    public void Variables_and_the_brand_supply_a_topic_the_prompt_leaves_out()
    {
        var variables = new Dictionary<string, string> { ["Topic"] = "balcony tomatoes" };

        foreach (var prompt in new[] { "Write a hook", "Write a hook about {{ topic }}" })
        {
            var ask = AskReader.Read(new WritingBrief(prompt, BrandVoice.None, variables), ShippedContent.Writer);
            Assert.Equal("balcony tomatoes", ask.Subject.Text);
        }
        Assert.Equal("matcha", Read("Write a hook", new BrandVoice(Keywords: ["matcha"])).Subject.Text);
    }

    [Theory]
    [InlineData("an hour", "hour")]
    [InlineData("a unicorn", "unicorn")]
    [InlineData("an umbrella", "umbrella")]
    [InlineData("a coffee shop", "coffee shop")]
    [InlineData("an AI tool", "AI tool")]
    public void The_article_goes_by_the_sound(string expected, string noun) => Assert.Equal(expected, English.WithArticle(noun));

    [Theory]
    [InlineData("running shoes", true)]
    [InlineData("saving money on groceries", false)]
    [InlineData("fitness", false)]
    [InlineData("tips for success", true)]
    [InlineData("people in cities", true)]
    [InlineData("business", false)]
    public void Plural_is_told_by_the_head_of_a_phrase(string phrase, bool plural) => Assert.Equal(plural, English.IsPlural(phrase));

    [Theory]
    [InlineData("save money", "saving money")]
    [InlineData("get fit at home", "getting fit at home")]
    [InlineData("learn Spanish", "learning Spanish")]
    [InlineData("negotiate your salary", "negotiating your salary")]
    public void Verbs_and_gerunds_turn_into_each_other(string verb, string gerund)
    {
        Assert.Equal(gerund, English.Gerund(verb));
        Assert.Equal(verb, English.Infinitive(gerund));
    }

    private static Ask Read(string prompt, BrandVoice? brand = null) =>
        AskReader.Read(new WritingBrief(prompt, brand ?? BrandVoice.None, new Dictionary<string, string>()), ShippedContent.Writer);
}
