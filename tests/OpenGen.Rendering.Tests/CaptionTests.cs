using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class CaptionTests(Media media)
{
    [Fact]
    public async Task The_highlight_moves_with_the_words_within_40_ms()
    {
        // One wide word a line: the place of each tells which one is lit.
        const string Words =
            """[{"word":"WWWWWWWW","start":0.21,"end":0.5},{"word":"MMMMMMMM","start":0.52,"end":0.8},{"word":"HHHHHHHH","start":0.87,"end":1.3}]""";
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":45,"styles":{"fill":"#000"}}"""),
            Layer(
                "caption",
                attributes: """{"template":"karaoke","top":300,"width":900,"left":90,"styles":{"fontSize":"90px","lineHeight":1.5,"color":"#ffffff","highlightColor":"#ff0000","textShadow":"none"}}""", captions: Words, position: 1));

        // Red lights up with no blue beside it.
        async Task<double> LitAtAsync(int line)
        {
            var colours = await media.ColoursAsync(video.Path, 240, 300 + line * 135 + 20, 600, 95);
            return colours.ToList().FindIndex(colour => colour.R > 40 && colour.B < colour.R / 2) / 30.0;
        }

        Assert.InRange(await LitAtAsync(0), 0.21 - 0.04, 0.21 + 0.04);
        Assert.InRange(await LitAtAsync(1), 0.52 - 0.04, 0.52 + 0.04);
        Assert.InRange(await LitAtAsync(2), 0.87 - 0.04, 0.87 + 0.04);
    }

    /// <summary>
    /// Two pages of two words side by side: the left half lights up with the first of each, the right half with the second.
    /// </summary>
    [Theory]
    [InlineData("classic")]
    [InlineData("karaoke")]
    [InlineData("pop")]
    [InlineData("bold")]
    public async Task The_highlight_of_every_template_keeps_time(string template)
    {
        double[] starts = [0.21, 0.52, 0.87, 1.13];
        var words = string.Join(',', starts.Select((start, i) => FormattableString.Invariant($$"""{"word":"{{(i % 2 == 0 ? "MMMM" : "MMM.")}}","start":{{start}},"end":{{start + 0.2:0.00}} }""")));
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":45,"styles":{"fill":"#000"}}"""),
            Layer("caption", attributes: $$"""{"template":"{{template}}","top":300,"styles":{"fontSize":"80px","color":"#ffffff","highlightColor":"#ff0000","textShadow":"none"} }""", captions: $"[{words}]", position: 1));

        async Task<List<double>> LitAsync(int x)
        {
            var lit = (await media.ColoursAsync(video.Path, x, 290, 200, 120)).Select(colour => colour.R > 20 && colour.B < colour.R / 2)
                .ToList();
            return [
                .. Enumerable.Range(0, lit.Count).Where(frame => lit[frame] && (frame == 0 || !lit[frame - 1]))
                    .Select(frame => frame / 30.0)];
        }
        var (left, right) = (await LitAsync(320), await LitAsync(580));
        Assert.Equal((2, 2), (left.Count, right.Count));
        Assert.All(
            starts.Zip((double[])[left[0], right[0], left[1], right[1]]), pair => Assert.InRange(pair.Second - pair.First, -0.04, 0.04));
    }

    [Fact]
    public void Every_word_is_on_one_page_at_its_own_frame()
    {
        var word = Gen.Select(Gen.Char.AlphaNumeric.Array[1, 12], Gen.Int[0, 900], Gen.Int[20, 700], Gen.Bool)
            .Select(
                (letters, gap, length, ends) =>
                    (Text: new string(letters) + (ends ? "." : ""), Gap: gap / 1000.0, Length: length / 1000.0));
        Gen.Select(word.Array[1, 60], Gen.Enum<CaptionTemplate>()).Sample((drawn, template) =>
        {
            var clock = 0.0;
            var words = new List<TimedWord>();
            foreach (var (text, gap, length) in drawn)
            {
                clock += gap;
                words.Add(new TimedWord(text, clock, clock + length));
                clock += length;
            }
            var pages = CaptionPager.Break(words, template);

            Assert.Equal(words.Select(w => w.Word), pages.SelectMany(page => page.Words).Select(w => w.Text));
            foreach (var (spoken, shown) in words.Zip(pages.SelectMany(page => page.Words)))
                Assert.InRange(shown.From / 30.0 - spoken.Start, -0.04, 0.04);
            for (var i = 0; i < pages.Count; i++)
            {
                Assert.True(pages[i].From < pages[i].End);
                Assert.All(pages[i].Words, w => Assert.InRange(w.From, pages[i].From, pages[i].End - 1));
                if (i > 0) Assert.True(pages[i - 1].End <= pages[i].From);
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData(
        """[{"text":"a b","startMs":0,"endMs":900,"words":[{"word":"a","startMs":0,"endMs":400},{"word":"b","startMs":500,"endMs":900}]}]""", "a@0 b@0.5")]
    [InlineData("""[{"word":"a","start":0,"end":0.4},{"word":"b","start":0.5,"end":0.9}]""", "a@0 b@0.5")]
    [InlineData("""[{"text":"a b","startMs":0,"endMs":1000}]""", "a@0 b@0.5")]
    [InlineData("""[{"word":"你好","start":0,"end":1}]""", "你@0 好@0.5")]
    public void Captions_are_read_in_every_form(string json, string expected)
    {
        var words = CaptionWords.Read(JsonNode.Parse(json)!.AsArray(), out var unread);

        Assert.Equal(0, unread);
        Assert.Equal(
            expected,
            string.Join(' ', words.Select(word => string.Create(CultureInfo.InvariantCulture, $"{word.Word}@{word.Start:0.##}"))));
    }

    [Fact]
    public async Task A_script_is_spread_over_the_speech_and_not_over_its_pauses()
    {
        var words = await new SpeechSpread(media.FFmpeg).SpreadAsync(
            media.Speech, "Hello. World! Again?", TestContext.Current.CancellationToken);

        Assert.Equal(["Hello.", "World!", "Again?"], words.Select(word => word.Word));
        double[] starts = [0.5, 1.5, 2.5];
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(words[i].Start, starts[i] - 0.08, starts[i] + 0.08);
            Assert.InRange(words[i].End, starts[i] + 0.4, starts[i] + 0.6);
        }
    }

    [Fact]
    public void Spread_words_keep_their_order_and_are_all_there()
    {
        Gen.Select(Gen.Int[1, 8].SelectMany(n => Gen.Double[0.1, 2].Array[n * 2]), Gen.Char["abcde.!?, 你"].Array[1, 200])
            .Sample((lengths, letters) =>
            {
                var clock = 0.0;
                var stretches = new List<Stretch>();
                for (var i = 0; i < lengths.Length; i += 2)
                {
                    clock += lengths[i];
                    stretches.Add(new Stretch(clock, clock + lengths[i + 1]));
                    clock += lengths[i + 1];
                }
                var script = WordSplit.Of(new string(letters));
                if (script.Count == 0) return;
                var words = SpeechSpread.Spread(script, stretches);

                Assert.Equal(script, words.Select(word => word.Word));
                Assert.All(
                    words,
                    word =>
                        Assert.True(
                            word.End >= word.Start && word.Start >= stretches[0].Start - 0.001 && word.End <= clock + 0.2 * script.Count));
                for (var i = 1; i < words.Count; i++) Assert.True(words[i].Start >= words[i - 1].Start - 0.002);
            }, iter: 300);
    }
}
