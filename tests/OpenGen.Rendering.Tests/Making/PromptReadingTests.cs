using OpenGen.Making;

namespace OpenGen.Rendering.Tests.Making;

public sealed class PromptReadingTests
{
    [Fact]
    public void Words_become_subject_light_weather_and_manner()
    {
        var read = Read("A cinematic skyline in the rain at dusk");

        Assert.Equal(Subject.City, read.Subjects[0]);
        Assert.Equal(DayTime.Dusk, read.Time);
        Assert.Equal(Weather.Rain, read.Weather);
        Assert.Contains(Manner.Cinematic, read.Manners);
    }

    [Fact]
    public void A_word_denied_is_not_drawn()
    {
        var read = Read("beach with no people");

        Assert.Equal([Subject.Sea], read.Subjects);
    }

    [Theory]
    [InlineData("mountains", Subject.Mountains)]
    [InlineData("puppies", Subject.Pet)]
    [InlineData("beaches", Subject.Sea)]
    [InlineData("two cherries and flowers", Subject.Flowers)]
    [InlineData("Hot air balloons", Subject.Travel)]
    [InlineData("birthday balloons", Subject.Celebration)]
    public void Plurals_are_understood(string prompt, object subject) => Assert.Equal(subject, Read(prompt).Subjects[0]);

    [Theory]
    [InlineData("a mug that's on a table", null)]
    [InlineData("sea at night", null)]
    [InlineData("poster \"Be kind\"", "Be kind")]
    [InlineData("a sign with “Open late”", "Open late")]
    [InlineData("Poster: keep going", "keep going")]
    [InlineData("a motivational poster about courage", "courage")]
    public void Type_is_set_only_when_it_is_asked_for(string prompt, string? title) =>
        Assert.Equal(title, Read(prompt).Title);

    [Fact]
    public void The_first_colour_leads()
    {
        var read = Read("teal and orange abstract");

        Assert.Equal([SceneWords.Shipped.Colours["teal"], SceneWords.Shipped.Colours["orange"]], read.Colours);
    }

    [Theory]
    [InlineData(1, 0, 0, 255, 255, 255)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(0.628, 0.2577, 29.23, 255, 0, 0)]
    [InlineData(0.452, 0.3132, 264.05, 0, 0, 255)]
    public void Oklch_becomes_srgb(double l, double c, double h, int r, int g, int b)
    {
        var (red, green, blue) = new Oklch(l, c, h).Rgb();

        Assert.InRange(red, r - 2, r + 2);
        Assert.InRange(green, g - 2, g + 2);
        Assert.InRange(blue, b - 2, b + 2);
    }

    private static PromptReading Read(string prompt) => PromptReading.Of(prompt, 0, SceneWords.Shipped);
}
