using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Vendors.Calls;

/// <summary>
/// The keys that a request carries. Some vendors say in a refusal which key they refuse, and their words are shown: what they answer is
/// read through this, which leaves the keys out.
/// </summary>
internal sealed class SentKeys
{
    private const string LeftOut = "***";

    /// <summary>Characters that a key has at least which is left out of a success too: a shorter one may be a word of the text.</summary>
    private const int LeastInSuccess = 12;

    private readonly string[] _keys;

    private SentKeys(string[] keys) => _keys = keys;

    /// <summary>Those of a request, from <c>Authorization</c> and every header that is called a key.</summary>
    /// <param name="isRefused">Whether the answer is a refusal.</param>
    public static SentKeys Of(HttpRequestMessage request, bool isRefused) => new(
        [.. request.Headers.SelectMany(header => KeysIn(header.Key, header.Value))
            .Where(key => key.Length >= (isRefused ? 1 : LeastInSuccess)).Distinct().OrderByDescending(key => key.Length)]);

    /// <summary>Leaves them out of all texts of an answer.</summary>
    /// <exception cref="InvalidOperationException">
    /// It has text that is none: half of a surrogate pair, or bytes that are not UTF-8.
    /// </exception>
    public void LeaveOut(JsonNode? answer)
    {
        switch (answer)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                    if (Changed(value) is { } changed) fields[name] = changed;
                    else LeaveOut(value);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    if (Changed(items[i]) is { } changed) items[i] = changed;
                    else LeaveOut(items[i]);
                break;
        }
    }

    private static IEnumerable<string> KeysIn(string header, IEnumerable<string> values) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            ? values.Select(value => AuthenticationHeaderValue.TryParse(value, out var sent) ? sent.Parameter ?? "" : value)
            : header.EndsWith("-key", StringComparison.OrdinalIgnoreCase) ? values : [];

    /// <summary>A text without the keys; null when it has none of them, or is no text.</summary>
    private string? Changed(JsonNode? value)
    {
        if (value is not JsonValue || value.GetValueKind() != JsonValueKind.String) return null;
        var text = value.GetValue<string>();
        var changed = _keys.Aggregate(text, (rest, key) => rest.Replace(key, LeftOut, StringComparison.Ordinal));
        return changed == text ? null : changed;
    }
}
