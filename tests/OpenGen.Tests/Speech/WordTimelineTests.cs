using CsCheck;
using OpenGen.Speech.Script;
using OpenGen.Speech.Timing;

namespace OpenGen.Tests.Speech;

public sealed class WordTimelineTests
{
    [Fact]
    public void A_number_spoken_as_many_words_is_one_word_that_lasts_until_its_sound_ends()
    {
        var spans = ByWord(RecordedSpeech.Prices);

        Assert.Equal((624, 2205), spans["$3.50"]);
        Assert.Equal((2449, 4320), spans["1,250"]);
        Assert.Equal(4320, spans["yen,"].Start);
    }

    [Fact]
    public void A_hyphenated_word_and_its_neighbours_keep_their_own_starts()
    {
        var spans = ByWord(RecordedSpeech.EmailAndEmoji);

        Assert.True(spans["e-mail"].End - spans["e-mail"].Start > 250);
        Assert.Equal(spans["e-mail"].End, spans["now…"].Start);
    }

    [Fact]
    public void An_empty_event_that_trails_the_text_moves_no_word()
    {
        var spans = RecordedSpeech.EmailAndEmoji.Merge();

        Assert.True(spans[^1].EndMs - spans[^1].StartMs > 200);
    }

    [Fact]
    public void Words_that_the_dictionary_joins_share_the_time_of_both()
    {
        var spans = ByWord(RecordedSpeech.JoinedWords);

        Assert.InRange(spans["of"].Start, spans["out"].Start + 60, spans["blue,"].Start - 60);
        Assert.InRange(spans["am"].End - spans["am"].Start, 60, 400);
    }

    [Fact]
    public void A_word_before_a_comma_ends_where_its_sound_ends_and_the_next_begins_where_sound_begins()
    {
        var spans = ByWord(RecordedSpeech.German);

        Assert.Equal(3110, spans["Euro,"].End);
        Assert.Equal(3270, spans["oder"].Start);
    }

    [Fact]
    public void After_a_pause_a_word_waits_for_its_sound_even_if_the_event_came_early()
    {
        var japanese = ByWord(RecordedSpeech.Japanese);
        Assert.Equal(970, japanese["せかい。"].Start);
        Assert.Equal(1880, japanese["きょうは"].Start);

        var spanish = ByWord(RecordedSpeech.Spanish);
        Assert.Equal(1270, spanish["Son"].Start);
    }

    [Fact]
    public void Writing_without_events_is_spread_over_what_is_heard()
    {
        var words = ScriptWords.Split("いろはにほへと、ちりぬるを。わかよたれそ、つねならむ。");
        var sound = new VoicedSound(4000, [new(100, 1500), new(2500, 3900)]);

        var spans = WordTimeline.Merge(SpokenText.Verbatim(words), [], sound);

        Assert.Equal(4, spans.Count);
        Assert.Equal(100, spans[0].StartMs);
        Assert.Equal(3900, spans[3].EndMs);
        Assert.All(spans, span => Assert.False(span.StartMs is > 1500 and < 2500, $"{span} begins in the pause"));
    }

    [Fact]
    public void An_emoji_stands_in_the_pause_or_takes_a_little_of_the_word_before()
    {
        var words = ScriptWords.Split("Go 🚀 now");
        var sound = new VoicedSound(1000, [new(0, 1000)]);

        var spans = WordTimeline.Merge(
            SpokenText.Of(words, "en"), [new WordEvent(0, 2, 0), new WordEvent(4, 3, 600)], sound);

        Assert.Equal([new(0, 480), new(480, 600), new(600, 1000)], spans);
    }

    [Fact]
    public void Every_recording_gives_every_word_once_in_order()
    {
        Assert.All(RecordedSpeech.All, recording =>
        {
            AssertRight(recording.Merge(), recording.Words.Count, recording.DurationMs);
            Assert.Equal(
                string.Concat(recording.Script.Where(c => !char.IsWhiteSpace(c))),
                string.Concat(recording.Words.Select(word => word.Text)));
        });
    }

    [Fact]
    public void Any_text_with_any_events_gives_its_words_in_order_each_with_a_length()
    {
        string[] kinds =
            ["the", "$3.50", "1,250", "e-mail", "…", "—", "🚀", "👩‍👩‍👧", "don't", "24/7", "日本語です。", "café,", "end.", "\n", "#tag", "a",
                "สวัสดี"];
        var texts = Gen.Int[0, kinds.Length - 1].Array[1, 40].Select(words => string.Join(' ', words.Select(word => kinds[word])));
        var events = Gen.Select(Gen.Int[-5, 300], Gen.Int[-1, 12], Gen.Int[-50, 20_000]).Array[0, 60];
        var voiced = Gen.Int[0, 9_000].Array[0, 12];

        Gen.Select(texts, events, voiced).Sample((text, raw, edges) =>
        {
            var words = ScriptWords.Split(text);
            var sorted = edges.Distinct().Order().ToArray();
            var stretches = sorted.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new TimeSpanMs(pair[0], pair[1]));
            var sound = new VoicedSound(Math.Max(9_000, words.Count * WordTimeline.ShortestMs), stretches);

            var spans = WordTimeline.Merge(
                SpokenText.Of(words, "en"), raw.Select(e => new WordEvent(e.Item1, e.Item2, e.Item3)).ToList(), sound);

            AssertRight(spans, words.Count, sound.DurationMs);
        }, iter: 2_000);
    }

    [Fact]
    public void A_sound_too_short_for_its_words_is_refused()
    {
        var words = ScriptWords.Split("one two three");

        Assert.Throws<ArgumentException>(() => WordTimeline.Merge(SpokenText.Verbatim(words), [], new VoicedSound(29, [])));
    }

    internal static void AssertRight(IReadOnlyList<TimeSpanMs> spans, int words, int durationMs)
    {
        Assert.Equal(words, spans.Count);
        var before = 0;
        foreach (var span in spans)
        {
            Assert.True(span.StartMs >= before, $"{span} begins before {before}");
            Assert.True(span.EndMs > span.StartMs, $"{span} has no length");
            before = span.EndMs;
        }

        Assert.True(before <= durationMs);
    }

    private static Dictionary<string, (int Start, int End)> ByWord(RecordedSpeech recording) =>
        recording.Words.Zip(recording.Merge()).DistinctBy(pair => pair.First.Text)
            .ToDictionary(pair => pair.First.Text, pair => (pair.Second.StartMs, pair.Second.EndMs));
}
