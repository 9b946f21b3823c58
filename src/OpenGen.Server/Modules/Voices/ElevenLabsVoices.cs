using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;

namespace OpenGen.Server.Modules.Voices;

/// <summary>
/// Voices at ElevenLabs for a job that speaks with them there, by whoever's key. All that fails is an error for a person.
/// </summary>
internal sealed class ElevenLabsVoices(ElevenLabsClient elevenLabs, VoiceShelf shelf) : IElevenLabsVoices
{
    private readonly ElevenLabsClient _client = elevenLabs.ForJobs;

    /// <inheritdoc/>
    public async Task<Result<KnownVoice>> PickAsync(string key, string? gender, string? language, CancellationToken cancellationToken)
    {
        var voices = await _client.VoicesAsync(key, cancellationToken);
        if (voices.Failed) return voices.Error;
        var suiting = voices.Value.Where(v => v.VoiceId.Length > 0)
            .OrderByDescending(v => gender is null || v.Gender == gender)
            .ThenByDescending(v => language is null || Primary(v.Language) == Primary(language)).FirstOrDefault();
        return suiting is null ? VendorErrors.Refused(ElevenLabsClient.Title, "the account has no voices") : KnownVoice.Of(suiting);
    }

    /// <inheritdoc/>
    public async Task<Result<string>> DesignAsync(
        string key, string name, string description, string? gender, string? language, CancellationToken cancellationToken)
    {
        var sound = VoiceInput.Gender(gender) ?? VoiceHints.Read(description).Gender ?? "neutral";
        var written = VoiceDescriptions.Write(sound, description, language, null);
        var designed = await _client.DesignAsync(key, written, SampleScripts.In(language) ?? SampleScripts.In(null)!, cancellationToken);
        if (designed.Failed) return designed.Error;
        return await _client.SaveAsync(key, designed.Value[0].GeneratedVoiceId, name, written, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Result<string>> CloneAsync(
        string key, string name, string recording, string contentType, string? gender, string? language,
        CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string>();
        if (VoiceInput.Gender(gender) is { } known) labels["gender"] = known;
        if (!string.IsNullOrWhiteSpace(language)) labels["language"] = language;
        return _client.CloneAsync(key, name, null, labels, recording, contentType, cancellationToken);
    }

    /// <inheritdoc/>
    public Task KeepOfJobAsync(
        long agentId, long jobId, string voiceId, string name, string? gender, string? language, string? description, bool cloned,
        CancellationToken cancellationToken) =>
        shelf.KeepOfJobAsync(new Voice
        {
            AgentId = agentId,
            VoiceId = voiceId,
            Name = name,
            Gender = VoiceInput.Gender(gender),
            Language = language,
            Description = description,
            Source = cloned ? Voice.Trained : Voice.Designed,
            Provider = KnownVoice.ElevenLabs,
            Origin = VoiceShelf.OriginOf(jobId),
        }, null, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string key, string voiceId, CancellationToken cancellationToken) =>
        _client.DeleteAsync(key, voiceId, cancellationToken);

    private static string? Primary(string? language) => language?.Split('-', '_')[0].ToLowerInvariant();
}
