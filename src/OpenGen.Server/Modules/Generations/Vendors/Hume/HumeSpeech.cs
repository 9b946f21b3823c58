using System.Text.Json.Nodes;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Hume;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Generations.Vendors.Hume;

/// <summary>
/// Speech by Hume's Octave with the times of its words (dev.hume.ai/reference/text-to-speech-tts/synthesize-json and its guide to
/// timestamps). By the agent's own key when it is connected, else by the operator's. A voice is one of Hume's or of the account, by
/// its id; one that is designed is made for the speech by the description alone.
/// </summary>
internal sealed class HumeSpeech(HumeClient client, VendorKeys keys, IVoiceDirectory directory, VendorSound sound) : IGenerator
{
    private const string Vendor = HumeClient.Title;

    /// <summary>Characters of one utterance.</summary>
    private const int LongestUtterance = 5_000;

    private const int LongestDescription = 1_000;

    public string Provider => VendorName.Hume;

    public IReadOnlyList<string> Types => [SpeechCard.Type];

    public bool HasVoicesOfItsOwn => true;

    public async Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) =>
        await keys.FindOrOperatorsAsync(agentId, Provider, cancellationToken) is not null;

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        if (request.Text("voice_method") == "clone_voice")
            throw new GenerationFailedException(
                $"{Vendor} clones no voices over its API: use ElevenLabs, or this machine (model local)");
        var key = await keys.FindOrOperatorsAsync(request.AgentId, Provider, cancellationToken)
            ?? throw new GenerationFailedException($"There is no key for {Vendor} any more");
        var warnings = new List<string>();
        var answer = await client.SpeakAsync(key, await BodyAsync(request, warnings, cancellationToken), cancellationToken);

        progress.Report(80);
        return await sound.SpeechAsync(
            request, Vendor, answer.TextAt("generations", "0", "audio"), Words(answer.At("generations", "0", "snippets")), warnings,
            cancellationToken);
    }

    private async Task<JsonObject> BodyAsync(GenerationRequest request, List<string> warnings, CancellationToken cancellationToken)
    {
        var designed = request.Text("voice_method") == "design_voice";
        var voice = designed ? null : await VoiceAsync(request, warnings, cancellationToken);
        var utterances = ScriptPieces.Of(request.Text("script")!, LongestUtterance).Select((text, i) =>
        {
            var one = new JsonObject { ["text"] = text };
            if (request.Number("speed") is { } speed) one["speed"] = speed;
            if (voice is not null) one["voice"] = voice.DeepClone();
            // Who is described first goes on speaking.
            else if (i == 0) one["description"] = Description(request);
            return (JsonNode?)one;
        });
        var body = new JsonObject
        {
            ["utterances"] = new JsonArray([.. utterances]),
            ["format"] = new JsonObject { ["type"] = "mp3" },
            ["num_generations"] = 1,
        };
        // The model that tells times designs no voices.
        if (designed) body["version"] = "1";
        else (body["version"], body["include_timestamp_types"]) = (request.VendorModel, new JsonArray("word"));
        return body;
    }

    /// <summary>A voice by its id, or one of Hume's own for a gender.</summary>
    private async Task<JsonObject> VoiceAsync(GenerationRequest request, List<string> warnings, CancellationToken cancellationToken)
    {
        var asked = request.Text("voice_id") ?? request.Brand.DefaultUserVoice?.VoiceId;
        var here = asked is null ? null : await directory.FindHereAsync(request.AgentId, asked, cancellationToken);
        if (asked is not null && here?.Manner is null) return new JsonObject { ["id"] = asked };
        var name = (request.Text("gender") ?? here?.Gender) == "male" ? "Male English Actor" : "Ava Song";
        if (here is not null)
            warnings.Add(
                $"The voice {here.Name ?? asked} is this machine's: {Vendor} cannot speak with it and used {name}, a voice of its own");
        return new JsonObject { ["name"] = name, ["provider"] = "HUME_AI" };
    }

    private static string Description(GenerationRequest request)
    {
        string?[] said = [request.Text("voice_prompt"), request.Text("gender"), request.Text("language")];
        var text = string.Join(", ", said.OfType<string>());
        return text.Length == 0 ? "A clear, friendly narrator" : text[..Math.Min(text.Length, LongestDescription)];
    }

    /// <summary>
    /// Words from <c>[[{timestamps: [{text, type, time: {begin, end}}]}]]</c>, times in milliseconds; null when it is not that.
    /// </summary>
    private static List<TimedWord>? Words(JsonNode? snippets)
    {
        if (snippets is not JsonArray utterances) return null;
        var words = new List<TimedWord>();
        foreach (var stamp in utterances.OfType<JsonArray>().SelectMany(u => u).SelectMany(s => s.At("timestamps") as JsonArray ?? []))
        {
            if (stamp.TextAt("type") != "word") continue;
            if (stamp.TextAt("text") is not { } word
                || stamp.NumberAt("time", "begin") is not { } begin || stamp.NumberAt("time", "end") is not { } end) return null;
            words.Add(new TimedWord(word, begin / 1000, Math.Max(begin, end) / 1000));
        }
        return words.Count > 0 ? words : null;
    }
}
