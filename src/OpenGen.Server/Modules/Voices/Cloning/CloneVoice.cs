using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Cloning;

/// <summary>
/// A voice from a recording. ElevenLabs clones it when the agent is connected; without, this machine sets a voice of its own near
/// it, and says so.
/// </summary>
[Operation("cloneVoice", Phase.Setup,
    Says = "A voice from a recording: ElevenLabs' clone when connected, else this machine's nearest, with a warning")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class CloneVoice(
    Recordings recordings, ElevenLabsAccounts accounts, ElevenLabsClient client, VoiceFitting fitting, VoiceShelf shelf,
    IVoiceDirectory voices,
    ScratchSpace scratch) : IOperation<AgentScope, CloneVoice.Request, VoiceView>
{
    /// <param name="AudioUrl">The recording: a file of the agent's, or a URL it can be fetched from, 50 MB at most.</param>
    /// <param name="AudioBase64">The recording itself, in place of a URL; a data URL is taken as well.</param>
    /// <param name="Gender">female, male or neutral; heard when it is not given.</param>
    /// <param name="Language">A language tag.</param>
    public sealed record Request(
        [MaxLength(200)] string Name, [MaxLength(2000)] string? AudioUrl, string? AudioBase64, [MaxLength(32)] string? Gender,
        [MaxLength(32)] string? Language, [MaxLength(VoiceDescriptions.Longest)] string? Description);

    public async Task<Result<VoiceView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.AudioUrl) == string.IsNullOrWhiteSpace(request.AudioBase64))
            return VoiceErrors.Missing("audio_url", "or audio_base64 is required, one of the two");
        if (VoiceInput.Faults(request.Gender, request.Language) is { } wrong) return wrong;
        var made = await CloneAsync(scope.AgentId, request, cancellationToken);
        if (made.Failed) return made.Error;
        var known = (await voices.FindHereAsync(scope.AgentId, made.Value.Voice.VoiceId, cancellationToken))!;
        return VoiceView.Of(made.Value.Voice, known, made.Value.Warnings);
    }

    private async Task<Result<Made>> CloneAsync(long agentId, Request request, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Folder, Guid.NewGuid().ToString("N")));
        try
        {
            var path = Path.Combine(folder.FullName, "recording");
            var recording = await recordings.FetchAsync(agentId, request.AudioUrl, request.AudioBase64, path, cancellationToken);
            if (recording.Failed) return recording.Error;
            return await accounts.KeyAsync(agentId, cancellationToken) is { } key
                ? await AtElevenLabsAsync(agentId, request, key, recording.Value, cancellationToken)
                : await HereAsync(agentId, request, recording.Value, folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<Result<Made>> AtElevenLabsAsync(
        long agentId, Request request, string key, LocalFile recording, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string>();
        if (VoiceInput.Gender(request.Gender) is { } gender) labels["gender"] = gender;
        if (!string.IsNullOrWhiteSpace(request.Language)) labels["language"] = request.Language;
        var cloned = await client.CloneAsync(
            key, request.Name, request.Description, labels, recording.Path, recording.ContentType, cancellationToken);
        if (cloned.Failed) return cloned.Error;
        return new Made(await shelf.KeepAsync(new Voice
        {
            AgentId = agentId,
            VoiceId = cloned.Value,
            Name = request.Name,
            Gender = labels.GetValueOrDefault("gender"),
            Language = request.Language,
            Description = request.Description,
            Source = Voice.Trained,
            Provider = KnownVoice.ElevenLabs,
        }, (string?)null, cancellationToken), []);
    }

    private async Task<Result<Made>> HereAsync(
        long agentId, Request request, LocalFile recording, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var language = string.IsNullOrWhiteSpace(request.Language) ? null : request.Language;
            var fitted = await fitting.FitAsync(recording.Path, VoiceInput.Gender(request.Gender), language, folder, cancellationToken);
            var voice = Voice.Local(agentId, request.Name, fitted.Manner, Voice.Trained, request.Description);
            return new Made(await shelf.KeepAsync(voice, fitted.Manner, cancellationToken), [fitted.Warning]);
        }
        catch (SpeechFailedException failed)
        {
            return VoiceErrors.CloneFailed(failed.Message);
        }
    }

    private sealed record Made(Voice Voice, IReadOnlyList<string> Warnings);
}
