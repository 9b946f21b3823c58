namespace OpenGen.Speech;

/// <summary>A request that has been checked.</summary>
/// <param name="Variant">One of espeak-ng's variants, spoken in the language; then the voice does not count.</param>
/// <param name="Rate">0.5–2.</param>
/// <param name="Pitch">0–100, or what suits the voice.</param>
/// <param name="Range">0–100, or what suits the voice.</param>
/// <param name="Volume">0–200.</param>
internal sealed record SpokenScript(
    string Text, string Language, string Voice, string? Variant, double Rate, int? Pitch, int? Range, int Volume, string Output)
{
    private const int LongestText = 200_000;

    /// <summary>Checks a request.</summary>
    /// <exception cref="BadRequestException">Says what is wrong with it.</exception>
    public static SpokenScript From(SpeakRequest? request)
    {
        if (request is null) throw new BadRequestException("not a request: an object is expected");
        if (string.IsNullOrWhiteSpace(request.Text)) throw new BadRequestException("text is empty");
        if (request.Text.Length > LongestText) throw new BadRequestException($"text is longer than {LongestText} characters");
        if (string.IsNullOrWhiteSpace(request.Output)) throw new BadRequestException("output is missing");
        if (request.Rate is < 0.5 or > 2 or double.NaN) throw new BadRequestException("rate must be between 0.5 and 2");
        if (request.Pitch is < 0 or > 100) throw new BadRequestException("pitch must be between 0 and 100");
        if (request.Range is < 0 or > 100) throw new BadRequestException("range must be between 0 and 100");
        if (request.Volume is < 0 or > 200) throw new BadRequestException("volume must be between 0 and 200");

        var language = string.IsNullOrWhiteSpace(request.Language) ? "en" : request.Language.Trim();
        var voice = string.IsNullOrWhiteSpace(request.Voice) ? Voices.Female : request.Voice.Trim();
        // A voice name ends up as a file name inside espeak-ng.
        if (voice.Contains("..", StringComparison.Ordinal) || voice.StartsWith('/')
            || language.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw new BadRequestException($"no voice {voice} for language {language}");
        var variant = string.IsNullOrWhiteSpace(request.Variant) ? null : request.Variant.Trim();
        if (variant is not null && variant.Any(c => !char.IsAsciiLetterOrDigit(c))) throw new BadRequestException($"no variant {variant}");
        return new SpokenScript(
            request.Text, language, voice, variant, request.Rate ?? 1, request.Pitch, request.Range, request.Volume ?? 85, request.Output);
    }
}
