using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Checks who is to speak before a speech is charged.</summary>
internal sealed class SpeechCard(IVoiceDirectory voices, IEnumerable<IGenerator> generators)
{
    public const string Type = "speech_from_text";
    private const double ShortestClone = 30;

    /// <summary>Characters of a voice's id, whosever it is.</summary>
    private const int LongestId = 200;

    /// <summary>422 when the voice named is nobody's, or the recording to clone is not there or too short.</summary>
    public async Task<Error?> CheckAsync(
        Model model, JsonObject data, OrderLookups lookups, CancellationToken cancellationToken)
    {
        switch (data["voice_method"]?.ToString())
        {
            case "my_voices" when data["voice_id"]?.ToString() is { Length: > 0 } id:
                return await lookups.VoiceFaultAsync(
                    model.Name, id, () => VoiceFaultAsync(lookups.AgentId, model, id, cancellationToken));
            case "clone_voice":
                if (data["audio_resource_id"] is not JsonValue named || !named.TryGetValue(out long file))
                    return Error.Invalid("data.audio_resource_id", "is required to clone a voice");
                return lookups.Files[file].Duration is { } seconds && seconds < ShortestClone
                    ? Error.Invalid("data.audio_resource_id", "must be 30 seconds or longer to clone a voice")
                    : null;
            default:
                return null;
        }
    }

    private async Task<Error?> VoiceFaultAsync(long agentId, Model model, string voiceId, CancellationToken cancellationToken)
    {
        if (voiceId.Length > LongestId) return Error.Invalid("data.voice_id", $"is too long (at most {LongestId} characters)");
        if (generators.Making(model.Provider, Type) is { HasVoicesOfItsOwn: true } own)
        {
            // One of this machine's may be named anywhere: another speaks in its place, and that is said.
            if (own.VoiceFault(model.Name, voiceId) is not { } fault) return null;
            return await voices.FindHereAsync(agentId, voiceId, cancellationToken) is null ? Error.Invalid("data.voice_id", fault) : null;
        }
        var found = await voices.FindAsync(agentId, voiceId, cancellationToken);
        if (found.Failed) return found.Error;
        return found.Value is null ? Error.Invalid("data.voice_id", "is not a voice of this agent") : null;
    }
}
