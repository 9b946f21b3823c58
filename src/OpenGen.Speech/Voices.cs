using OpenGen.Speech.Espeak;

namespace OpenGen.Speech;

/// <summary>Which of espeak-ng's voices speaks, and in what pitch it sounds best.</summary>
/// <param name="Name">espeak-ng's name, with the variant.</param>
/// <param name="Pitch">0–100.</param>
/// <param name="Range">0–100.</param>
internal sealed record VoiceChoice(string Name, int Pitch, int Range);

/// <summary>The voices that are taken when none is named.</summary>
internal static class Voices
{
    public const string Female = "female";
    public const string Male = "male";
    public const string Neutral = "neutral";

    // espeak-ng's own name for a language where it differs from the tag's first part.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "en-us",
        ["en-us"] = "en-us",
        ["en-gb"] = "en-gb-x-rp",
        ["en-uk"] = "en-gb-x-rp",
        ["en-au"] = "en-gb-x-rp",
        ["es-mx"] = "es-419",
        ["es-us"] = "es-419",
        ["es-ar"] = "es-419",
        ["es-co"] = "es-419",
        ["es-419"] = "es-419",
        ["pt"] = "pt-br",
        ["pt-br"] = "pt-br",
        ["pt-pt"] = "pt",
        ["fr"] = "fr-fr",
        ["fr-ca"] = "fr-fr",
        ["zh"] = "cmn",
        ["zh-cn"] = "cmn",
        ["zh-tw"] = "cmn",
        ["zh-hk"] = "yue",
        ["no"] = "nb",
        ["iw"] = "he",
        ["vi-vn"] = "vi",
    };

    /// <summary>Takes the voice a script asks for.</summary>
    /// <exception cref="BadRequestException">espeak-ng has no such voice or language.</exception>
    public static VoiceChoice Take(EspeakEngine engine, SpokenScript script)
    {
        // Chosen by their long-term spectrum, next to that of natural speech (2-4 kHz 15-18 dB below the whole): f3 is
        // breathy and lively and becomes natural with the server's softening filter; Gene is warm with soft consonants;
        // Alex lies between a man's and a woman's pitch and needs more movement than its 105-115 Hz.
        var (variant, pitch, range) = script.Variant is { } named ? (named, 50, 50) : script.Voice switch
        {
            Female => ("f3", 48, 52),
            Male => ("Gene", 48, 56),
            Neutral => ("Alex", 56, 78),
            _ => ("", 50, 50),
        };
        if (variant.Length == 0)
        {
            if (!engine.TrySetVoice(script.Voice)) throw new BadRequestException($"espeak-ng has no voice {script.Voice}");
            return new VoiceChoice(script.Voice, pitch, range);
        }

        var primary = script.Language.Split('-', '_')[0];
        foreach (var language in new[]
        {
            Names.GetValueOrDefault(script.Language.Replace('_', '-')),
            script.Language.ToLowerInvariant().Replace('_', '-'),
            Names.GetValueOrDefault(primary),
            primary,
        })
        {
            if (language is not null && engine.TrySetVoice($"{language}+{variant}"))
                return new VoiceChoice($"{language}+{variant}", pitch, range);
        }

        throw new BadRequestException($"espeak-ng does not speak {script.Language}");
    }
}
