using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>How long a key shall hold: <c>"30d"</c>, <c>"12h"</c>, <c>"90m"</c>, or a number of seconds; nothing means for ever.</summary>
/// <param name="Span">Positive, a hundred years at most; null for ever.</param>
internal sealed record KeyLifetime(TimeSpan? Span)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public static Result<KeyLifetime> Read(JsonNode? sent)
    {
        if (sent is null) return new KeyLifetime((TimeSpan?)null);
        var text = sent.GetValueKind() is JsonValueKind.String ? sent.GetValue<string>().Trim()
            : sent.GetValueKind() is JsonValueKind.Number ? sent.ToJsonString() : "?";
        if (text.Length == 0) return new KeyLifetime((TimeSpan?)null);

        var unit = text[^1] switch { 'd' => 86_400L, 'h' => 3_600, 'm' => 60, 's' => 1, >= '0' and <= '9' => 0, _ => -1 };
        var digits = unit == 0 ? text : text[..^1];
        if (unit < 0 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count <= 0 || count > (long)Longest.TotalSeconds / Math.Max(unit, 1))
            return Error.Invalid("expires_in", "must be like \"30d\", \"12h\" or \"90m\", or a positive number of seconds");
        return new KeyLifetime(TimeSpan.FromSeconds(count * Math.Max(unit, 1)));
    }
}
