namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>
/// Short texts to hear a voice by, of 100 characters or more, with a question, a number and a pause in each; from
/// <c>content/voices/scripts.json</c>.
/// </summary>
internal static class SampleScripts
{
    private const string English = "en";

    /// <summary>The languages there are texts in.</summary>
    public static IEnumerable<string> Languages => VoiceContent.Shipped.Scripts.Keys;

    /// <summary>The text of a language, or null.</summary>
    public static string? In(string? language) => Find(language ?? English)?.Text;

    /// <summary>The language's English name; of one that is not known here, its tag.</summary>
    public static string NameOf(string language) => Find(language)?.Name ?? language;

    private static SampleScript? Find(string language) =>
        VoiceContent.Shipped.Scripts.GetValueOrDefault(language.Trim().ToLowerInvariant().Split('-', '_')[0]);
}
