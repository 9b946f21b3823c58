using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Reads caption words in every form they come in: LAYERS.md's <c>[{text, startMs, endMs, words: [{word, startMs, endMs}]}]</c>
/// and flat lists <c>[{word, start, end}]</c> in seconds.
/// </summary>
internal static class CaptionWords
{
    /// <summary>
    /// The words in the order in which they are spoken. An entry with text alone has its words spread over its time by their letters.
    /// </summary>
    /// <param name="unread">How many entries had no text or no time.</param>
    public static IReadOnlyList<TimedWord> Read(JsonArray entries, out int unread)
    {
        var words = new List<TimedWord>();
        unread = 0;
        foreach (var entry in entries)
        {
            if (entry is not JsonObject fields)
            {
                unread++;
                continue;
            }
            if (fields["words"] is JsonArray { Count: > 0 } inner)
            {
                words.AddRange(Read(inner, out var missed));
                unread += missed;
                continue;
            }
            var text = JsonText.Of(fields["word"] ?? fields["text"] ?? fields["content"])?.Trim();
            if (string.IsNullOrEmpty(text) || Seconds(fields, "start") is not { } start || Seconds(fields, "end") is not { } end
                || start < 0)
            {
                unread++;
                continue;
            }
            words.AddRange(Spread(text, start, Math.Max(start, end)));
        }
        return [.. words.OrderBy(word => word.Start)];
    }

    /// <summary>The words of a text over a stretch of time, each as long as its letters ask for.</summary>
    public static IEnumerable<TimedWord> Spread(string text, double start, double end)
    {
        var parts = WordSplit.Of(text);
        double total = parts.Sum(part => part.Length + 1), done = 0;
        foreach (var part in parts)
        {
            var from = start + (end - start) * done / total;
            done += part.Length + 1;
            yield return new TimedWord(part, from, start + (end - start) * done / total);
        }
    }

    private static double? Seconds(JsonObject fields, string edge)
    {
        if (Number(fields[edge + "Ms"] ?? fields[edge + "_ms"]) is { } milliseconds) return milliseconds / 1000;
        return Number(fields[edge] ?? fields[edge + "Time"] ?? fields[edge + "_time"]);
    }

    private static double? Number(JsonNode? node) =>
        double.TryParse(JsonText.Of(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            && Math.Abs(value) < 1e9 ? value : null;
}
