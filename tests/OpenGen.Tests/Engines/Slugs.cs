using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Tests.Engines;

public sealed class Slugs
{
    [Theory]
    [InlineData("Morning coffee, 2 ways!", "morning-coffee-2-ways")]
    [InlineData("Größe & Préférences", "grosse-preferences")]
    [InlineData("Привет, мир", "privet-mir")]
    [InlineData("朝のコーヒー", "chaonokohi")]
    [InlineData("  --  ", "sheet")]
    [InlineData("\ud83c", "sheet")]
    public void A_title_in_any_script_has_a_name_of_its_own(string title, string slug) => Assert.Equal(slug, Slug.Of(title));

    [Fact]
    public void A_long_title_is_cut() => Assert.True(Slug.Of(new string('動', 200)).Length is > 60 and <= 84);
}
