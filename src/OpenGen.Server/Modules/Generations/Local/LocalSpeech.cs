using System.Text.Json.Nodes;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Generations.Local.Speech;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Speech by espeak-ng, softened; the times of its words and phonemes are kept with the file.</summary>
internal sealed class LocalSpeech(SpeechProgram program, FFmpegTool ffmpeg, ResourceShelf shelf) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["speech_from_text"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop)
    {
        var raw = Path.Combine(request.Scratch, "raw.wav");
        var path = Path.Combine(request.Scratch, "speech.m4a");
        SpokenAudio spoken;
        try
        {
            spoken = await program.SpeakAsync(
                new SpeechRequest(request.Text("script")!, request.Text("language") ?? "en", request.Text("gender") ?? request.Brand.DefaultUserVoice?.Name, request.Number("speed") ?? 1),
                raw, stop);
        }
        catch (SpeechFailedException failed)
        {
            throw new GenerationFailedException(failed.Message);
        }

        progress.Report(50);
        await ffmpeg.RunAsync(
            ["-i", raw, "-af", SpeechProgram.SofteningFilter, "-ar", "48000", "-ac", "1", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", path], null, stop);
        var facts = new JsonObject
        {
            ["words"] = new JsonArray([.. spoken.Words.Select(w => (JsonNode)new JsonObject { ["word"] = w.Word, ["start"] = Seconds(w.Start), ["end"] = Seconds(w.End) })]),
            ["phonemes"] = new JsonArray([.. spoken.Phonemes.Select(p => (JsonNode)new JsonObject { ["phoneme"] = p.Phoneme, ["start"] = Seconds(p.Start), ["end"] = Seconds(p.End) })]),
            ["speech"] = true,
        };
        var file = await shelf.DescribeAsync(path, "speech.m4a", facts, stop);
        return new Generated([file], Result: new JsonObject
        {
            ["duration"] = spoken.DurationSeconds,
            ["words"] = facts["words"]!.DeepClone(),
        });
    }

    private static double Seconds(double seconds) => Math.Round(seconds, 3);
}
