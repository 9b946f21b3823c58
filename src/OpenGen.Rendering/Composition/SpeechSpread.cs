using System.Text;
using OpenGen.Media;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Gives the words of a known script their times in a recording that has none: 1. find the stretches in which somebody speaks;
/// 2. weigh each word by how long it takes to say, its pauses aside; 3. lay the weights along the voiced time;
/// 4. move the ends of sentences to the pauses nearest to them, so that an error cannot grow past one.
/// </summary>
public sealed class SpeechSpread(FFmpegTool ffmpeg)
{
    /// <summary>Seconds of a recording that are looked at.</summary>
    private const double LongestRecording = 60 * 60;

    /// <summary>A pause that may end a sentence, seconds.</summary>
    private const double SentencePause = 0.2;

    /// <summary>The words of the script in their order, with times in seconds of the file.</summary>
    /// <param name="file">An audio or video file with one speaker.</param>
    /// <param name="script">What is said in it.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>Every word of the script; none when the script has none.</returns>
    /// <exception cref="FFmpegFailedException">The file has no sound that can be decoded.</exception>
    public async Task<IReadOnlyList<TimedWord>> SpreadAsync(string file, string script, CancellationToken stop)
    {
        var words = WordSplit.Of(script);
        if (words.Count == 0) return [];
        var samples = await new SoundReader(ffmpeg).ReadAsync(InputGuard.Any(file), LongestRecording, stop);
        var seconds = samples.Length / (double)SoundReader.Rate;
        var stretches = VoicedStretches.Find(samples, SoundReader.Rate);
        return Spread(words, stretches.Count > 0 ? stretches : [new Stretch(0, Math.Max(seconds, 0.1))]);
    }

    internal static IReadOnlyList<TimedWord> Spread(IReadOnlyList<string> words, IReadOnlyList<Stretch> stretches)
    {
        var result = new List<TimedWord>(words.Count);
        foreach (var (sentence, voiced) in Anchor(Sentences(words), stretches)) Lay(sentence, voiced, result);
        return result;
    }

    /// <summary>How long a word takes to say, in syllables or so: groups of vowels where there are such, else letters.</summary>
    private static double Weight(string word)
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
            var isVowel = "aeiouyáéíóúàèìòùâêîôûäëïöüåæøœãõаеёиоуыэюяαεηιουω".Contains(Rune.ToLowerInvariant(rune).ToString(), StringComparison.Ordinal);
            weight += (isVowel && !inVowel ? 0.7 : 0) + 0.12;
            inVowel = isVowel;
        }
        return weight;
    }

    private static List<List<string>> Sentences(IReadOnlyList<string> words)
    {
        var sentences = new List<List<string>> { new() };
        foreach (var word in words)
        {
            sentences[^1].Add(word);
            if (word.TrimEnd('"', '\'', '”', '’', ')', '»') is [.., '.' or '!' or '?' or '…' or '。' or '！' or '？' or ':' or ';']) sentences.Add([]);
        }
        if (sentences[^1].Count == 0) sentences.RemoveAt(sentences.Count - 1);
        return sentences;
    }

    /// <summary>Gives each sentence its stretches: its end is expected where its share of the weight ends, and lies in the best pause near that.</summary>
    private static IEnumerable<(List<string> Sentence, List<Stretch> Voiced)> Anchor(List<List<string>> sentences, IReadOnlyList<Stretch> stretches)
    {
        var total = sentences.Sum(sentence => sentence.Sum(Weight));
        var voiced = stretches.Sum(stretch => stretch.Length);
        var rest = new List<Stretch>(stretches);
        double weightLeft = total, voicedLeft = voiced;
        for (var i = 0; i < sentences.Count; i++)
        {
            var weight = sentences[i].Sum(Weight);
            if (i == sentences.Count - 1 || rest.Count == 0)
            {
                yield return (sentences[i], rest);
                rest = [];
                continue;
            }
            var expected = voicedLeft * weight / weightLeft;
            var mine = Cut(rest, expected, out rest);
            weightLeft -= weight;
            voicedLeft = rest.Sum(stretch => stretch.Length);
            yield return (sentences[i], mine);
        }
    }

    /// <summary>Cuts after about the expected voiced time: at the pause nearest to it within a third of the way, else in the middle of a stretch.</summary>
    private static List<Stretch> Cut(List<Stretch> stretches, double expected, out List<Stretch> rest)
    {
        double passed = 0, best = double.MaxValue;
        var cut = -1;
        for (var i = 0; i + 1 < stretches.Count; i++)
        {
            passed += stretches[i].Length;
            var pause = stretches[i + 1].Start - stretches[i].End;
            var distance = Math.Abs(passed - expected);
            if (pause < SentencePause || distance > expected / 3 + 0.3) continue;
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

    private static void Lay(List<string> sentence, List<Stretch> voiced, List<TimedWord> result)
    {
        var last = result.Count > 0 ? result[^1].End : 0;
        var length = voiced.Sum(stretch => stretch.Length);
        var weight = sentence.Sum(Weight);
        double done = 0;
        foreach (var word in sentence)
        {
            var from = length > 0 ? At(voiced, length * done / weight, isStart: true) : last;
            done += Weight(word);
            var to = length > 0 ? At(voiced, length * done / weight, isStart: false) : last + 0.05;
            result.Add(new TimedWord(word, Math.Round(from, 3), Math.Round(Math.Max(to, from), 3)));
            last = to;
        }
    }

    /// <summary>The clock time at which so much voiced time has passed; at a border a word starts after the pause and ends before it.</summary>
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
