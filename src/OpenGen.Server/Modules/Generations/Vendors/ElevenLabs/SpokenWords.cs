using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Vendors.Calls;

namespace OpenGen.Server.Modules.Generations.Vendors.ElevenLabs;

/// <summary>Times of words from the times of characters.</summary>
internal static class SpokenWords
{
    /// <summary>
    /// Words from <c>{characters, character_start_times_seconds, character_end_times_seconds}</c>; null when it is not that.
    /// </summary>
    public static IReadOnlyList<TimedWord>? Of(JsonNode? alignment)
    {
        if (alignment.At("characters") is not JsonArray characters
            || alignment.At("character_start_times_seconds") is not JsonArray starts || starts.Count != characters.Count
            || alignment.At("character_end_times_seconds") is not JsonArray ends || ends.Count != characters.Count) return null;

        // A character can be several UTF-16 code units: which one each belongs to.
        var (text, owners) = (new StringBuilder(), new List<int>());
        for (var i = 0; i < characters.Count; i++)
        {
            var character = characters[i]?.ToString() ?? "";
            text.Append(character);
            owners.AddRange(Enumerable.Repeat(i, character.Length));
        }

        var (whole, at, words) = (text.ToString(), 0, new List<TimedWord>());
        foreach (var word in WordSplit.Of(whole))
        {
            at = whole.IndexOf(word, at, StringComparison.Ordinal);
            var (first, last) = (owners[at], owners[at + word.Length - 1]);
            if (CardInputs.Number(starts[first]) is not { } start || CardInputs.Number(ends[last]) is not { } end) return null;
            words.Add(new TimedWord(word, start, Math.Max(start, end)));
            at += word.Length;
        }
        return words.Count > 0 ? words : null;
    }
}
