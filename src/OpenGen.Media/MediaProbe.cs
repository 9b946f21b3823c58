using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Media;

/// <summary>Reads what a file is, from its header and never from its name or its claimed type.</summary>
public sealed class MediaProbe(MediaOptions options)
{
    /// <summary>What the names of FFmpeg's pixel formats with alpha begin with.</summary>
    private static readonly string[] AlphaFormats = ["yuva", "gbrap", "rgba", "bgra", "argb", "abgr", "ya8", "ya16", "ayuv", "pal8"];

    /// <summary>The facts of a file, or null when it is no media (or of a kind that is not opened: playlists, documents, SVG).</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<MediaFacts?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (!Refusal.IsRegular(file)) return null;
        if (PictureFile.TryReadFacts(file, options) is { } picture) return picture;
        if (HeicFile.TryRead(file, options, out var heic)) return heic;
        if (await ProbeAsync(file, cancellationToken) is not { } answer) return null;
        return await ReadAsync(answer, file, cancellationToken);
    }

    private async Task<MediaFacts?> ReadAsync(JsonNode answer, string file, CancellationToken cancellationToken)
    {
        var streams = answer["streams"]?.AsArray() ?? [];
        // Of several streams the one that players choose; a cover is none to play.
        var byDefault = streams.OrderByDescending(s => Number(s?["disposition"], "default"));
        var video = byDefault.FirstOrDefault(s => Text(s, "codec_type") == "video" && Number(s?["disposition"], "attached_pic") != 1);
        var audio = byDefault.FirstOrDefault(s => Text(s, "codec_type") == "audio" && Number(s, "channels") > 0);
        var demuxer = (Text(answer["format"], "format_name") ?? "").Split(',')[0];
        // GIFs are libvips' to open or to refuse: it counts their pages first.
        if (demuxer is "" or "gif" || (video is null && audio is null)) return null;

        var isStill = demuxer.EndsWith("_pipe", StringComparison.Ordinal);
        var duration = isStill ? 0 : Number(answer["format"], "duration");
        if (!isStill && duration <= 0) duration = await CountDurationAsync(file, demuxer, cancellationToken);

        var (width, height) = video is null ? (0, 0) : ShownSize(video);
        if (video is not null && (width <= 0 || height <= 0 || (long)width * height > options.MaxImagePixels)) return null;
        if (streams.Count > options.MaxStreams || duration > options.MaxMediaDuration.TotalSeconds) return null;
        // What is decoded is the frame as it is coded, whatever shape it is shown in, and of every stream: that of a cover too.
        var mostPixels = isStill ? options.MaxImagePixels : options.MaxVideoPixels;
        if (streams.Any(s => Text(s, "codec_type") == "video" && Number(s, "width") * Number(s, "height") > mostPixels)) return null;
        var rate = video is null || isStill ? 0
            : Ratio(Text(video, "avg_frame_rate")) is var average and > 0 ? average : Ratio(Text(video, "r_frame_rate"));
        if (rate * duration > options.MaxMediaFrames) return null;
        var format = Text(video, "pix_fmt") ?? "";
        return new MediaFacts(
            video is null ? MediaKind.Audio : isStill ? MediaKind.Image : MediaKind.Video,
            width, height, duration, rate, Text(video, "codec_name"), Text(audio, "codec_name"),
            audio is not null, demuxer, HasAlpha(video, format))
        {
            VideoStream = video is null ? -1 : (int)Number(video, "index"),
            AudioStream = audio is null ? -1 : (int)Number(audio, "index"),
            SeeksExactly = (Text(video, "time_base") ?? "").StartsWith("1/", StringComparison.Ordinal),
            PictureDuration = video is null ? 0 : PictureSeconds(video, duration),
            ColorMatrix = Matrix(Text(video, "color_space"), width, height),
            HighDynamicRange = Text(video, "color_transfer") is "smpte2084" or "arib-std-b67" ? Text(video, "color_transfer") : null,
            IsInterlaced = Text(video, "field_order") is "tt" or "bb" or "tb" or "bt",
        };
    }

    private async Task<JsonNode?> ProbeAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            // A probe decodes a frame, also one that is refused for its size then. Frames are coded in blocks, and so a little larger.
            var mostPixels = (options.MaxVideoPixels + (options.MaxVideoPixels / 50)).ToString(CultureInfo.InvariantCulture);
            IReadOnlyList<string> arguments =
                ["-max_pixels", mostPixels, "-show_format", "-show_streams", "-of", "json", .. InputGuard.Any(file)];
            return JsonNode.Parse(await new FFmpegTool(options).ProbeAsync(arguments, cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is JsonException or FFmpegFailedException { Limit: null })
        {
            return null;
        }
    }

    /// <summary>Browsers record WebM files that do not know their length: read the packets through, decoding nothing.</summary>
    private async Task<double> CountDurationAsync(string file, string demuxer, CancellationToken cancellationToken)
    {
        var last = 0.0;
        try
        {
            await new FFmpegTool(options).RunAsync(
                [.. InputGuard.Pinned(file, demuxer), "-c", "copy", "-f", "null", "-"],
                new Inline<double>(seconds => last = Math.Max(last, seconds)),
                cancellationToken);
        }
        catch (FFmpegFailedException)
        {
            // A broken tail: what was read up to it counts.
        }
        return last;
    }

    /// <summary>MP4 has the length of each stream, Matroska has it in a tag when the muxer was kind.</summary>
    private static double PictureSeconds(JsonNode video, double whole)
    {
        if (Number(video, "duration") is var own and > 0) return own;
        // It has nine decimals, TimeSpan reads seven.
        var tag = Text(video["tags"], "DURATION") ?? "";
        var text = tag[..Math.Min(tag.Length, 16)];
        var isTagged = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var tagged) && tagged > TimeSpan.Zero;
        return isTagged ? tagged.TotalSeconds : whole;
    }

    private static (int Width, int Height) ShownSize(JsonNode video)
    {
        var width = Number(video, "width");
        var height = Number(video, "height");
        var aspect = Ratio(Text(video, "sample_aspect_ratio"), ':');
        if (aspect is > 0.01 and < 100) width *= aspect;
        var rotation = (video["side_data_list"]?.AsArray() ?? [])
            .Select(data => Number(data, "rotation")).FirstOrDefault(angle => angle != 0);
        return Math.Abs(Math.Round(rotation / 90) % 2) == 1
            ? ((int)Math.Round(height), (int)Math.Round(width))
            : ((int)Math.Round(width), (int)Math.Round(height));
    }

    private static bool HasAlpha(JsonNode? video, string format) =>
        AlphaFormats.Any(start => format.StartsWith(start, StringComparison.Ordinal))
        || Text(video?["tags"], "alpha_mode") == "1" || Text(video?["tags"], "ALPHA_MODE") == "1";

    private static string Matrix(string? space, int width, int height) => space switch
    {
        "bt709" => "bt709",
        "smpte170m" or "bt470bg" => "bt601",
        "bt2020nc" or "bt2020c" => "bt2020",
        "smpte240m" => "smpte240m",
        "fcc" => "fcc",
        _ => Math.Min(width, height) >= 720 ? "bt709" : "bt601",
    };

    private static string? Text(JsonNode? node, string field) => node?[field]?.ToString();

    private static double Number(JsonNode? node, string field) =>
        double.TryParse(Text(node, field), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static double Ratio(string? text, char separator = '/')
    {
        var parts = (text ?? "").Split(separator);
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var above)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var below) && below > 0
            ? above / below
            : 0;
    }
}

/// <summary>A progress that calls at once, on the reporting thread and in order; <see cref="Progress{T}"/> posts and may reorder.</summary>
internal sealed class Inline<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
