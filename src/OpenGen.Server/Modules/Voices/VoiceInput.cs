namespace OpenGen.Server.Modules.Voices;

/// <summary>What requests say of voices.</summary>
internal static class VoiceInput
{
    /// <summary>The longest id of a voice, in characters, ours or a vendor's.</summary>
    public const int LongestId = 200;

    /// <summary>422: no gender there are voices of.</summary>
    public static readonly Error WrongGender = Error.Invalid("gender", "must be one of female, male, neutral");

    /// <summary>female, male or neutral; null for anything else, nothing included.</summary>
    public static string? Gender(string? said) => said?.Trim().ToLowerInvariant() switch
    {
        "female" or "f" or "woman" => "female",
        "male" or "m" or "man" => "male",
        "neutral" or "non-binary" or "nonbinary" or "other" => "neutral",
        _ => null,
    };

    /// <summary>All that is wrong with a gender and a language tag, or null.</summary>
    public static Error? Faults(string? gender, string? language)
    {
        var faults = new Dictionary<string, string[]>();
        if (!string.IsNullOrWhiteSpace(gender) && Gender(gender) is null) faults["gender"] = ["must be one of female, male, neutral"];
        if (!string.IsNullOrWhiteSpace(language) && !language.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            faults["language"] = ["must be a language tag such as en or pt-BR"];
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }
}
