using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace OpenGen.Server.Web;

/// <summary>
/// Reads JSON that somebody sent. One pass over its bytes refuses what the parser would let through and something later would trip
/// over: text that is no Unicode, NUL (which PostgreSQL takes in no text), numbers that no double holds, more values than the limits allow.
/// </summary>
internal static class JsonText
{
    private const string Nul = "must not hold a NUL character";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = BodyLimits.Depth };
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = BodyLimits.Depth };

    /// <summary>422 for a text with a NUL.</summary>
    public static Error HoldsNul(string path) => Error.Invalid(path, Nul);

    /// <summary>Parses; the node keeps the bytes.</summary>
    /// <returns>Null; or 400 for what is no JSON or no Unicode, 413 for too much of it, 422 for values that cannot be kept. With the
    /// place in it.</returns>
    public static Error? Read(ReadOnlyMemory<byte> utf8, BodyLimits limits, out JsonNode? node)
    {
        node = null;
        try
        {
            if (Check(utf8.Span, limits) is { } fault) return fault;
            var root = JsonDocument.Parse(utf8, Strict).RootElement;
            node = root.ValueKind switch
            {
                JsonValueKind.Object => JsonObject.Create(root),
                JsonValueKind.Array => JsonArray.Create(root),
                _ => JsonValue.Create(root),
            };
            return null;
        }
        catch (JsonException malformed)
        {
            return new Error(ErrorKind.Malformed, "bad_request", "The body is not valid JSON: " + Where(malformed));
        }
    }

    private static string Where(JsonException malformed) => malformed.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {malformed.BytePositionInLine + 1}")
        : "it ends too early, or names a field twice";

    private static Error? Check(ReadOnlySpan<byte> utf8, BodyLimits limits)
    {
        if (!Utf8.IsValid(utf8)) return NotUnicode(utf8, FirstInvalid(utf8));
        var reader = new Utf8JsonReader(utf8, Reading);
        var values = 0;
        while (reader.Read())
        {
            var token = reader.TokenType;
            if (token is JsonTokenType.EndObject or JsonTokenType.EndArray) continue;
            var length = reader.ValueSpan.Length;
            if (token == JsonTokenType.PropertyName)
            {
                if (length > BodyLimits.NameLength) return BodyLimits.NameTooLong;
            }
            else if (++values > limits.Values) return limits.TooMany;
            if (token == JsonTokenType.String && length > BodyLimits.TextLength) return BodyLimits.TextTooLong;
            if (token == JsonTokenType.Number && !IsFinite(reader.ValueSpan))
                return Error.Invalid(
                    PathAt(utf8, reader.TokenStartIndex), $"must be a number of at most {BodyLimits.NumberLength} digits within ±1.8e308");
            if (!reader.ValueIsEscaped) continue;
            switch (InEscapes(reader.ValueSpan))
            {
                case Escaped.Nul: return HoldsNul(PathAt(utf8, reader.TokenStartIndex));
                case Escaped.LoneSurrogate: return NotUnicode(utf8, reader.TokenStartIndex);
            }
        }
        return null;
    }

    private enum Escaped
    {
        Fine,
        Nul,
        LoneSurrogate,
    }

    /// <summary>What the <c>\u</c> escapes of a text that is valid otherwise come to.</summary>
    private static Escaped InEscapes(ReadOnlySpan<byte> text)
    {
        var afterHigh = false;
        while (text.IndexOf((byte)'\\') is var at and >= 0)
        {
            // A high surrogate is half a character: its other half comes at once.
            if (afterHigh && at > 0) return Escaped.LoneSurrogate;
            if (text[at + 1] != 'u')
            {
                if (afterHigh) return Escaped.LoneSurrogate;
                text = text[(at + 2)..];
                continue;
            }
            if (!Utf8Parser.TryParse(text.Slice(at + 2, 4), out ushort unit, out _, 'x')) return Escaped.LoneSurrogate;
            if (unit == 0) return Escaped.Nul;
            if (char.IsLowSurrogate((char)unit) != afterHigh) return Escaped.LoneSurrogate;
            afterHigh = char.IsHighSurrogate((char)unit);
            text = text[(at + 6)..];
        }
        return afterHigh ? Escaped.LoneSurrogate : Escaped.Fine;
    }

    private static bool IsFinite(ReadOnlySpan<byte> number) =>
        number.Length <= BodyLimits.NumberLength && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value);

    private static Error NotUnicode(ReadOnlySpan<byte> utf8, long position)
    {
        var path = PathAt(utf8, position);
        var place = string.Create(CultureInfo.InvariantCulture, $"is not valid Unicode (byte {position + 1} of the body)");
        return new Error(ErrorKind.Malformed, "bad_request", $"{(path.Length > 0 ? path : "The body")} {place}")
        {
            Fields = path.Length > 0 ? new Dictionary<string, string[]> { [path] = [place] } : null,
        };
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>The path of the value at a byte, spelled as the binder spells it: <c>rows[0].title</c>; as far as it can be read.</summary>
    private static string PathAt(ReadOnlySpan<byte> utf8, long position)
    {
        var open = new Stack<Level>();
        try
        {
            var reader = new Utf8JsonReader(utf8, Reading);
            while (reader.Read())
            {
                var token = reader.TokenType;
                if (token == JsonTokenType.PropertyName) open.Peek().Name = Encoding.UTF8.GetString(reader.ValueSpan);
                else if (token is not (JsonTokenType.EndObject or JsonTokenType.EndArray) && open.TryPeek(out var around)) around.Index++;
                if (reader.BytesConsumed > position) break;
                if (token is JsonTokenType.StartObject or JsonTokenType.StartArray) open.Push(new Level(token == JsonTokenType.StartArray));
                if (token is JsonTokenType.EndObject or JsonTokenType.EndArray) open.Pop();
            }
        }
        catch (JsonException)
        {
            // As far as it could be read.
        }
        var path = new StringBuilder();
        foreach (var level in open.Reverse())
            if (level.IsList) path.Append(CultureInfo.InvariantCulture, $"[{level.Index}]");
            else path.Append(path.Length > 0 ? "." : "").Append(level.Name);
        return path.ToString();
    }

    private sealed class Level(bool isList)
    {
        public bool IsList => isList;

        public int Index { get; set; } = -1;

        public string Name { get; set; } = "";
    }
}
