using System.Text;
using OpenGen.Rendering.Captions;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Server.Modules.Voices;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>
/// When the words of a vendor's speech are heard, where the vendor does not say: this machine says the same words, and how long it takes
/// for each is laid onto what is heard in the recording. Where this machine cannot say them, syllables stand in for its times.
/// </summary>
internal sealed class SpeechTimes(LocalSpeaker speaker, SpeechSpread spread)
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
            return await SaidHereAsync(script, language, scratch, cancellationToken) is { } said
                ? await spread.SpreadAsync(recording, said, cancellationToken)
                : await spread.SpreadAsync(recording, script, cancellationToken);
        }
        catch (FFmpegFailedException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<TimedWord>?> SaidHereAsync(
        string script, string? language, string scratch, CancellationToken cancellationToken)
    {
        if (language is null && !IsLatin(script)) return null;
        try
        {
            var manner = new VoiceManner(language ?? UsualLanguage, "female");
            var spoken = await speaker.TimeAsync(script, manner, scratch, cancellationToken);
            return [.. spoken.Words.Select(word => new TimedWord(word.Word, word.Start, word.End))];
        }
        catch (SpeechFailedException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is written in letters that an English voice reads rather than spells.</summary>
    private static bool IsLatin(string script)
    {
        var letters = script.EnumerateRunes().Where(Rune.IsLetter).ToList();
        return letters.Count(letter => letter.Value < 0x370) * 2 > letters.Count;
    }
}
