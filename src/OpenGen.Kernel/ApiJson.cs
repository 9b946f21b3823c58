using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenGen.Kernel;

/// <summary>How values are spelled on the wire: snake_case, UTC times with milliseconds, nulls written.</summary>
public static class ApiJson
{
    /// <summary>Configured once; used wherever JSON is written outside of ASP.NET's own serializer too.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Applies the spelling to a serializer's options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        // Answers are JSON, never put into HTML unescaped: letters of all scripts stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new UtcTimes());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        return options;
    }

    /// <summary>A property name as it is spelled on the wire.</summary>
    public static string Name(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary><c>2026-03-01T12:00:00.000Z</c>.</summary>
    private sealed class UtcTimes : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture).UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
        {
            // The round-trip format has a fast path, which a format of our own has not; its first 23 characters are the milliseconds.
            Span<byte> text = stackalloc byte[33];
            value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            text[23] = (byte)'Z';
            writer.WriteStringValue(text[..24]);
        }
    }
}
