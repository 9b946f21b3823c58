using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Generations.Local;
using MediaKind = OpenGen.Server.Modules.Assets.MediaKind;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>What is heard by a vendor and the words that come back, and what is spoken by one.</summary>
internal sealed class VendorSound(RequestFiles files, SoundTrack track, ResourceShelf shelf)
{
    /// <summary>The sound of the file whose words are wanted.</summary>
    /// <param name="extension"><c>.m4a</c> or <c>.aac</c>.</param>
    /// <param name="most">Bytes the vendor takes.</param>
    /// <exception cref="GenerationFailedException">It has none, or too much.</exception>
    public async Task<byte[]> ReadAsync(GenerationRequest request, string vendor, string extension, long most, CancellationToken stop)
    {
        var source = (await files.OneAsync(request, "source_resource_id", stop))!;
        var path = Path.Combine(request.Scratch, "sound" + extension);
        try
        {
            await track.ExtractAsync(source.Path, path, stop);
        }
        catch (FFmpegFailedException)
        {
            throw new GenerationFailedException($"The file {source.Id} has no sound that can be read");
        }
        return new FileInfo(path).Length <= most
            ? await File.ReadAllBytesAsync(path, stop)
            : throw new GenerationFailedException($"The file {source.Id} is too long for {vendor}: its sound may have {most / 1024 / 1024} MB");
    }

    /// <summary>The speech that came as base64.</summary>
    /// <exception cref="GenerationFailedException">It is no sound.</exception>
    public async Task<ProducedFile> SpeechAsync(GenerationRequest request, string vendor, string? base64, JsonObject facts, CancellationToken stop)
    {
        var path = Path.Combine(request.Scratch, "speech.mp3");
        try
        {
            await File.WriteAllBytesAsync(path, Convert.FromBase64String(base64 ?? throw VendorAnswers.NotUnderstood(vendor)), stop);
            var file = await shelf.DescribeAsync(path, "speech.mp3", facts, stop);
            if (file.Kind == MediaKind.Audio) return file;
        }
        catch (Exception broken) when (broken is FormatException or InvalidDataException)
        {
            // No base64, or no media: said below.
        }
        throw new GenerationFailedException($"What {vendor} made is no sound that can be read");
    }

    /// <summary>Captions of the words a vendor heard; times go forward, whatever it says.</summary>
    /// <exception cref="GenerationFailedException">Those are no words with times.</exception>
    public static Generated Captions(string vendor, JsonNode? words)
    {
        if (words is not JsonArray heard) throw VendorAnswers.NotUnderstood(vendor);
        var captions = new JsonArray();
        double last = 0;
        foreach (var word in heard)
        {
            if (word.At("word") is not JsonValue said || CardData.Number(word.At("start")) is not { } start || CardData.Number(word.At("end")) is not { } end)
                throw VendorAnswers.NotUnderstood(vendor);
            if (said.ToString().Trim() is not { Length: > 0 } text) continue;
            start = Math.Max(start, last);
            last = Math.Max(end, start);
            captions.Add(new JsonObject { ["word"] = text, ["start"] = Math.Round(start, 3), ["end"] = Math.Round(last, 3) });
        }
        var isSilent = captions.Count == 0;
        return new Generated([], Result: new JsonObject { ["captions"] = captions }) { Warnings = isSilent ? [$"{vendor} heard no words"] : [] };
    }
}
