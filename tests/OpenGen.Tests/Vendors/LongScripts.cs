using CsCheck;
using OpenGen.Server.Modules.Generations.Vendors;

namespace OpenGen.Tests.Vendors;

/// <summary>A script that is longer than a vendor takes at once.</summary>
public sealed class LongScripts
{
    [Theory]
    [InlineData("One two. Three four. Five", 14, "One two.|Three four.|Five")]
    [InlineData("One two three four", 9, "One two|three|four")]
    [InlineData("Version 2.5 is out", 11, "Version 2.5|is out")]
    [InlineData("今天天气很好。明天也很好。", 8, "今天天气很好。|明天也很好。")]
    [InlineData("abcdefgh", 3, "abc|def|gh")]
    [InlineData("a😀😀", 2, "a|😀|😀")]
    [InlineData("  short ", 100, "short")]
    [InlineData(" \n ", 100, "")]
    public void It_is_divided_where_a_reader_would_breathe(string script, int most, string pieces) =>
        Assert.Equal(pieces, string.Join('|', ScriptPieces.Of(script, most)));

    [Fact]
    public void Nothing_but_spaces_is_lost_and_no_piece_is_too_long() =>
        Gen.Select(Gen.Char["ab.!? \n。é\ud83d\ude00"].Array[0, 300], Gen.Int[2, 40]).Sample((letters, most) =>
        {
            var script = new string(letters);
            var pieces = ScriptPieces.Of(script, most);
            Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, most));
            Assert.Equal(Letters(script), Letters(string.Concat(pieces)));
        });

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
