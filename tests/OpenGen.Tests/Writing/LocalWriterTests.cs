using System.Text.RegularExpressions;
using CsCheck;
using OpenGen.Server.Modules.Generations.Local.Writing;
using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Writing;

public sealed partial class LocalWriterTests
{
    private static readonly LocalWriter Writer = new(ShippedContent.Writer);

    private static readonly BrandVoice Roaster =
        new("Northbean", "A small-batch coffee roaster", "Sell more beans online", "Warm and friendly", ["coffee"]);

    private static readonly string[] Topics =
    [
        "cold brew coffee", "morning stretching", "saving money on groceries", "electric cars", "houseplants", "remote work",
        "skincare routines",
        "black holes", "the Roman Empire", "training a puppy", "a coffee shop in Lisbon", "handmade ceramic mugs", "our new running shoes",
        "AI tools", "wedding planning", "how to sleep better", "chess", "sourdough bread", "negotiating your salary", "lighthouse keepers",
        "sustainable fashion", "a penthouse in Miami", "learning Spanish", "meditation", "failure", "quantum computing", "travel in Japan",
    ];

    private static readonly string[] Asks =
    [
        "Write a hook about {0}", "Write a 15 second script about {0}", "Write a 30-second voice-over about {0} for beginners",
        "Write a catchy title for a video about {0}", "Write a caption with hashtags about {0}", "5 tips about {0}",
        "Write a question about {0}",
        "Write a call to action for a video about {0}", "Write an image prompt about {0}", "Video prompt about {0}",
        "Give me 3 hooks about {0}",
        "Write a bold 20s script busting myths about {0}", "Write a luxury ad about {0}, 20 seconds", "Tell a story about {0} in 60 words",
        "Write a funny unpopular opinion about {0}, 25 seconds", "Write 4 video ideas about {0}", "Write a slogan for {0}",
        "Write a 90 second script about {0}",
    ];

    [Fact]
    public void Tips_asked_for_one_by_one_are_sentences_without_numbers_and_differ()
    {
        foreach (var topic in Topics)
        {
            var tips = new List<string>();
            for (var i = 0; i < 3; i++)
                tips.Add(Writer.Write(new WritingBrief(
                    $"Write 1 tip in one short sentence of at most 10 words, different from: {string.Join(' ', tips)}\nTopic: {topic}",
                    Roaster, new Dictionary<string, string>(), null, 0.2, $"{i}")));

            Assert.Equal(3, tips.Distinct().Count());
            Assert.All(tips, tip => Assert.Matches(@"^\p{Lu}[^.!?]+[.!?]$", tip));
        }
    }

    [Fact]
    public void Any_prompt_gives_a_text_that_reads_as_finished()
    {
        Gen.Select(Gen.Int[0, Topics.Length - 1], Gen.Int[0, Asks.Length - 1], Gen.Int[0, 999], Gen.Double[0, 1], Gen.Bool)
            .Sample((topic, ask, seed, temperature, branded) =>
            {
                var prompt = string.Format(null, Asks[ask], Topics[topic]);

                var text = Writer.Write(new WritingBrief(
                    prompt, branded ? Roaster : BrandVoice.None, new Dictionary<string, string>(), null, temperature, $"{seed}"));

                Assert.False(string.IsNullOrWhiteSpace(text), prompt);
                Assert.False(Leftover().IsMatch(text), $"{prompt}\n{text}");
                Assert.False(DoubledWord().IsMatch(text), $"{prompt}\n{text}");
                Assert.False(BadPunctuation().IsMatch(text), $"{prompt}\n{text}");
                Assert.True(char.IsUpper(text.First(char.IsLetterOrDigit)) || char.IsDigit(text[0]) || text[0] == '#', $"{prompt}\n{text}");
                var subject = AskReader.Read(new WritingBrief(prompt, BrandVoice.None, new Dictionary<string, string>()), ShippedContent.Writer).Subject.Text;
                var common = LongestCommonRun(prompt, text);
                Assert.True(common <= Math.Max(5, subject.Split(' ').Length + 2), $"{common} words in a row:\n{prompt}\n{text}");
            }, iter: 1_000);
    }

    [Theory]
    [InlineData("coffee", "Write a 20 second script about {0}")]
    [InlineData("electric cars", "Write a hook about {0}")]
    [InlineData("lighthouse keepers", "Write a 30 second script about {0}")]
    [InlineData("sourdough", "Write a caption about {0}")]
    [InlineData("beekeeping", "Write a title about {0}")]
    [InlineData("meditation", "Write an image prompt about {0}")]
    [InlineData("salary", "Write a 15 second script about {0}")]
    public void The_topic_is_named(string topic, string ask)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var text = Write(string.Format(null, ask, topic), seed: seed);
            Assert.True(text.Contains(topic, StringComparison.OrdinalIgnoreCase), text);
        }
    }

    [Theory]
    [InlineData("Write a 15 second script about yoga", 30, 40)]
    [InlineData("Write a 20 second script about yoga", 40, 53)]
    [InlineData("Write a 30 second script about yoga", 62, 79)]
    [InlineData("Write a 60 second script about yoga", 125, 157)]
    [InlineData("Write about yoga in 50 words", 41, 55)]
    [InlineData("Write a hook about yoga in under 8 words", 2, 7)]
    [InlineData("Write a title about yoga, max 5 words", 1, 5)]
    [InlineData("Write a 30 second script about volcanoes", 60, 79)]
    [InlineData("Write a 30 second script about lighthouse keepers", 60, 79)]
    public void The_length_asked_for_is_kept(string prompt, int least, int most)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var text = Write(prompt, seed: seed, temperature: 0.6);
            Assert.True(English.CountWords(text) >= least && English.CountWords(text) <= most, $"{English.CountWords(text)} words: {text}");
        }
    }

    [Fact]
    public void The_token_limit_is_kept_even_when_more_was_asked_for()
    {
        var text = Writer.Write(
            new WritingBrief("Write a 60 second script about yoga", BrandVoice.None, new Dictionary<string, string>(), 40));

        Assert.InRange(English.CountWords(text), 10, 30);
    }

    [Fact]
    public void The_same_brief_gives_the_same_text_and_another_seed_another()
    {
        var texts = Enumerable.Range(0, 12).Select(seed => Write("Write a 20 second script about tea", seed: seed)).ToList();

        Assert.Equal(texts, Enumerable.Range(0, 12).Select(seed => Write("Write a 20 second script about tea", seed: seed)));
        Assert.True(texts.Distinct().Count() >= 9);
    }

    [Fact]
    public void Temperature_widens_the_choice()
    {
        int Different(double temperature) =>
            Enumerable.Range(0, 60).Select(seed => Write("Write a hook about tea", seed: seed, temperature: temperature)).Distinct()
                .Count();

        Assert.True(Different(1) > Different(0));
    }

    [Fact]
    public void Two_topics_share_little()
    {
        var coffee = Write("Write a 30 second script about coffee");
        var dogs = Write("Write a 30 second script about dogs");

        Assert.True(LongestCommonRun(coffee, dogs) < 9, coffee + "\n" + dogs);
        Assert.Contains(
            Sentences(coffee), sentence => Lines(Named("coffee")).Any(line => line.Contains(sentence, StringComparison.Ordinal)));
        Assert.Contains(
            Sentences(dogs), sentence => Lines(Named("pets")).Any(line => line.Contains(sentence, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_brand_and_its_goal_end_a_script()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var last = Write("Write a 20 second script about espresso", Roaster, seed)[^60..];
            Assert.Contains("Northbean", last, StringComparison.Ordinal);
        }

        var letter = Write("Write a call to action", new BrandVoice("Acorn", Goal: "More newsletter subscribers", Keywords: ["gardening"]));
        Assert.Matches("(?i)subscribe|newsletter", letter);
        var booking = Write("Write a call to action", new BrandVoice("Acorn", Goal: "Get more appointments", Keywords: ["skincare"]));
        Assert.Matches("(?i)book", booking);
    }

    [Fact]
    public void A_personality_changes_how_it_sounds()
    {
        string[] tones = ["luxury", "playful", "bold", "expert"];
        var texts = tones.Select(tone => Write("Write a 20 second script about tea", new BrandVoice(Personality: tone))).ToList();

        Assert.Equal(tones.Length, texts.Distinct().Count());
        Assert.DoesNotMatch("n't|'re|'ve", texts[0]);
    }

    [Fact]
    public void As_many_versions_as_asked_for_come_a_line_each()
    {
        Assert.Equal(3, Write("Give me 3 hooks about tea").Split('\n').Distinct().Count());
        Assert.Equal(5, Write("5 tips for better sleep").Split('\n').Distinct().Count());
        Assert.Equal(7, Write("Write 7 tips about chess").Split('\n').Distinct().Count());
    }

    [Theory]
    [InlineData("Schreibe ein 20 Sekunden Skript zum Thema Schlaf", "Schlaf", "und|nicht|das")]
    [InlineData("Write a 15 second script in Spanish about yoga", "yoga", "que|lo")]
    [InlineData("Écris un titre sur le jardinage", "jardinage", "le|sans|en")]
    public void Other_languages_are_written_in_their_own_words(string prompt, string topic, string words)
    {
        var text = Write(prompt);

        Assert.Contains(topic, text, StringComparison.OrdinalIgnoreCase);
        Assert.Matches($@"(?i)\b({words})\b", text);
        Assert.DoesNotMatch(@"\b(the|and|you|your)\b", text);
    }

    [Fact]
    public void An_image_prompt_names_subject_light_colours_and_composition()
    {
        var text = Write("Describe a picture of a red bicycle leaning against a white wall at sunset");

        Assert.StartsWith("A red bicycle leaning against a white wall at sunset", text, StringComparison.Ordinal);
        Assert.Matches("(?i)light", text);
        Assert.Contains("Palette of", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_domain_has_enough_to_say_and_no_figures()
    {
        var known = ShippedContent.Writer.Domains;
        Assert.True(known.All.Count >= 25);
        Assert.All(known.All.Concat([known.General, known.Wonder, known.Goods]), domain =>
        {
            Assert.True(domain.Tips.Count(tip => tip.For.Count == 0) >= 7, $"{domain.Name}: tips");
            Assert.True(
                domain.Pains.Count >= 2 && domain.Truths.Count >= 3 && domain.Gains.Count >= 3 && domain.Hooks.Count >= 3, domain.Name);
            Assert.True(
                domain.Myths.Count(myth => myth.For.Count == 0) >= 2 && domain.Scenes.Count >= 2 && domain.Sights.Count >= 2
                    && domain.Tags.Count >= 4, domain.Name);
            Assert.All(Lines(domain), line => Assert.DoesNotMatch(@"\d|%|\$|€|percent", line));
        });
    }

    private static string Write(string prompt, BrandVoice? brand = null, int seed = 1, double temperature = 0.5) =>
        Writer.Write(
            new WritingBrief(prompt, brand ?? BrandVoice.None, new Dictionary<string, string>(), null, temperature, $"{seed}"));

    private static Domain Named(string name) => ShippedContent.Writer.Domains.All.Single(domain => domain.Name == name);

    private static IEnumerable<string> Lines(Domain domain) =>
        [.. domain.Pains, .. domain.Truths, .. domain.Gains, .. domain.Scenes, .. domain.Hooks, .. domain.Tips.Select(tip => tip.Text),
            .. domain.Myths.Select(myth => myth.Fact)];

    private static IEnumerable<string> Sentences(string text) =>
        text.Split(". ").Where(sentence => sentence.Length > 12).Select(sentence => sentence.TrimEnd('.'));

    private static int LongestCommonRun(string a, string b)
    {
        var (left, right) = (Words(a), Words(b));
        var best = 0;
        var before = new int[right.Length + 1];
        foreach (var word in left)
        {
            var now = new int[right.Length + 1];
            for (var j = 0; j < right.Length; j++)
            {
                if (word == right[j]) best = Math.Max(best, now[j + 1] = before[j] + 1);
            }

            before = now;
        }

        return best;
    }

    private static string[] Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToArray();

    [GeneratedRegex(@"[{}§|]|\bnull\b|\bundefined\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\b(?!had\b|that\b)(\w+) \1\b", RegexOptions.IgnoreCase)]
    private static partial Regex DoubledWord();

    [GeneratedRegex(@"  |\.\.|[,;:]\.| [,.!?;]|\.[A-Za-z]|[?!]\.")]
    private static partial Regex BadPunctuation();

    [GeneratedRegex(@"[\p{L}\d']+")]
    private static partial Regex Word();
}
