using System.Text;
using OpenGen.Media;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Gives the words of a known script their times in a recording that has none: 1. find the stretches in which somebody speaks;
/// 2. weigh each word by how long it takes to say, its pauses aside: as another speaker is heard to say it, else by its syllables;
/// 3. lay the weights along the voiced time; 4. move the ends of sentences, and of phrases that the other speaker pauses after, to the
/// pauses nearest to them, so that an error cannot grow past one.
/// </summary>
public sealed class SpeechSpread(FFmpegTool ffmpeg)
{
    /// <summary>Seconds of a recording that are looked at.</summary>
    private const double LongestRecording = 60 * 60;

    /// <summary>A pause that may end a sentence, seconds.</summary>
    private const double SentencePause = 0.2;

    /// <summary>A pause of the other speaker that ends a phrase, seconds; the closure of a plosive is shorter.</summary>
    private const double PhrasePause = 0.14;

    /// <summary>The shortest that a word is taken to be, seconds.</summary>
    private const double LeastSpoken = 0.03;

    /// <summary>The words of the script in their order, with times in seconds of the file.</summary>
    /// <param name="file">An audio or video file with one speaker.</param>
    /// <param name="script">What is said in it.</param>
    /// <returns>Every word of the script; none when the script has none.</returns>
    /// <exception cref="FFmpegFailedException">The file has no sound that can be decoded.</exception>
    public async Task<IReadOnlyList<TimedWord>> SpreadAsync(string file, string script, CancellationToken cancellationToken)
    {
        var words = Weighed(WordSplit.Of(script));
        if (words.Length == 0) return [];
        var (seconds, stretches) = await HearAsync(file, cancellationToken);
        return Spread(words, stretches.Count > 0 ? stretches : [new Stretch(0, Math.Max(seconds, 0.1))]);
    }

    /// <summary>The words of the script with times in seconds of the file, where somebody is heard to speak in it.</summary>
    /// <param name="file">An audio or video file with one speaker.</param>
    /// <param name="script">What is said in it.</param>
    /// <returns>Every word of the script, none when it has none; null when nothing is heard.</returns>
    /// <exception cref="FFmpegFailedException">The file has no sound that can be decoded.</exception>
    public async Task<IReadOnlyList<TimedWord>?> SpreadOnVoiceAsync(string file, string script, CancellationToken cancellationToken) =>
        await HearAsync(file, cancellationToken) is (_, { Count: > 0 } stretches) ? Spread(Weighed(WordSplit.Of(script)), stretches) : null;

    /// <summary>The words that somebody else said as well, with times in seconds of the file.</summary>
    /// <param name="file">An audio or video file with one speaker.</param>
    /// <param name="said">The same words by another speaker, whose times are known: how long each takes beside the others.</param>
    /// <param name="saidFile">The recording of that.</param>
    /// <returns>Every word, none when there are none; null when nothing is heard.</returns>
    /// <exception cref="FFmpegFailedException">A file has no sound that can be decoded.</exception>
    public async Task<IReadOnlyList<TimedWord>?> SpreadOnVoiceAsync(
        string file, IReadOnlyList<TimedWord> said, string saidFile, CancellationToken cancellationToken)
    {
        if (await HearAsync(file, cancellationToken) is not (_, { Count: > 0 } stretches)) return null;
        var samples = await new SoundReader(ffmpeg).ReadAsync(InputGuard.Any(saidFile), LongestRecording, cancellationToken);
        return Spread(WeighedBy(said, VoicedStretches.Find(samples, SoundReader.Rate)), stretches);
    }

    /// <summary>How long a file is, and where somebody speaks in it.</summary>
    private async Task<(double Seconds, IReadOnlyList<Stretch> Stretches)> HearAsync(string file, CancellationToken cancellationToken)
    {
        var samples = await new SoundReader(ffmpeg).ReadAsync(InputGuard.Any(file), LongestRecording, cancellationToken);
        return (samples.Length / (double)SoundReader.Rate, VoicedStretches.Find(samples, SoundReader.Rate));
    }

    internal static IReadOnlyList<TimedWord> Spread(IReadOnlyList<string> words, IReadOnlyList<Stretch> stretches) =>
        Spread(Weighed(words), stretches);

    internal static IReadOnlyList<TimedWord> Spread(IReadOnlyList<WeighedWord> words, IReadOnlyList<Stretch> stretches)
    {
        var result = new List<TimedWord>(words.Count);
        foreach (var (phrase, voiced) in Anchor(Phrases(words), stretches)) Lay(phrase, voiced, result);
        return result;
    }

    /// <summary>Weighs words by how much of them is heard, so that it can be laid onto what is heard of somebody else.</summary>
    internal static IReadOnlyList<WeighedWord> WeighedBy(IReadOnlyList<TimedWord> said, IReadOnlyList<Stretch> heard)
    {
        var weighed = new List<WeighedWord>(said.Count);
        for (var i = 0; i < said.Count; i++)
        {
            var (word, next) = (said[i], i + 1 < said.Count ? said[i + 1].Start : double.NaN);
            var voiced = heard.Sum(stretch => Math.Max(0, Math.Min(word.End, stretch.End) - Math.Max(word.Start, stretch.Start)));
            weighed.Add(new WeighedWord(word.Word, Math.Max(voiced, LeastSpoken), PauseAfter(word, next, heard) >= PhrasePause));
        }
        return weighed;
    }

    /// <summary>
    /// The longest silence around the end of a word, seconds; it can begin before the end that the speaker gives the word.
    /// </summary>
    private static double PauseAfter(TimedWord word, double next, IReadOnlyList<Stretch> heard)
    {
        const double tolerance = 0.02;
        double longest = 0;
        for (var i = 0; i + 1 < heard.Count; i++)
        {
            var (from, to) = (heard[i].End, heard[i + 1].Start);
            if (from > word.Start && to >= word.End - tolerance && from <= next + tolerance) longest = Math.Max(longest, to - from);
        }
        return longest;
    }

    private static WeighedWord[] Weighed(IReadOnlyList<string> words) => [.. words.Select(word => new WeighedWord(word, Weight(word)))];

    /// <summary>A word.</summary>
    /// <param name="Weight">How long it takes beside the others, above 0.</param>
    /// <param name="EndsPhrase">Whether the speaker it was weighed by pauses after it.</param>
    internal readonly record struct WeighedWord(string Word, double Weight, bool EndsPhrase = false);

    /// <summary>Words up to a pause.</summary>
    /// <param name="EndsSentence">Whether the pause is one that every speaker makes.</param>
    private sealed record Phrase(IReadOnlyList<WeighedWord> Words, bool EndsSentence)
    {
        public double Weight => Words.Sum(word => word.Weight);
    }

    /// <summary>How long a word takes to say, in syllables or so: groups of vowels where there are such, else letters.</summary>
    internal static double Weight(string word)
    {
        double weight = 0.35;
        var inVowel = false;
        foreach (var rune in word.EnumerateRunes())
        {
            if (Rune.IsDigit(rune))
            {
                weight += 1.1;
                inVowel = false;
                continue;
            }
            if (!Rune.IsLetter(rune)) continue;
            if (rune.Value >= 0x3040)
            {
                weight += 1;
                continue;
            }
            var isVowel = "aeiouyáéíóúàèìòùâêîôûäëïöüåæøœãõаеёиоуыэюяαεηιουω".Contains(
                Rune.ToLowerInvariant(rune).ToString(), StringComparison.Ordinal);
            weight += (isVowel && !inVowel ? 0.7 : 0) + 0.12;
            inVowel = isVowel;
        }
        return weight;
    }

    private static List<Phrase> Phrases(IReadOnlyList<WeighedWord> words)
    {
        var phrases = new List<Phrase>();
        var open = new List<WeighedWord>();
        foreach (var word in words)
        {
            open.Add(word);
            var endsSentence = word.Word.TrimEnd('"', '\'', '”', '’', ')', '»') is
                [.., '.' or '!' or '?' or '…' or '。' or '！' or '？' or ':' or ';'];
            if (!endsSentence && !word.EndsPhrase) continue;
            phrases.Add(new Phrase(open, endsSentence));
            open = [];
        }
        if (open.Count > 0) phrases.Add(new Phrase(open, true));
        return phrases;
    }

    /// <summary>
    /// Gives each phrase its stretches: its end is expected where its share of the weight ends, and lies in the best pause near that.
    /// </summary>
    private static IEnumerable<(Phrase Phrase, List<Stretch> Voiced)> Anchor(List<Phrase> phrases, IReadOnlyList<Stretch> stretches)
    {
        var rest = new List<Stretch>(stretches);
        var (weightLeft, voicedLeft) = (phrases.Sum(phrase => phrase.Weight), stretches.Sum(stretch => stretch.Length));
        for (var i = 0; i < phrases.Count; i++)
        {
            var phrase = phrases[i];
            if (i == phrases.Count - 1 || rest.Count == 0)
            {
                yield return (phrase, rest);
                rest = [];
                continue;
            }
            var mine = Cut(rest, voicedLeft * phrase.Weight / weightLeft, phrase.EndsSentence, out rest);
            weightLeft -= phrase.Weight;
            voicedLeft = rest.Sum(stretch => stretch.Length);
            yield return (phrase, mine);
        }
    }

    /// <summary>
    /// Cuts after about the expected voiced time: at the pause nearest to it within a third of the way, for the end of a sentence, or a
    /// quarter, for a phrase, which may be no pause here; else in the middle of a stretch.
    /// </summary>
    private static List<Stretch> Cut(List<Stretch> stretches, double expected, bool isSentence, out List<Stretch> rest)
    {
        var (least, most) = isSentence ? (SentencePause, expected / 3 + 0.3) : (0, expected / 4 + 0.1);
        double passed = 0, best = double.MaxValue;
        var cut = -1;
        for (var i = 0; i + 1 < stretches.Count; i++)
        {
            passed += stretches[i].Length;
            var pause = stretches[i + 1].Start - stretches[i].End;
            var distance = Math.Abs(passed - expected);
            if (pause < least || distance > most) continue;
            // A long pause is worth going a little further for.
            var cost = distance - Math.Min(pause, 1.0) * 0.6;
            if (cost < best) (best, cut) = (cost, i);
        }
        if (cut >= 0)
        {
            rest = stretches[(cut + 1)..];
            return stretches[..(cut + 1)];
        }
        var mine = new List<Stretch>();
        rest = [];
        foreach (var stretch in stretches)
        {
            var take = Math.Clamp(expected, 0, stretch.Length);
            if (take > 0) mine.Add(stretch with { End = stretch.Start + take });
            if (take < stretch.Length) rest.Add(stretch with { Start = stretch.Start + take });
            expected -= take;
        }
        return mine;
    }

    private static void Lay(Phrase phrase, List<Stretch> voiced, List<TimedWord> result)
    {
        var last = result.Count > 0 ? result[^1].End : 0;
        var length = voiced.Sum(stretch => stretch.Length);
        var weight = phrase.Weight;
        double done = 0;
        foreach (var word in phrase.Words)
        {
            var from = length > 0 ? At(voiced, length * done / weight, isStart: true) : last;
            done += word.Weight;
            var to = length > 0 ? At(voiced, length * done / weight, isStart: false) : last + 0.05;
            result.Add(new TimedWord(word.Word, Math.Round(from, 3), Math.Round(Math.Max(to, from), 3)));
            last = to;
        }
    }

    /// <summary>
    /// The clock time at which so much voiced time has passed; at a border a word starts after the pause and ends before it.
    /// </summary>
    private static double At(List<Stretch> voiced, double passed, bool isStart)
    {
        foreach (var stretch in voiced)
        {
            if (isStart ? passed < stretch.Length - 0.03 : passed <= stretch.Length + 1e-9) return stretch.Start + Math.Max(0, passed);
            passed -= stretch.Length;
        }
        return voiced[^1].End;
    }
}
