using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>A file whose words are wanted.</summary>
/// <param name="Bytes">Its sound, as the vendor takes it.</param>
internal sealed record HeardFile(LocalFile File, byte[] Bytes);

/// <summary>
/// What is heard by a vendor and the words that come back, and what is spoken by one. The times of words are held to the recording,
/// whatever the vendor says; where they cannot be of it, they are found out here.
/// </summary>
internal sealed class VendorSound(RequestFiles files, SoundTrack track, MediaProbe probe, IResourceStore shelf, SpeechTimes times)
{
    /// <summary>Seconds after a recording's end at which a word may be said to begin: lengths are rounded, silence cut off.</summary>
    private const double Tolerance = 0.5;

    /// <summary>The sound of the file whose words are wanted.</summary>
    /// <param name="extension"><c>.m4a</c> or <c>.aac</c>.</param>
    /// <param name="most">Bytes the vendor takes.</param>
    /// <exception cref="GenerationFailedException">It has none, or too much.</exception>
    public async Task<HeardFile> ReadAsync(
        GenerationRequest request, string vendor, string extension, long most, CancellationToken cancellationToken)
    {
        var source = (await files.OneAsync(request, "source_resource_id", cancellationToken))!;
        var path = Path.Combine(request.Scratch, "sound" + extension);
        try
        {
            await track.ExtractAsync(source.Path, path, cancellationToken);
        }
        catch (FFmpegFailedException failed) when (MachineFaults.Of(failed) is null)
        {
            throw new GenerationFailedException($"The file {source.Id} has no sound that can be read");
        }
        return new FileInfo(path).Length <= most
            ? new HeardFile(source, await File.ReadAllBytesAsync(path, cancellationToken))
            : throw new GenerationFailedException(
                $"The file {source.Id} is too long for {vendor}: its sound may have {most / 1024 / 1024} MB");
    }

    /// <summary>Captions of the words a vendor heard; times go forward and end with the file, whatever it says.</summary>
    /// <param name="words"><c>[{word, start, end}]</c>, in seconds.</param>
    /// <exception cref="VendorFailedException">Those are no words with times.</exception>
    public async Task<Generated> CaptionsAsync(
        GenerationRequest request, string vendor, HeardFile heard, JsonNode? words, CancellationToken cancellationToken)
    {
        if (words is not JsonArray said) throw VendorAnswers.NotUnderstood(vendor);
        var told = said.Select(word => WordOf(vendor, word)).Where(word => word.Word.Length > 0).ToList();
        IReadOnlyList<TimedWord> captions = Within(told, heard.File.Duration ?? double.MaxValue) is { } within
            ? Forward(within)
            : await times.OfAsync(
                heard.File.Path, string.Join(' ', told.Select(word => word.Word)), request.Text("language"), request.Scratch,
                cancellationToken) ?? [];
        return new Generated([], Result: new JsonObject { ["captions"] = Json(captions) })
        {
            Warnings = captions.Count == 0 ? [$"{vendor} heard no words"] : [],
        };
    }

    /// <summary>What a vendor spoke that sends its speech as base64, and says when the words are heard or does not.</summary>
    /// <param name="told">The words of the script with their times; null for none.</param>
    /// <param name="warnings">What is to be said of it besides.</param>
    /// <exception cref="VendorFailedException">It is no sound.</exception>
    public async Task<Generated> SpeechAsync(
        GenerationRequest request, string vendor, string? base64, IReadOnlyList<TimedWord>? told, List<string> warnings,
        CancellationToken cancellationToken)
    {
        var path = Path.Combine(request.Scratch, "speech.mp3");
        try
        {
            var bytes = Convert.FromBase64String(base64 ?? throw VendorAnswers.NotUnderstood(vendor));
            await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        }
        catch (FormatException)
        {
            throw NoSound(vendor);
        }
        var words = await WordsAsync(request, vendor, path, request.Text("script")!, told, cancellationToken);
        return await SpeechAsync(vendor, path, words, warnings, cancellationToken);
    }

    /// <summary>The speech that a vendor made, in whatever format.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="words">When its words are heard; null when nothing is.</param>
    /// <param name="warnings">What is to be said of it besides.</param>
    /// <exception cref="VendorFailedException">It is no sound.</exception>
    public async Task<Generated> SpeechAsync(
        string vendor, string path, IReadOnlyList<TimedWord>? words, List<string> warnings, CancellationToken cancellationToken)
    {
        var facts = new JsonObject { ["speech"] = true };
        if (words is not null) facts["words"] = Json(words);
        else warnings.Add($"Nothing is heard in what {vendor} made: captions of this speech need its script");
        var file = await DescribeAsync(vendor, path, facts, cancellationToken);
        return new Generated([file], Result: new JsonObject
        {
            ["duration"] = file.Metadata.AsObject()["duration"]?.DeepClone(),
            ["words"] = facts["words"]?.DeepClone(),
        })
        { Warnings = warnings };
    }

    /// <summary>When the words of a recording are heard: as its vendor says, if that can be, else as it is found out here.</summary>
    /// <param name="path">Of the recording.</param>
    /// <param name="told">The words of the script with the times that the vendor says; null for none.</param>
    /// <returns>Null when nothing is heard in it.</returns>
    /// <exception cref="VendorFailedException">It is no sound.</exception>
    public async Task<IReadOnlyList<TimedWord>?> WordsAsync(
        GenerationRequest request, string vendor, string path, string script, IReadOnlyList<TimedWord>? told,
        CancellationToken cancellationToken)
    {
        if (await probe.ReadAsync(path, cancellationToken) is not { HasAudio: true, Duration: > 0 and var seconds }) throw NoSound(vendor);
        return Within(told, seconds) ?? await times.OfAsync(path, script, request.Text("language"), request.Scratch, cancellationToken);
    }

    /// <summary>
    /// Times as far as a recording goes; null when a word is said to begin after its end: they are of something else then.
    /// </summary>
    private static List<TimedWord>? Within(IReadOnlyList<TimedWord>? told, double seconds) =>
        told is null || told.Any(word => word.Start > seconds + Tolerance)
            ? null
            : [.. told.Select(word => word with { Start = Math.Clamp(word.Start, 0, seconds), End = Math.Clamp(word.End, 0, seconds) })];

    /// <summary>Words of which none begins before the one before it ends.</summary>
    private static List<TimedWord> Forward(List<TimedWord> words)
    {
        double last = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var start = Math.Max(words[i].Start, last);
            last = Math.Max(words[i].End, start);
            words[i] = words[i] with { Start = start, End = last };
        }
        return words;
    }

    private static TimedWord WordOf(string vendor, JsonNode? word) =>
        word.At("word") is JsonValue said && word.NumberAt("start") is { } start && word.NumberAt("end") is { } end
            ? new TimedWord(said.ToString().Trim(), start, end)
            : throw VendorAnswers.NotUnderstood(vendor);

    private static JsonArray Json(IReadOnlyList<TimedWord> words) => new(
        [.. words.Select(word => (JsonNode)new JsonObject
        {
            ["word"] = word.Word,
            ["start"] = Math.Round(word.Start, 3),
            ["end"] = Math.Round(word.End, 3),
        })]);

    private async Task<ProducedFile> DescribeAsync(string vendor, string path, JsonObject facts, CancellationToken cancellationToken)
    {
        try
        {
            var file = await shelf.DescribeAsync(path, "speech.mp3", facts, cancellationToken);
            var ending = file.ContentType switch
            {
                "audio/wav" => ".wav",
                "audio/flac" => ".flac",
                "audio/ogg" => ".ogg",
                "audio/aac" => ".aac",
                "audio/mp4" => ".m4a",
                _ => ".mp3",
            };
            if (file.Kind == FileKind.Audio) return file with { FileName = "speech" + ending };
        }
        catch (InvalidDataException)
        {
            // No media at all: said below.
        }
        throw NoSound(vendor);
    }

    private static VendorFailedException NoSound(string vendor) => new($"What {vendor} made is no sound that can be read");
}
