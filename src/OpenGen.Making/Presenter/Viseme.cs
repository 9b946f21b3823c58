namespace OpenGen.Making.Presenter;

/// <summary>What a mouth looks like for a group of sounds that look alike.</summary>
internal enum Viseme
{
    /// <summary>Silent.</summary>
    Rest,

    /// <summary>m, b, p.</summary>
    Closed,

    /// <summary>f, v: the teeth on the lower lip.</summary>
    Bite,

    /// <summary>th.</summary>
    Tongue,

    /// <summary>t, d, s, n: behind the teeth.</summary>
    Ridge,

    /// <summary>l.</summary>
    Lateral,

    /// <summary>sh, ch, j.</summary>
    Hush,

    /// <summary>r.</summary>
    Rhotic,

    /// <summary>k, g, ng, h: at the back, the lips at ease.</summary>
    Back,

    /// <summary>ee.</summary>
    Wide,

    /// <summary>e, uh.</summary>
    Middle,

    /// <summary>ah.</summary>
    Open,

    /// <summary>oh.</summary>
    Round,

    /// <summary>oo, w.</summary>
    Pucker,
}

/// <summary>A viseme and when it is seen, in seconds.</summary>
/// <param name="Force">How far the mouth opens for it; 1 is usual.</param>
internal readonly record struct VisemeSpan(Viseme Viseme, double Start, double End, double Force = 1)
{
    public double Length => End - Start;

    public double Middle => (Start + End) / 2;
}

/// <summary>Which visemes sounds have, and what they look like.</summary>
internal static class Visemes
{
    /// <summary>IPA's letters, those of espeak-ng's languages; length, stress and tone are not letters.</summary>
    private static readonly Dictionary<char, Viseme> Letters = new (Viseme Viseme, string Letters)[]
    {
        (Viseme.Closed, "mpbɓʙβɸ"),
        (Viseme.Bite, "fvɱʋⱱ"),
        (Viseme.Tongue, "θð"),
        (Viseme.Ridge, "tdnszɾrɬʈɖɳʂʐɽ"),
        (Viseme.Lateral, "lɫɭʎɮʟ"),
        (Viseme.Hush, "ʃʒɕʑ"),
        (Viseme.Rhotic, "ɹɻɚɝ"),
        (Viseme.Back, "kgɡŋxɣqχhħʕʔʁʀɢɦɰcɟɲç"),
        (Viseme.Wide, "iɪjeɨĩẽ"),
        (Viseme.Middle, "əɛɜʌɘɞɤɯ3"),
        (Viseme.Open, "aæɑɐäã"),
        (Viseme.Round, "oɔøœɒɵɶõ"),
        (Viseme.Pucker, "uʊwyʏʉɥʍũ"),
    }.SelectMany(row => row.Letters, (row, letter) => (letter, row.Viseme)).ToDictionary(pair => pair.letter, pair => pair.Viseme);

    public static bool IsVowel(Viseme viseme) => viseme is Viseme.Wide or Viseme.Middle or Viseme.Open or Viseme.Round or Viseme.Pucker;

    /// <summary>Lips that must be seen to close, however short it is.</summary>
    public static bool Closes(Viseme viseme) => viseme is Viseme.Closed or Viseme.Bite;

    public static MouthShape ShapeOf(Viseme viseme) => viseme switch
    {
        Viseme.Closed => new(0, 32, Press: 1, Smile: 2),
        Viseme.Bite => new(6, 33, Teeth: 1, Press: 0.55, Smile: 1.5),
        Viseme.Tongue => new(12, 33, Teeth: 0.8, Tongue: 0.7, Tip: 1),
        Viseme.Ridge => new(8.5, 34, Teeth: 1, Lower: 0.7, Tongue: 0.4, Smile: 2.5),
        Viseme.Lateral => new(15, 33, Teeth: 0.7, Tongue: 0.95, Tip: 0.4),
        Viseme.Hush => new(12, 25, Pout: 0.7, Teeth: 1, Lower: 0.75),
        Viseme.Rhotic => new(12, 27, Pout: 0.45, Teeth: 0.6, Tongue: 0.5),
        Viseme.Back => new(14, 33, Teeth: 0.75, Tongue: 0.5),
        Viseme.Wide => new(14, 40, Teeth: 1, Lower: 0.15, Tongue: 0.5, Smile: 5),
        Viseme.Middle => new(20, 35, Teeth: 0.85, Tongue: 0.5, Smile: 3),
        Viseme.Open => new(34, 36, Teeth: 0.85, Tongue: 0.45, Smile: 2.5),
        Viseme.Round => new(27, 25, Pout: 0.75, Teeth: 0.3, Tongue: 0.35, Smile: 0.5),
        Viseme.Pucker => new(11, 18, Pout: 1, Smile: 0),
        _ => new(0, 34, Smile: 4.5),
    };

    /// <summary>
    /// The visemes of sounds in order. A diphthong has two, gliding; a sound that has none leaves its time to its neighbours.
    /// </summary>
    public static List<VisemeSpan> Of(IEnumerable<SpokenSound> sounds)
    {
        var spans = new List<VisemeSpan>();
        foreach (var sound in sounds)
        {
            // espeak-ng says (en) where it changes the language.
            if (sound.Phoneme.StartsWith('(') || sound.End <= sound.Start) continue;
            var letters = sound.Phoneme.Where(Letters.ContainsKey).Select(letter => Letters[letter]).ToList();
            if (letters.Count == 0) letters.Add(Viseme.Back);
            var each = (sound.End - sound.Start) / letters.Count;
            for (var i = 0; i < letters.Count; i++) spans.Add(new(letters[i], sound.Start + i * each, sound.Start + (i + 1) * each));
        }
        return [.. spans.OrderBy(span => span.Start)];
    }
}
