using System.Text;

namespace OpenGen.Speech.Script;

/// <summary>A sentence as it is handed to espeak-ng, and for each character of it the word that it belongs to.</summary>
public sealed class SpokenText
{
    private readonly int[] _wordOfCharacter;

    private SpokenText(string text, int[] wordOfCharacter, double[] weights)
    {
        Text = text;
        _wordOfCharacter = wordOfCharacter;
        Weights = weights;
    }

    /// <summary>What is spoken.</summary>
    public string Text { get; }

    /// <summary>How much of the speech each word takes, in letters; 0 for a word that is not spoken (an emoji, a dash).</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Writes words as they are to be spoken in a language ("$3.50" as "3 dollars 50").</summary>
    public static SpokenText Of(IReadOnlyList<ScriptWord> words, string language)
    {
        var forms = SpokenForms.For(language);
        return Join(words, forms.Of(words.Select(word => word.Text).ToList()));
    }

    /// <summary>The words just as they are written.</summary>
    public static SpokenText Verbatim(IReadOnlyList<ScriptWord> words) =>
        Join(words, words.Select(word => word.Text).ToList());

    /// <summary>The word at a character (code point) of <see cref="Text"/>; the next one for a space; −1 outside.</summary>
    public int WordAt(int character) =>
        character >= 0 && character < _wordOfCharacter.Length ? _wordOfCharacter[character] : -1;

    private static SpokenText Join(IReadOnlyList<ScriptWord> words, IReadOnlyList<string> spoken)
    {
        var text = new StringBuilder();
        var owners = new List<int>();
        var weights = new double[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0 && words[i].Start > words[i - 1].End)
            {
                text.Append(' ');
                owners.Add(i);
            }

            text.Append(spoken[i]);
            foreach (var rune in spoken[i].EnumerateRunes())
            {
                owners.Add(i);
                weights[i] += WeightOf(rune);
            }
        }

        return new SpokenText(text.ToString(), [.. owners], weights);
    }

    // A digit is a word of its own when spoken; a Han character is a syllable.
    private static double WeightOf(Rune rune)
    {
        if (Rune.IsDigit(rune)) return 4;
        if (!Rune.IsLetter(rune)) return rune.Value is '%' or '€' or '$' or '£' or '&' or '+' ? 5 : 0;
        return ScriptWords.IsUnspaced(rune) && rune.Value >= 0x3400 ? 2 : 1;
    }
}
