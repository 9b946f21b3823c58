using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>What is heard by a vendor and the words that come back, and what is spoken by one.</summary>
internal sealed class VendorSound(RequestFiles files, SoundTrack track, MediaProbe probe, IResourceStore shelf)
{
    /// <summary>The sound of the file whose words are wanted.</summary>
    /// <param name="extension"><c>.m4a</c> or <c>.aac</c>.</param>
    /// <param name="most">Bytes the vendor takes.</param>
    /// <exception cref="GenerationFailedException">It has none, or too much.</exception>
    public async Task<byte[]> ReadAsync(
        GenerationRequest request, string vendor, string extension, long most, CancellationToken cancellationToken)
    {
        var source = (await files.OneAsync(request, "source_resource_id", cancellationToken))!;
        var path = Path.Combine(request.Scratch, "sound" + extension);
        try
        {
            await track.ExtractAsync(source.Path, path, cancellationToken);
        }
        catch (FFmpegFailedException)
        {
            throw new GenerationFailedException($"The file {source.Id} has no sound that can be read");
        }
        return new FileInfo(path).Length <= most
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : throw new GenerationFailedException(
                $"The file {source.Id} is too long for {vendor}: its sound may have {most / 1024 / 1024} MB");
    }

    /// <summary>How long a recording is, in seconds; null when it is none that can be read.</summary>
    public async Task<double?> SecondsAsync(string path, CancellationToken cancellationToken) =>
        await probe.ReadAsync(path, cancellationToken) is { HasAudio: true, Duration: var seconds } ? seconds : null;

    /// <summary>The speech that came as base64.</summary>
    /// <exception cref="VendorFailedException">It is no sound.</exception>
    public async Task<ProducedFile> SpeechAsync(
        GenerationRequest request, string vendor, string? base64, JsonObject facts, CancellationToken cancellationToken)
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
        return await SpeechAsync(path, vendor, facts, cancellationToken);
    }

    /// <summary>The speech that a vendor made, in whatever format.</summary>
    /// <param name="path">Of the file.</param>
    /// <exception cref="VendorFailedException">It is no sound.</exception>
    public async Task<ProducedFile> SpeechAsync(string path, string vendor, JsonObject facts, CancellationToken cancellationToken)
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

    /// <summary>Captions of the words a vendor heard; times go forward, whatever it says.</summary>
    /// <exception cref="VendorFailedException">Those are no words with times.</exception>
    public static Generated Captions(string vendor, JsonNode? words)
    {
        if (words is not JsonArray heard) throw VendorAnswers.NotUnderstood(vendor);
        var captions = new JsonArray();
        double last = 0;
        foreach (var word in heard)
        {
            if (word.At("word") is not JsonValue said || word.NumberAt("start") is not { } start || word.NumberAt("end") is not { } end)
                throw VendorAnswers.NotUnderstood(vendor);
            if (said.ToString().Trim() is not { Length: > 0 } text) continue;
            start = Math.Max(start, last);
            last = Math.Max(end, start);
            captions.Add(new JsonObject { ["word"] = text, ["start"] = Math.Round(start, 3), ["end"] = Math.Round(last, 3) });
        }
        var isSilent = captions.Count == 0;
        return new Generated([], Result: new JsonObject { ["captions"] = captions })
        {
            Warnings = isSilent ? [$"{vendor} heard no words"] : [],
        };
    }
}
