using CsCheck;
using OpenGen.Speech.Script;

namespace OpenGen.Tests.Speech;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("en", "It costs $3.50.", "It costs 3 dollars 50.")]
    [InlineData("en", "Only $1 or $5k", "Only 1 dollar or 5 thousand dollars")]
    [InlineData("en", "A $2 million idea", "A 2 million dollars idea")]
    [InlineData("en", "€20, £3.05!", "20 euros, 3 pounds 5!")]
    [InlineData("en", "Dr. Smith vs. Jones", "Doctor Smith versus Jones")]
    [InlineData("en", "Tea & cake 😀🚀 → now", "Tea and cake   now")]
    [InlineData("en", "#coffeeTime with @the_roaster", "coffee Time with at the roaster")]
    [InlineData("en", "STOP and/or READ the FAQ, USA", "stop and or read the F A Q, USA")]
    [InlineData("en", "Good — really **good** coffee…", "Good , really good coffee…")]
    [InlineData("de", "Das kostet 1,50 €, z.B. 5€", "Das kostet 1,50 €, zum Beispiel 5 Euro")]
    [InlineData("es", "Sra. López paga €5", "señora López paga 5 euros")]
    [InlineData("fr", "M. Dupont & fils", "monsieur Dupont et fils")]
    [InlineData("ja", "$5 です", "$5 です")]
    public void What_is_spoken_is_what_a_person_would_read(string language, string script, string spoken)
    {
        Assert.Equal(spoken, SpokenText.Of(ScriptWords.Split(script), language).Text);
    }

    [Fact]
    public void Each_character_that_is_spoken_belongs_to_the_word_it_came_from()
    {
        var words = ScriptWords.Split("😀 costs $3.50 now");
        var spoken = SpokenText.Of(words, "en");

        Assert.Equal(" costs 3 dollars 50 now", spoken.Text);
        Assert.Equal(1, spoken.WordAt(1));
        Assert.Equal(2, spoken.WordAt(spoken.Text.IndexOf("50", StringComparison.Ordinal)));
        Assert.Equal(3, spoken.WordAt(spoken.Text.Length - 1));
        Assert.Equal(-1, spoken.WordAt(spoken.Text.Length));
        Assert.Equal(0, spoken.Weights[0]);
    }

    [Fact]
    public void Words_between_spaces_come_back_as_they_stand()
    {
        var script = Gen.Char["ab1.,$€-é…\u00A0 \n\t"].Array[0, 60].Select(characters => new string(characters));

        script.Sample(text => Assert.Equal(
            text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), ScriptWords.Split(text).Select(word => word.Text)));
    }

    [Fact]
    public void Pieces_of_writing_without_spaces_are_short_and_touch()
    {
        const string script = "東京タワーは高いです。今日はとても天気がいいので、散歩に行きましょう！ สวัสดีชาวโลกวันนี้อากาศดีมากเลยนะครับ";

        var words = ScriptWords.Split(script);

        Assert.Equal(script.Replace(" ", "", StringComparison.Ordinal), string.Concat(words.Select(word => word.Text)));
        Assert.All(words, word => Assert.InRange(word.Text.Length, 1, 14));
        Assert.All(words, word => Assert.Equal(word.Text, script[word.Start..word.End]));
        Assert.Contains(words, word => word.Text == "散歩に");
    }
}
