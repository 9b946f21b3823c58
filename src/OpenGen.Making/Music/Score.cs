namespace OpenGen.Making.Music;

/// <summary>
/// How a mood sounds: tempo in beats a minute; scale in semitones above the tonic; chords as degrees of the scale, a bar each; swing
/// from 0 (even) to 0.33 (triplets); how open the filters, how strong the drums and how large the room are, 0–1.
/// </summary>
internal sealed record MoodSound(
    string Name, (int Low, int High) Tempo, int[] Scale, int[][] Progressions, double Swing, double Brightness, double Drums, double Space,
    bool Sevenths,
    Lead Lead, Beat Beat, Bass Bass, string Words);

internal enum Lead { Pluck, Keys, Bell, Strings, Arp }

internal enum Beat { None, Soft, FourOnFloor, Lofi, Trap, Toms }

internal enum Bass { Root, Eighths, Offbeat, Long }

/// <summary>The moods that are known, and the choice among them.</summary>
internal static class Moods
{
    private static readonly int[] Major = [0, 2, 4, 5, 7, 9, 11];
    private static readonly int[] Minor = [0, 2, 3, 5, 7, 8, 10];
    private static readonly int[] Dorian = [0, 2, 3, 5, 7, 9, 10];
    private static readonly int[] Lydian = [0, 2, 4, 6, 7, 9, 11];

    public static IReadOnlyList<MoodSound> All { get; } =
    [
        new("upbeat", (108, 122), Major, [[0, 4, 5, 3], [0, 3, 5, 4], [3, 0, 4, 5], [0, 5, 3, 4]], 0, 0.75, 0.9, 0.25, false, Lead.Pluck,
            Beat.FourOnFloor, Bass.Offbeat,
            "upbeat happy fun energetic joyful party summer dance pop playful cheerful excited sale vibrant positive celebration birthday "
                + "kid travel vlog"),
        new("corporate", (96, 108), Major, [[0, 4, 5, 3], [0, 3, 0, 4], [5, 3, 0, 4]], 0, 0.6, 0.55, 0.35, false, Lead.Pluck, Beat.Soft,
            Bass.Eighths,
            "corporate business inspiring inspire motivational motivation technology tech product explainer startup success uplifting "
                + "presentation optimistic growth professional education"),
        new("calm", (68, 80), Major, [[0, 3, 5, 4], [0, 5, 3, 0], [3, 0, 3, 4]], 0, 0.4, 0.0, 0.7, true, Lead.Keys, Beat.None, Bass.Long,
            "calm relaxing relax peaceful soft gentle ambient meditation meditative yoga sleep nature spa zen slow serene quiet dreamy "
                + "wellness breathe mindfulness"),
        new("lofi", (74, 86), Dorian, [[1, 4, 0, 5], [0, 3, 1, 4], [3, 2, 1, 0]], 0.2, 0.35, 0.6, 0.3, true, Lead.Keys, Beat.Lofi,
            Bass.Root,
            "lofi chill chillhop study cafe coffee jazzy jazz cozy laidback rain evening vintage retro mellow hiphop beats morning"),
        new("cinematic", (76, 92), Minor, [[0, 5, 2, 6], [0, 3, 5, 4], [0, 2, 5, 6]], 0, 0.5, 0.75, 0.8, false, Lead.Strings, Beat.Toms,
            Bass.Long,
            "cinematic epic trailer dramatic film movie heroic adventure emotional orchestral grand powerful story documentary mountain "
                + "ocean space"),
        new("dark", (70, 84), Minor, [[0, 0, 5, 6], [0, 5, 3, 4], [0, 6, 5, 0]], 0, 0.28, 0.6, 0.7, false, Lead.Bell, Beat.Trap, Bass.Long,
            "dark mysterious suspense tense horror scary night moody thriller crime mystery haunting noir gothic serious warning"),
        new("electronic", (118, 126), Minor, [[0, 5, 2, 6], [5, 6, 0, 2], [0, 3, 5, 6]], 0, 0.65, 0.95, 0.35, false, Lead.Arp,
            Beat.FourOnFloor, Bass.Eighths,
            "electronic edm techno house club synth synthwave neon cyberpunk futuristic gaming workout gym fitness running sport driving "
                + "intense hype action"),
        new("hiphop", (82, 94), Minor, [[0, 5, 0, 6], [0, 3, 5, 4]], 0.12, 0.45, 0.85, 0.3, true, Lead.Bell, Beat.Trap, Bass.Root,
            "hip hop rap trap urban street swagger cool bass confident fashion streetwear luxury"),
        new("romantic", (72, 84), Major, [[0, 5, 3, 4], [0, 2, 3, 4], [5, 3, 0, 4]], 0, 0.45, 0.25, 0.65, true, Lead.Keys, Beat.Soft,
            Bass.Long,
            "romantic love wedding sentimental tender nostalgic sad melancholy heart hope warm family piano touching beautiful"),
        new("wonder", (88, 100), Lydian, [[0, 1, 0, 4], [0, 4, 1, 5], [3, 0, 1, 4]], 0, 0.6, 0.35, 0.75, false, Lead.Arp, Beat.Soft,
            Bass.Long,
            "wonder magical magic fantasy curious science dream fairy whimsical discovery sparkle christmas winter universe stars"),
    ];

    /// <summary>
    /// The mood that most of the words belong to; a piece about nothing known is corporate, upbeat, calm or wonder by its hash.
    /// </summary>
    public static MoodSound Of(string words, Dice dice)
    {
        var said = words.ToLowerInvariant()
            .Split([' ', ',', '.', ';', ':', '-', '/', '\n', '\t', '!', '?', '"'], StringSplitOptions.RemoveEmptyEntries);
        var best = All.Select(mood => (Mood: mood, Score: said.Sum(word => Score(mood, word)))).MaxBy(pair => pair.Score);
        return best.Score > 0 ? best.Mood : dice.Pick(All[1], All[0], All[2], All[9]);
    }

    private static int Score(MoodSound mood, string word)
    {
        if (mood.Name == word) return 3;
        var bare = word.TrimEnd('s');
        return mood.Words.Split(' ').Any(known => known == word || known == bare) ? 2 : 0;
    }
}
