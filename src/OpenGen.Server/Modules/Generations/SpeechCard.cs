using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Voices;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Checks who is to speak before a speech is charged.</summary>
internal sealed class SpeechCard(VoiceDirectory voices, IEnumerable<IGenerator> generators)
{
    public const string Type = "speech_from_text";
    private const double ShortestClone = 30;

    /// <summary>422 when the voice named is nobody's, or the recording to clone is not there or too short.</summary>
    public async Task<Error?> CheckAsync(long agentId, string provider, JsonObject data, IReadOnlyDictionary<long, FileFacts> files, CancellationToken stop)
    {
        switch (data["voice_method"]?.ToString())
        {
            case "my_voices" when data["voice_id"]?.ToString() is { Length: > 0 } id && generators.Making(provider, Type)?.HasVoicesOfItsOwn != true:
                var found = await voices.FindAsync(agentId, id, stop);
                if (found.Failed) return found.Error;
                return found.Value is null ? Error.Invalid("data.voice_id", "is not a voice of this agent") : null;
            case "clone_voice":
                if (data["audio_resource_id"] is not JsonValue named || !named.TryGetValue(out long file)) return Error.Invalid("data.audio_resource_id", "is required to clone a voice");
                return files[file].Duration is { } seconds && seconds < ShortestClone ? Error.Invalid("data.audio_resource_id", "must be 30 seconds or longer to clone a voice") : null;
            default:
                return null;
        }
    }
}
