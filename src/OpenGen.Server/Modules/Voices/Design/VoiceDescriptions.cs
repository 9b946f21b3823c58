namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>Writes descriptions of voices that a designer, ours or a vendor's, understands.</summary>
internal static class VoiceDescriptions
{
    /// <summary>The longest a vendor takes, in characters.</summary>
    public const int Longest = 1000;

    /// <summary>A description from what is known; what the user said comes first and is not contradicted.</summary>
    /// <param name="language">A language tag, or null.</param>
    public static string Write(string gender, string? said, string? language, string? script)
    {
        var hints = VoiceHints.Read(said ?? "");
        var noun = (gender, hints.Age) switch
        {
            ("female", VoiceAge.Child) => "a girl's voice",
            ("male", VoiceAge.Child) => "a boy's voice",
            (_, VoiceAge.Child) => "a child's voice",
            _ => $"{Age(hints.Age)} {gender} voice",
        };
        var (lively, asking) = (script?.Count(c => c == '!') ?? 0, script?.Contains('?', StringComparison.Ordinal) == true);
        var sentences = new List<string>();
        if (!string.IsNullOrWhiteSpace(said)) sentences.Add(said.Trim().TrimEnd('.') + ".");
        var speaking = language is null ? "" : " speaking " + SampleScripts.NameOf(language);
        var life = Life(hints.Life + Math.Min(1, lively));
        sentences.Add($"{char.ToUpperInvariant(noun[0])}{noun[1..]}{speaking}, {Depth(hints.Depth)} and {life}.");
        var rising = asking ? ", with questions that clearly rise" : "";
        sentences.Add($"Speaks {Pace(hints.Pace)}{rising}, clear and close to the microphone, as for a short video.");
        var written = string.Join(' ', sentences);
        return written.Length <= Longest ? written : written[..Longest].TrimEnd();
    }

    /// <summary>What is asked for when nobody said anything.</summary>
    public const string Usual = "A natural, friendly adult voice, clear and close to the microphone, at a conversational pace.";

    private static string Age(VoiceAge age) => age switch { VoiceAge.Young => "a young", VoiceAge.Old => "an elderly", _ => "an adult" };

    private static string Depth(int depth) =>
        depth switch { <= -2 => "very deep", -1 => "deep", 0 => "warm", 1 => "bright", _ => "very bright" };

    private static string Pace(int pace) =>
        pace switch { <= -1 => "slowly and calmly", 0 => "at a natural pace", _ => "quickly and with energy" };

    private static string Life(int life) => life switch { <= -1 => "even", 0 => "natural", _ => "lively" };
}
