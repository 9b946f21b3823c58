using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>
/// POST …/voice/clone: a voice from a recording. ElevenLabs clones it when the agent is connected; without, this machine sets
/// a voice of its own near it, and says so.
/// </summary>
internal static class CloneEndpoints
{
    /// <summary>The largest recording that is fetched, in bytes; one sent as base64 fits into a body of the usual size.</summary>
    private const long Largest = 50 * 1024 * 1024;

    public sealed record CloneVoice(
        [MaxLength(200)] string Name, [MaxLength(2000)] string? AudioUrl, string? AudioBase64, [MaxLength(32)] string? Gender, [MaxLength(32)] string? Language,
        [MaxLength(VoiceDescriptions.Longest)] string? Description) : Input<CloneVoice>;

    public static void Map(RouteGroupBuilder voice) => voice.MapPost("/clone", CloneAsync).WithName("cloneVoice")
        .WithSummary("A voice from a recording: ElevenLabs' clone when connected, else this machine's nearest, with a warning")
        .Produces<ErrorBody>(StatusCodes.Status400BadRequest);

    private static async Task<Results<Created<VoiceView>, Problem>> CloneAsync(
        AgentScope scope, CloneVoice request, VoiceCloning cloning, VoiceDirectory voices, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(request.AudioUrl) == string.IsNullOrWhiteSpace(request.AudioBase64))
            return VoiceErrors.Missing("audio_url", "or audio_base64 is required, one of the two").AsProblem();
        if (VoiceInput.Faults(request.Gender, request.Language) is { } wrong) return wrong.AsProblem();
        var made = await cloning.CloneAsync(scope.AgentId, request, Largest, stop);
        if (made.Failed) return made.Error.AsProblem();
        var known = (await voices.FindHereAsync(scope.AgentId, made.Value.Voice.VoiceId, stop))!;
        return TypedResults.Created($"/v1/agents/{scope.AgentId}/voice/library", VoiceView.Of(made.Value.Voice, known, made.Value.Warnings));
    }
}

/// <summary>Makes voices from recordings.</summary>
internal sealed class VoiceCloning(
    ElevenLabsAccounts accounts, ElevenLabsApi api, VoiceFitting fitting, VoiceShelf shelf, ResourceShelf files, GuardedDownload download, ScratchSpace scratch)
{
    public sealed record Made(Voice Voice, IReadOnlyList<string> Warnings);

    public async Task<Result<Made>> CloneAsync(long agentId, CloneEndpoints.CloneVoice request, long mostBytes, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Folder, Guid.NewGuid().ToString("N")));
        try
        {
            var recording = await FetchAsync(agentId, request, Path.Combine(folder.FullName, "recording"), mostBytes, stop);
            if (recording.Failed) return recording.Error;
            return await accounts.KeyAsync(agentId, stop) is { } key
                ? await AtElevenLabsAsync(agentId, request, key, recording.Value, stop)
                : await HereAsync(agentId, request, recording.Value, folder.FullName, stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<Result<ShelvedFile>> FetchAsync(long agentId, CloneEndpoints.CloneVoice request, string path, long mostBytes, CancellationToken stop)
    {
        if (request.AudioUrl is { Length: > 0 } url)
        {
            if (await files.FindByUrlAsync(agentId, url, stop) is { } own) return IsSound(own);
            if (await download.FetchAsync(url, path, mostBytes, stop) is { } why) return VoiceErrors.CloneFailed($"The recording could not be fetched: {why}");
        }
        else
        {
            var text = request.AudioBase64!;
            if (text.StartsWith("data:", StringComparison.Ordinal)) text = text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..];
            var bytes = new byte[text.Length / 4 * 3 + 3];
            if (!Convert.TryFromBase64String(text, bytes, out var length)) return Error.Invalid("audio_base64", "is not base64");
            if (length > mostBytes) return VoiceErrors.CloneFailed($"The recording is too large: {mostBytes / 1024 / 1024} MB at most");
            await File.WriteAllBytesAsync(path, bytes.AsMemory(0, length), stop);
        }
        return await files.LooseAsync(path, stop) is { } loose ? IsSound(loose) : VoiceErrors.CloneFailed("The recording is no audio that can be read");
    }

    private static Result<ShelvedFile> IsSound(ShelvedFile file) =>
        file.Kind is MediaKind.Audio or MediaKind.Video ? file : VoiceErrors.CloneFailed("The recording is no audio that can be read");

    private async Task<Result<Made>> AtElevenLabsAsync(long agentId, CloneEndpoints.CloneVoice request, string key, ShelvedFile recording, CancellationToken stop)
    {
        var labels = new Dictionary<string, string>();
        if (VoiceInput.Gender(request.Gender) is { } gender) labels["gender"] = gender;
        if (!string.IsNullOrWhiteSpace(request.Language)) labels["language"] = request.Language;
        var cloned = await api.CloneAsync(key, request.Name, request.Description, labels, recording.Path, recording.ContentType, stop);
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
        }, (string?)null, stop), []);
    }

    private async Task<Result<Made>> HereAsync(long agentId, CloneEndpoints.CloneVoice request, ShelvedFile recording, string folder, CancellationToken stop)
    {
        try
        {
            var fitted = await fitting.FitAsync(recording.Path, VoiceInput.Gender(request.Gender), string.IsNullOrWhiteSpace(request.Language) ? null : request.Language, folder, stop);
            var voice = await shelf.KeepAsync(Voice.Local(agentId, request.Name, fitted.Manner, Voice.Trained, request.Description), fitted.Manner, stop);
            return new Made(voice, [Approximate(fitted.Heard)]);
        }
        catch (SpeechFailedException failed)
        {
            return VoiceErrors.CloneFailed(failed.Message);
        }
    }

    /// <summary>What a user must know of a local clone.</summary>
    public static string Approximate(string heard) =>
        $"This is not the speaker's voice: this machine cannot clone a timbre. It set a synthetic voice to the recording's pitch, melody and pace ({heard}). For a true clone, connect ElevenLabs.";
}
