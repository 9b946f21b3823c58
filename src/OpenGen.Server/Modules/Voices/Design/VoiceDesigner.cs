using System.Security.Cryptography;
using System.Text;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>
/// Turns a description into three voices of this machine, always the same three for the same words: as described; warmer and
/// slower; brighter and faster. Each has a sound (an espeak-ng variant) of its own.
/// </summary>
internal static class VoiceDesigner
{
    private const int MiddlePitch = 50;
    private const int MiddleRange = 50;

    /// <summary>Three voices, the one nearest to the description first.</summary>
    /// <param name="gender">Wins over what the description says.</param>
    /// <param name="language">Wins over what the description says.</param>
    public static IReadOnlyList<VoiceManner> Design(string description, string? gender, string? language)
    {
        var hints = VoiceHints.Read(description);
        var sound = gender ?? hints.Gender ?? "female";
        var spoken = language ?? hints.Language ?? "en";
        var pool = Pool(sound, hints);
        var first = SHA256.HashData(Encoding.UTF8.GetBytes(description.Trim().ToLowerInvariant()))[0] % pool.Length;
        var byAge = hints.Age switch { VoiceAge.Child => 18, VoiceAge.Young => 5, VoiceAge.Old => -5, _ => 0 };
        var pitch = MiddlePitch + 14 * hints.Depth + byAge;
        var range = MiddleRange + 15 * hints.Life;
        var rate = (1 + 0.1 * hints.Pace) * (hints.Age == VoiceAge.Old ? 0.94 : 1);
        return
        [
            Manner(0, 0, 0, 1),
            Manner(1, -13, -8, 0.91),
            Manner(2, 13, 12, 1.1),
        ];

        VoiceManner Manner(int step, int higher, int wider, double faster) => new(
            spoken, sound, pool[(first + step) % pool.Length], Math.Clamp(pitch + higher, 2, 98), Math.Clamp(range + wider, 5, 95),
            Math.Round(Math.Clamp(rate * faster, 0.6, 1.7), 3));
    }

    /// <summary>
    /// Variants that sound like it, three or more. Left out are those of espeak-ng that distort, echo or drop consonants.
    /// </summary>
    private static string[] Pool(string gender, VoiceHints hints) => (gender, hints) switch
    {
        ("male", { Whispers: true }) => ["whisper", "whisperf", "whisper"],
        (_, { Whispers: true }) => ["whisperf", "whisper", "whisperf"],
        ("male", { Age: VoiceAge.Child }) => ["f5", "f2", "f1"],
        (_, { Age: VoiceAge.Child }) => ["f5", "f3", "f2"],
        ("female", { Age: VoiceAge.Old }) => ["f1", "grandma", "f2"],
        ("female", _) => ["f3", "f2", "f5", "f1"],
        ("male", { Age: VoiceAge.Old }) => ["grandpa", "m1", "Gene"],
        ("male", { Age: VoiceAge.Young }) => ["m3", "Diogo", "Alex"],
        ("male", _) => ["Gene", "m3", "m7", "m1"],
        _ => ["Alex", "f1", "m3"],
    };
}
