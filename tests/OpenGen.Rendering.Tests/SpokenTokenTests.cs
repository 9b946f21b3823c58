using CsCheck;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Tests;

/// <summary>What a speech server says it spoke, laid onto the script.</summary>
public sealed class SpokenTokenTests
{
    [Theory]
    [InlineData("Hello, world!", "Hello 0-0.4 , 0.4-0.5 world 0.5-1 ! 1-1.1", "Hello, 0-0.4 world! 0.5-1")]
    [InlineData("I don't know", "I 0-0.1 do 0.1-0.2 n't 0.2-0.4 know 0.4-0.8", "I 0-0.1 don't 0.1-0.4 know 0.4-0.8")]
    [InlineData(
        "It costs $5 now", "It 0-0.2 costs 0.2-0.6 five 0.6-1 dollars 1-1.6 now 1.6-2", "It 0-0.2 costs 0.2-0.6 $5 0.6-1.6 now 1.6-2")]
    [InlineData("a — b", "a 0-1 b 2-3", "a 0-1 — 1-2 b 2-3")]
    [InlineData("go 😀", "go 0-1", "go 0-1 😀 1-1")]
    [InlineData("well-known fact", "well 0-0.3 - 0.3-0.3 known 0.3-0.7 fact 0.8-1", "well-known 0-0.7 fact 0.8-1")]
    [InlineData("the end the end", "the 0-1 end 1-2 the 2-3 end 3-4", "the 0-1 end 1-2 the 2-3 end 3-4")]
    public void Words_of_the_script_get_the_times_of_what_was_said(string script, string tokens, string words) =>
        Assert.Equal(words, string.Join(' ', SpokenTokens.Onto(script, Parse(tokens))!.Select(Shown)));

    [Theory]
    [InlineData("Hello", "")]
    [InlineData("", "Hello 0-1")]
    [InlineData("Hello", "Goodbye 0-1")]
    [InlineData("Hello", ", 0-1")]
    [InlineData("the quick brown fox", "the 0-1 lazy 1-2 dog 2-3")]
    public void Of_another_text_there_is_nothing(string script, string tokens) => Assert.Null(SpokenTokens.Onto(script, Parse(tokens)));

    [Fact]
    public void Every_word_is_there_in_order_whatever_was_said() =>
        Gen.Select(Gen.Char["ab c."].Array[1, 60], Gen.Select(Gen.Char["abc."], Gen.Double[0, 1]).Array[1, 40]).Sample((letters, said) =>
        {
            var script = new string(letters);
            var clock = 0.0;
            var tokens = said.Select(s => new TimedWord($"{s.Item1}", clock, clock += s.Item2)).ToList();
            if (SpokenTokens.Onto(script, tokens) is not { } words) return;
            Assert.Equal(WordSplit.Of(script), words.Select(w => w.Word));
            Assert.All(words, word => Assert.True(word.Start >= 0 && word.End >= word.Start && word.End <= clock + 0.001));
            Assert.Equal(words.Select(w => w.Start).Order(), words.Select(w => w.Start));
        });

    private static string Shown(TimedWord word) => FormattableString.Invariant($"{word.Word} {word.Start}-{word.End}");

    private static List<TimedWord> Parse(string tokens) =>
        [.. tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair =>
        {
            var times = pair[1].Split('-').Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return new TimedWord(pair[0], times[0], times[1]);
        })];
}
