using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Media;
using FactsKind = OpenGen.Media.MediaKind;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Tells what a file is by its first bytes; what it is called does not count.</summary>
internal static class FileTypes
{
    public const string Zip = "application/zip";

    public const string SafeTensors = "application/octet-stream";

    /// <summary>Bytes; a header of thousands of tensors has one or two million.</summary>
    private const ulong LongestTensorHeader = 16 * 1024 * 1024;

    /// <summary>The media type, or null for a file of no type we keep.</summary>
    public static string? Of(string path)
    {
        Span<byte> head = stackalloc byte[64];
        using var file = File.OpenRead(path);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return Of(head) ?? (IsZip(head, file) ? Zip : IsSafeTensors(head, file) ? SafeTensors : null);
    }

    /// <summary>Whether an upload of this claimed type may be announced; the bytes decide later.</summary>
    public static bool IsAccepted(string type)
    {
        if (type.AsSpan().ContainsAnyExceptInRange(' ', '~') || !MediaTypeHeaderValue.TryParse(type, out var parsed)) return false;
        return parsed.MediaType is Zip or SafeTensors or "application/x-zip-compressed"
            || (parsed.MediaType is not "image/svg+xml" && parsed.MediaType!.Split('/')[0] is "image" or "video" or "audio");
    }

    private static string? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\xFF\xD8\xFF"u8) || (head.Length > 2 && head[0] == 0xFF && head[1] == 0xD8 && head[2] == 0xFF))
            return "image/jpeg";
        if (head.Length > 8 && head[0] == 0x89 && head[1..].StartsWith("PNG\r\n\u001a\n"u8)) return "image/png";
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return "image/gif";
        if (head.StartsWith("RIFF"u8) && head.Length > 12)
            return head[8..].StartsWith("WEBP"u8)
                ? "image/webp"
                : head[8..].StartsWith("WAVE"u8) ? "audio/wav" : head[8..].StartsWith("AVI "u8) ? "video/x-msvideo" : null;
        if (head.Length > 12 && head[4..].StartsWith("ftyp"u8)) return OfIsoBrand(Encoding.ASCII.GetString(head[8..12]));
        if (head.Length > 4 && head[0] == 0x1A && head[1] == 0x45 && head[2] == 0xDF && head[3] == 0xA3)
            return head.IndexOf("webm"u8) >= 0 ? "video/webm" : "video/x-matroska";
        if (head.StartsWith("OggS"u8)) return "audio/ogg";
        if (head.StartsWith("fLaC"u8)) return "audio/flac";
        if (head.StartsWith("ID3"u8) || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2)) return "audio/mpeg";
        if (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xF6) == 0xF0) return "audio/aac";
        return null;
    }

    /// <summary>
    /// A ZIP ends with its directory (APPNOTE 4.3.16), whose mark stands in the last 64 KiB: the start alone says nothing, and half of
    /// one is none.
    /// </summary>
    private static bool IsZip(ReadOnlySpan<byte> head, FileStream file)
    {
        if (!head.StartsWith("PK\u0003\u0004"u8) && !head.StartsWith("PK\u0005\u0006"u8)) return false;
        var tail = new byte[Math.Min(file.Length, 22 + ushort.MaxValue)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        return tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8) >= 0;
    }

    /// <summary>
    /// Eight bytes say how long the JSON header after them is (github.com/huggingface/safetensors, "Format"); it is an object, and the
    /// file is not shorter.
    /// </summary>
    private static bool IsSafeTensors(ReadOnlySpan<byte> head, FileStream file)
    {
        if (head.Length < 10 || head[8] != '{' || BinaryPrimitives.ReadUInt64LittleEndian(head) is < 2 or > LongestTensorHeader)
            return false;
        var header = new byte[BinaryPrimitives.ReadUInt64LittleEndian(head)];
        file.Seek(8, SeekOrigin.Begin);
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) return false;
        try
        {
            using var json = JsonDocument.Parse(header);
            return json.RootElement.EnumerateObject().All(tensor => tensor.Name == "__metadata__"
                || (tensor.Value.TryGetProperty("dtype", out _) && tensor.Value.TryGetProperty("data_offsets", out var offsets)
                    && offsets[1].TryGetInt64(out var end) && end <= file.Length - 8 - header.Length));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static string OfIsoBrand(string brand) => brand switch
    {
        "avif" or "avis" => "image/avif",
        "heic" or "heix" or "heim" or "heis" or "mif1" or "msf1" => "image/heic",
        "qt  " => "video/quicktime",
        "M4A " or "M4B " => "audio/mp4",
        _ => "video/mp4",
    };

    /// <summary>What a probed file is.</summary>
    public static FileKind KindOf(MediaFacts facts) => facts.Kind switch
    {
        FactsKind.Image => FileKind.Image,
        FactsKind.Video => FileKind.Video,
        _ => FileKind.Audio,
    };

    /// <summary>A container can hold either; what is in it decides.</summary>
    public static string Corrected(string type, MediaFacts facts) =>
        facts.Kind == FactsKind.Audio && type.StartsWith("video/", StringComparison.Ordinal) ? "audio/" + type[6..]
        : facts.Kind == FactsKind.Video && type.StartsWith("audio/", StringComparison.Ordinal) ? "video/" + type[6..]
        // HEICs whose brand is that of films.
        : facts.Kind == FactsKind.Image && type.StartsWith("video/", StringComparison.Ordinal) ? "image/heic"
        : type;

    /// <summary>What is kept with a file: its measures, and what the caller adds.</summary>
    public static JsonObject Describe(MediaFacts facts, JsonObject? more)
    {
        var described = more ?? [];
        if (facts.Width > 0) (described["width"], described["height"]) = (facts.Width, facts.Height);
        if (facts.Duration > 0 && facts.Kind != FactsKind.Image) described["duration"] = Math.Round(facts.Duration, 3);
        return described;
    }
}
