using OpenGen.Speech.Espeak;
using OpenGen.Speech.Script;
using OpenGen.Speech.Timing;

namespace OpenGen.Speech;

/// <summary>
/// Speaks a script sentence by sentence, so that pauses and intonation are ours and a timing error cannot travel from
/// one sentence into the next. Memory holds one sentence at a time.
/// </summary>
internal static class Speaker
{
    private const int WordsPerMinute = 165;
    private const int LeadMs = 40;
    private const int TailMs = 160;

    public static SpeakResponse Speak(EspeakEngine engine, SpokenScript script)
    {
        var voice = Voices.Take(engine, script);
        var words = ScriptWords.Split(script.Text);
        var sentences = Sentences.Split(script.Text, words);
        var spokenWords = new List<SpokenWord>(words.Count);
        var phonemes = new List<SpokenPhoneme>();

        using var wav = new WavFile(script.Output, engine.SampleRate);
        wav.SilenceUntil(LeadMs);
        for (var i = 0; i < sentences.Count; i++)
        {
            engine.SetManner(MannerOf(sentences[i], i, voice, script));
            SpeakSentence(engine, sentences[i], script.Language, wav, spokenWords, phonemes);
            // An emoji at a sentence's end stands in the pause after it.
            var pause = i == sentences.Count - 1 ? TailMs : (int)(sentences[i].PauseMs / script.Rate);
            wav.SilenceUntil(spokenWords[^1].EndMs + pause);
        }

        return new SpeakResponse(engine.SampleRate, wav.DurationMs, spokenWords, phonemes);
    }

    private static void SpeakSentence(
        EspeakEngine engine, Sentence sentence, string language, WavFile wav, List<SpokenWord> words, List<SpokenPhoneme> phonemes)
    {
        var spoken = SpokenText.Of(sentence.Words, language);
        var utterance = engine.Say(spoken.Text);
        var whole = VoicedSound.Of(utterance.Samples, engine.SampleRate);

        // espeak-ng's own silence at both ends goes: the pauses are ours.
        var offsetMs = wav.DurationMs;
        var heard = whole.StartMs < whole.EndMs && utterance.Samples.Length > 0
            ? utterance.Samples.AsSpan()[At(whole.StartMs)..Math.Min(utterance.Samples.Length, At(whole.EndMs))]
            : [];
        wav.Write(heard);
        var unspoken = spoken.Weights.Reverse().TakeWhile(weight => weight == 0).Count();
        wav.SilenceUntil(wav.DurationMs + unspoken * WordTimeline.UnspokenMs);
        wav.SilenceUntil(offsetMs + sentence.Words.Count * WordTimeline.ShortestMs);

        var sound = VoicedSound.Of(heard, engine.SampleRate).Lasting(wav.DurationMs - offsetMs);
        var events = utterance.Words.Select(e => e with { Milliseconds = Math.Max(0, e.Milliseconds - whole.StartMs) }).ToList();
        var spans = WordTimeline.Merge(spoken, events, sound);
        for (var i = 0; i < spans.Count; i++)
        {
            var word = sentence.Words[i];
            words.Add(new SpokenWord(
                word.Text, spans[i].StartMs + offsetMs, spans[i].EndMs + offsetMs, word.Start, word.Text.Length));
        }

        foreach (var (name, span) in PhonemeTimeline.Of(utterance.Phonemes, whole))
            phonemes.Add(new SpokenPhoneme(name, span.StartMs - whole.StartMs + offsetMs, span.EndMs - whole.StartMs + offsetMs));

        int At(int milliseconds) => (int)((long)milliseconds * engine.SampleRate / 1000);
    }

    // A person does not read two sentences alike: the first has more life, and the others differ a little.
    private static Manner MannerOf(Sentence sentence, int index, VoiceChoice voice, SpokenScript script)
    {
        int[] pitchSteps = [2, 0, -1, 1, -2, 1];
        int[] rateSteps = [0, 2, -2, 1, -1];
        var pitch = (script.Pitch ?? voice.Pitch) + pitchSteps[index % pitchSteps.Length] + (sentence.IsExclamation ? 2 : 0);
        var range = (script.Range ?? voice.Range) + (sentence.IsQuestion ? 8 : 0) + (sentence.IsExclamation ? 6 : 0) + (index == 0 ? 5 : 0);
        var rate = WordsPerMinute * script.Rate * (100 + rateSteps[index % rateSteps.Length]) / 100;
        return new Manner(
            Math.Clamp((int)Math.Round(rate), 80, 449), Math.Clamp(pitch, 0, 100), Math.Clamp(range, 0, 100), script.Volume);
    }
}
