using System.Text;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>
/// When the words of a vendor's speech are heard, where the vendor does not say: this machine says the same words, and how long it takes
/// for each is laid onto what is heard in the recording. Where this machine cannot say them, syllables stand in for its times.
/// </summary>
internal sealed class SpeechTimes(ILocalSpeaker speaker, SpeechSpread spread)
{
    private const string UsualLanguage = "en";

    /// <summary>The times of all words, in seconds of the recording; null when nothing can be heard in it.</summary>
    /// <param name="recording">Path of the recording.</param>
    /// <param name="language">A language tag; null for nobody said.</param>
    /// <param name="scratch">A folder for what comes in between.</param>
    public async Task<IReadOnlyList<TimedWord>?> OfAsync(
        string recording, string script, string? language, string scratch, CancellationToken cancellationToken)
    {
        try
        {
            return await ByVoiceAsync(recording, script, language, scratch, cancellationToken)
                ?? await spread.SpreadOnVoiceAsync(recording, script, cancellationToken);
        }
        catch (FFmpegFailedException failed) when (MachineFaults.Of(failed) is null)
        {
            return null;
        }
    }

    /// <summary>The times by this machine's own voice; null when it cannot say these words, or nothing is heard.</summary>
    private async Task<IReadOnlyList<TimedWord>?> ByVoiceAsync(
        string recording, string script, string? language, string scratch, CancellationToken cancellationToken)
    {
        if (language is null && !IsLatin(script)) return null;
        var own = Path.Combine(scratch, "own-voice.wav");
        try
        {
            var spoken = await speaker.TimeAsync(script, new VoiceManner(language ?? UsualLanguage, "female"), own, cancellationToken);
            var said = spoken.Words.Select(word => new TimedWord(word.Word, word.Start, word.End)).ToList();
            return await spread.SpreadOnVoiceAsync(recording, said, own, cancellationToken);
        }
        catch (SpeechFailedException)
        {
            return null;
        }
        finally
        {
            File.Delete(own);
        }
    }

    /// <summary>Whether a text is written in letters that an English voice reads rather than spells.</summary>
    private static bool IsLatin(string script)
    {
        var letters = script.EnumerateRunes().Where(Rune.IsLetter).ToList();
        return letters.Count(letter => letter.Value < 0x370) * 2 > letters.Count;
    }
}
