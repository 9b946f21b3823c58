using System.Globalization;
using System.Text;

namespace OpenGen.Fuzz;

/// <summary>Values that programs trip over, as the bytes that stand for them in JSON.</summary>
internal static class Nasty
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "0.5", "-0.1", "1.9999999999999999", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967296",
        "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e308",
        "-1e308", "1e309", "1e-400", "2.49e20",
        "123456789012345678901234567890", "1e99999", "NaN", "Infinity", "-Infinity", "00", "0x10", "1_000", "+1", "1.", ".5",
    ];

    /// <summary>Texts, as they stand in JSON between quotes.</summary>
    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "NaN", "Infinity", "1e999", "9223372036854775808", "true", "null", "\\ud800", "a\\udc00b", "\\ud83d\\ude00",
        "\\udfff\\ud800", "\\ud800\\u0041", "\\u0000", "a\\u0000b",
        "\\u0001\\u001f\\u007f", "\\ufeff", "\\uffff", "\\u202e\\u200b", "a\\r\\nX-Injected: 1", "\\t", "é", "日本語", "🫖👩‍👩‍👧", "İ", "ß",
        "%00", "%", "\\\\", "\\\"", "'", "'; DROP TABLE users; --",
        "<script>alert(1)</script>", "{{offer}}", "{{a}}{{", "{{{{", "}}", "${7*7}", "../../etc/passwd", "C:\\\\x", "file:///etc/passwd",
        "data:text/html,x", "http://127.0.0.1:9/", "javascript:alert(1)", "//x", "http://",
        "2026-13-45", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "P1D", "99999999999.00:00:00", "a@b", "Europe/Nowhere", "audio",
        "video", "#gggggg",
        "{\\\"a\\\":1,\\\"a\\\":2}", "{\\\"a\\\":\\\"\\\\u0000\\\"}", "{\\\"a\\\":\\\"\\\\ud800\\\"}", "[1]", "{", "null",
    ];

    private static readonly byte[][] NoUtf8 = [
        [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x28, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
        [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22], [0x22, 0x00, 0x22], [0xFF]];

    private static readonly string[] Structures =
    [
        "null", "true", "false", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":1}", "{\"a\":null}", "{\"a\":1,\"a\":2}",
        "{\"id\":1,\"id\":\"1\"}", "{\"0\":1,\"1\":2}", "{\"99999999999\":1}", "[1,\"1\",1.0,true,null,[],{}]",
        "{\"\\u0000\":1}", "{\"\\ud800\":1}", "{\"__proto__\":{}}", "{\"$ref\":\"#\"}", "[", "{", "}", "{\"a\"}", "[1,]", "//", "'a'",
        "undefined", "",
    ];

    /// <summary>A value, and its name for people.</summary>
    public static (byte[] Json, string Name) Value(Random random, IReadOnlyList<string> ids) => random.Next(20) switch
    {
        < 6 => Named(Pick(random, Numbers)),
        < 12 => Named($"\"{Pick(random, Texts)}\""),
        < 15 => Named(Pick(random, Structures)),
        15 => (Pick(random, NoUtf8), "no UTF-8"),
        16 => Named(Id(random, ids)),
        17 => Long(random),
        18 => Deep(random),
        _ => Wide(random),
    };

    /// <summary>A text for where JSON is not: a form's value, a query, a path.</summary>
    public static string Text(Random random, IReadOnlyList<string> ids) => random.Next(4) switch
    {
        0 => Pick(random, Numbers),
        1 => Id(random, ids),
        2 when random.Next(10) == 0 => new string('x', random.Next(200, 5_000)),
        _ => Pick(random, Texts).Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal),
    };

    /// <summary>An id that is somebody else's, or nobody's.</summary>
    public static string Id(Random random, IReadOnlyList<string> ids) => ids.Count > 0 && random.Next(2) == 0
        ? ids[random.Next(ids.Count)]
        : Pick(
            random,
            ["0", "-1", "1", "2", "99999999", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
                "18446744073709551617"]);

    /// <summary>One of them.</summary>
    public static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static (byte[] Json, string Name) Named(string json) => (Encoding.UTF8.GetBytes(json), json);

    private static (byte[] Json, string Name) Long(Random random)
    {
        var length = Pick(random, [65, 101, 201, 255, 256, 501, 2_001, 20_001, 100_001, 100_001, 300_000]);
        var text = Pick(random, ["x", "é", "🫖", "\\u0041", "\\n", " "]);
        return (Encoding.UTF8.GetBytes($"\"{string.Concat(Enumerable.Repeat(text, length))}\""), Invariant($"\"{text} × {length}\""));
    }

    private static (byte[] Json, string Name) Deep(Random random)
    {
        var depth = Pick(random, [25, 29, 30, 31, 32, 33, 64, 65, 1_000, 10_000]);
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        var json = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        return random.Next(3) == 0
            ? (Encoding.UTF8.GetBytes($"\"{json.Replace("\"", "\\\"", StringComparison.Ordinal)}\""),
                Invariant($"{depth} deep, as a string"))
            : (Encoding.UTF8.GetBytes(json), Invariant($"{depth} deep"));
    }

    private static (byte[] Json, string Name) Wide(Random random)
    {
        var count = Pick(random, [21, 101, 1_001, 10_000, 50_000]);
        var element = Pick(random, ["1", "\"x\"", "null", "{}", "{\"id\":1}", "{\"id\":\"x\",\"position\":-1}"]);
        var json = random.Next(3) == 0
            ? "{" + string.Join(',', Enumerable.Range(0, count).Select(i => Invariant($"\"k{i}\":{element}"))) + "}"
            : "[" + string.Join(',', Enumerable.Repeat(element, count)) + "]";
        return (Encoding.UTF8.GetBytes(json), Invariant($"{count} × {element}"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
