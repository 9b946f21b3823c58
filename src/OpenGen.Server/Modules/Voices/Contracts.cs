using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Media;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Voices.Design;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>How this machine is to speak: all that a designed voice is.</summary>
/// <param name="Language">Such as <c>en</c>, <c>en-GB</c>, <c>de</c>.</param>
/// <param name="Gender"><c>female</c>, <c>male</c> or <c>neutral</c>; chooses the sound when there is no variant.</param>
/// <param name="Variant">One of espeak-ng's variants, or null for the gender's usual one.</param>
/// <param name="Pitch">0–100, or null for what suits the variant.</param>
/// <param name="Range">How much the pitch moves, 0–100, or null for what suits the variant.</param>
/// <param name="Rate">0.5–2; 1 is about 165 words a minute.</param>
internal sealed record VoiceManner(
    string Language, string Gender, string? Variant = null, int? Pitch = null, int? Range = null, double Rate = 1);

/// <summary>A voice that an agent can use.</summary>
/// <param name="VoiceId">Its id here, or at its vendor.</param>
/// <param name="Source">public, user_designed, user_trained or user_elevenlabs.</param>
/// <param name="Provider">local or eleven_labs.</param>
/// <param name="Url">A recording of it; a path of this server or a URL.</param>
/// <param name="Manner">How this machine speaks with it; null when only its vendor can.</param>
internal sealed record KnownVoice(
    string VoiceId, string? Name, string Source, string Provider, string? Gender, string? Language, string? Url, VoiceManner? Manner)
{
    /// <summary>This machine.</summary>
    public const string Local = "local";

    /// <summary>ElevenLabs.</summary>
    public const string ElevenLabs = "eleven_labs";
}

/// <summary>Finds the voices an agent can use.</summary>
internal sealed class VoiceDirectory(AppDbContext db, PublicVoices machine, ElevenLabsAccounts elevenLabs, AgentMedia media)
{
    /// <summary>A voice by its id, asking ElevenLabs when it is none of ours and there is a key; null when nobody has it.</summary>
    /// <returns>Fails only when ElevenLabs would have to be asked and cannot be.</returns>
    public async Task<Result<KnownVoice?>> FindAsync(long agentId, string voiceId, CancellationToken cancellationToken)
    {
        if (await FindHereAsync(agentId, voiceId, cancellationToken) is { } known) return known;
        return await elevenLabs.FindVoiceAsync(agentId, voiceId, cancellationToken);
    }

    /// <summary>One of this server's own voices, or null.</summary>
    public async Task<KnownVoice?> FindHereAsync(long agentId, string voiceId, CancellationToken cancellationToken) =>
        (await FindHereAsync([(agentId, voiceId)], cancellationToken)).GetValueOrDefault((agentId, voiceId));

    /// <summary>
    /// This server's own among the voices of agents, in as many queries however many they are; what is not among them is nobody's
    /// here, or a vendor's.
    /// </summary>
    public async Task<Dictionary<(long AgentId, string VoiceId), KnownVoice>> FindHereAsync(
        IReadOnlyCollection<(long AgentId, string VoiceId)> named, CancellationToken cancellationToken)
    {
        if (named.Count == 0) return [];
        var (agentIds, voiceIds) = (named.Select(n => n.AgentId).Distinct().ToList(), named.Select(n => n.VoiceId).Distinct().ToList());
        var own = await db.Voices.AsNoTracking()
            .Where(v => EF.Parameter(agentIds).Contains(v.AgentId) && EF.Parameter(voiceIds).Contains(v.VoiceId))
            .ToListAsync(cancellationToken);
        var recordings = await media.FindAsync([.. own.Select(v => v.RecordingId).OfType<long>()], cancellationToken);
        var found = own.ToDictionary(
            v => (v.AgentId, v.VoiceId), v => v.Known(recordings.GetValueOrDefault(v.RecordingId ?? 0)?.Url));
        var machines = await machine.FindAsync(voiceIds, cancellationToken);
        foreach (var name in named)
            if (machines.TryGetValue(name.VoiceId, out var voice)) found.TryAdd(name, voice);
        return found;
    }

    /// <summary>Whether the agent has a key of ElevenLabs, so that its voices can be asked for.</summary>
    public Task<bool> IsConnectedAsync(long agentId, CancellationToken cancellationToken) =>
        elevenLabs.IsConnectedAsync(agentId, cancellationToken);
}

/// <summary>Designs voices of this machine from descriptions, and fits one to a recording, for whoever speaks with them.</summary>
internal sealed class VoiceWorkshop(VoiceFitting fitting, VoiceShelf shelf)
{
    /// <summary>The voice that fits a description best.</summary>
    public static VoiceManner Design(string description, string? gender, string? language) =>
        VoiceDesigner.Design(description, gender, language)[0];

    /// <summary>A voice of this machine near the speaker of a recording.</summary>
    /// <exception cref="SpeechFailedException">The recording holds too little of a voice.</exception>
    public async Task<FittedVoice> FitAsync(
        string recording, string? gender, string? language, string scratch, CancellationToken cancellationToken) =>
        await fitting.FitAsync(recording, gender, language, scratch, cancellationToken);

    /// <summary>What a user must know of a voice that was fitted.</summary>
    public static string Approximate(string heard) =>
        "This is not the speaker's voice: this machine cannot clone a timbre. It set a synthetic voice to the recording's pitch, melody "
        + $"and pace ({heard}). For a true clone, connect ElevenLabs.";

    /// <summary>Keeps a voice that a job made in the agent's library; once, however often the job is tried.</summary>
    public Task KeepOfJobAsync(
        long agentId, long jobId, string name, VoiceManner manner, string source, string? description,
        CancellationToken cancellationToken) =>
        shelf.KeepOfJobAsync(agentId, jobId, name, manner, source, description, cancellationToken);
}

/// <summary>
/// Voices at ElevenLabs for a job that speaks with them there, by whoever's key. All that fails is an error for a person.
/// </summary>
internal sealed class ElevenLabsVoices(ElevenLabsApi api, VoiceShelf shelf)
{
    /// <summary>The account's voice that suits best, for a job that names none of ElevenLabs'.</summary>
    public async Task<Result<KnownVoice>> PickAsync(string key, string? gender, string? language, CancellationToken cancellationToken)
    {
        var voices = await api.VoicesAsync(key, cancellationToken);
        if (voices.Failed) return voices.Error;
        var suiting = voices.Value.Where(v => v.VoiceId.Length > 0)
            .OrderByDescending(v => gender is null || v.Gender == gender)
            .ThenByDescending(v => language is null || Primary(v.Language) == Primary(language)).FirstOrDefault();
        return suiting is null ? VoiceErrors.Refused(ElevenLabsApi.Client, "the account has no voices") : suiting;
    }

    /// <summary>Designs a voice from a description; answers its id.</summary>
    public async Task<Result<string>> DesignAsync(
        string key, string name, string description, string? gender, string? language, CancellationToken cancellationToken)
    {
        var sound = VoiceInput.Gender(gender) ?? VoiceHints.Read(description).Gender ?? "neutral";
        var written = VoiceDescriptions.Write(sound, description, language, null);
        var designed = await api.DesignAsync(key, written, SampleScripts.In(language) ?? SampleScripts.In(null)!, cancellationToken);
        if (designed.Failed) return designed.Error;
        return await api.KeepAsync(key, designed.Value[0].GeneratedVoiceId, name, written, cancellationToken);
    }

    /// <summary>Clones the voice of a recording; answers its id.</summary>
    public Task<Result<string>> CloneAsync(
        string key, string name, string recording, string contentType, string? gender, string? language,
        CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string>();
        if (VoiceInput.Gender(gender) is { } known) labels["gender"] = known;
        if (!string.IsNullOrWhiteSpace(language)) labels["language"] = language;
        return api.CloneAsync(key, name, null, labels, recording, contentType, cancellationToken);
    }

    /// <summary>Keeps a voice that a job made in the agent's library; once, however often the job is tried.</summary>
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

    /// <summary>Deletes a voice that was made for one speech; that it cannot be deleted harms nobody.</summary>
    public Task RemoveAsync(string key, string voiceId, CancellationToken cancellationToken) =>
        api.DeleteAsync(key, voiceId, cancellationToken);

    private static string? Primary(string? language) => language?.Split('-', '_')[0].ToLowerInvariant();
}

/// <summary>A voice of this machine that was fitted to a recording.</summary>
/// <param name="Manner">How to speak with it.</param>
/// <param name="Heard">What was measured, for a person.</param>
internal sealed record FittedVoice(VoiceManner Manner, string Heard);

/// <summary>Speaks with this machine's voices.</summary>
internal sealed class LocalSpeaker(SpeechProgram program, FFmpegTool ffmpeg)
{
    /// <summary>Speaks a script into a sound file of the path's type (.m4a or .mp3).</summary>
    /// <param name="speed">On top of the voice's own rate.</param>
    /// <param name="scratch">A folder for what comes in between.</param>
    /// <exception cref="SpeechFailedException">It cannot be spoken; carries the reason for a person.</exception>
    public async Task<SpokenAudio> SpeakAsync(
        string script, VoiceManner manner, double speed, string path, string scratch, CancellationToken cancellationToken)
    {
        var raw = Path.Combine(scratch, Guid.NewGuid().ToString("N") + ".wav");
        var rate = Math.Clamp(manner.Rate * speed, 0.5, 2);
        var spoken = await program.SpeakAsync(
            new SpeechRequest(script, manner.Language, manner.Gender, rate, manner.Pitch, manner.Range, manner.Variant), raw,
            cancellationToken);
        string[] codec = path.EndsWith(".mp3", StringComparison.Ordinal)
            ? ["-c:a", "libmp3lame", "-b:a", "96k"]
            : ["-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart"];
        string[] arguments = ["-i", raw, "-af", SpeechProgram.SofteningFilter, "-ar", "48000", "-ac", "1", .. codec, path];
        await ffmpeg.RunAsync(arguments, null, cancellationToken);
        return spoken;
    }
}

/// <summary>Whose API a key opens.</summary>
internal enum Vendor
{
    ElevenLabs,
    Hume,
}

/// <summary>
/// The API keys agents bring of vendors: checked with the vendor, encrypted at rest by Data Protection, shown masked, and
/// never logged.
/// </summary>
internal sealed class VendorKeys(
    AppDbContext db, IDataProtectionProvider protection, ElevenLabsApi elevenLabs, HumeApi hume, AgentDirectory agents, AuditLog audit)
{
    /// <summary>The longest text that is looked at as a key, in characters.</summary>
    public const int Longest = 500;

    private readonly IDataProtector _protector = protection.CreateProtector("OpenGen.VendorKeys");

    /// <summary>Asks the vendor; null when it accepts the key.</summary>
    public async Task<Error?> CheckAsync(Vendor vendor, string key, CancellationToken cancellationToken) => vendor switch
    {
        Vendor.ElevenLabs => (await elevenLabs.UserAsync(key.Trim(), cancellationToken)).Error,
        _ => await hume.CheckAsync(key.Trim(), cancellationToken),
    };

    /// <summary>Keeps a key that was checked, in place of the one before; null or empty removes it.</summary>
    public Task SetAsync(long agentId, Vendor vendor, string? key, CancellationToken cancellationToken) => db.JoinAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            if (await Of(agentId, vendor).ExecuteDeleteAsync(cancellationToken) == 0) return false;
            await NoteAsync(AuditActions.VendorKeyDeleted, agentId, cancellationToken);
            return true;
        }
        await SaveAsync(agentId, vendor, key, cancellationToken);
        await NoteAsync(AuditActions.VendorKeySet, agentId, cancellationToken);
        return true;
    }, cancellationToken);

    private async Task NoteAsync(string action, long agentId, CancellationToken cancellationToken)
    {
        var workspaceId = await agents.WorkspaceOfAsync(agentId, cancellationToken);
        await audit.WriteAsync(new Audited(action, null, workspaceId, "agent", agentId), cancellationToken);
    }

    private async Task SaveAsync(long agentId, Vendor vendor, string key, CancellationToken cancellationToken)
    {
        var (secret, masked) = (_protector.Protect(key.Trim()), Mask(key.Trim()));
        var changed = await Of(agentId, vendor).ExecuteUpdateAsync(
            k => k.SetProperty(x => x.Ciphertext, secret).SetProperty(x => x.Masked, masked), cancellationToken);
        if (changed > 0) return;
        var added = db.Add(new VendorKey { AgentId = agentId, Vendor = vendor, Ciphertext = secret, Masked = masked });
        await db.SaveChangesAsync(cancellationToken);
        added.State = EntityState.Detached;
    }

    /// <summary>The key, for a call to its vendor; null when there is none, or none that this server can decrypt.</summary>
    public async Task<string?> FindAsync(long agentId, Vendor vendor, CancellationToken cancellationToken)
    {
        var kept = await Of(agentId, vendor).Select(k => k.Ciphertext).FirstOrDefaultAsync(cancellationToken);
        try
        {
            return kept is null ? null : _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // The data folder was restored without its keys: the user has to connect again.
            return null;
        }
    }

    /// <summary><c>***xyz1</c>, or null when there is no key.</summary>
    public Task<string?> MaskedAsync(long agentId, Vendor vendor, CancellationToken cancellationToken) =>
        Of(agentId, vendor).Select(k => (string?)k.Masked).FirstOrDefaultAsync(cancellationToken);

    private IQueryable<VendorKey> Of(long agentId, Vendor vendor) =>
        db.VendorKeys.Where(k => k.AgentId == agentId && k.Vendor == vendor);

    /// <summary>The last four characters; of a short key none, which would give too much of it away.</summary>
    private static string Mask(string key) => key.Length >= 12 ? "***" + key[^4..] : "***";
}

/// <summary>A script as spoken.</summary>
/// <param name="DurationSeconds">Length of the WAV.</param>
/// <param name="Words">Every word of the script once, in order; they never overlap.</param>
/// <param name="Phonemes">In order, pauses left out.</param>
internal sealed record SpokenAudio(
    double DurationSeconds, IReadOnlyList<SpokenWord> Words, IReadOnlyList<SpokenPhoneme> Phonemes);

/// <summary>A word and when it is heard, in seconds from the start.</summary>
/// <param name="Word">As it stands in the script, punctuation included.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds, after <paramref name="Start"/>.</param>
/// <param name="CharStart">Its place in the script, in UTF-16 code units. Pieces of writing without spaces touch.</param>
/// <param name="CharLength">UTF-16 code units.</param>
internal sealed record SpokenWord(string Word, double Start, double End, int CharStart, int CharLength);

/// <summary>A phoneme (IPA) and when it is heard, in seconds from the start.</summary>
internal sealed record SpokenPhoneme(string Phoneme, double Start, double End);

/// <summary>The speech program could not speak; the message is fit to be shown.</summary>
/// <param name="message">One line.</param>
/// <param name="refused">True: the request is at fault, and trying again is pointless.</param>
internal sealed class SpeechFailedException(string message, bool refused = false) : Exception(message)
{
    /// <summary>The request is at fault (an unknown voice, an empty text).</summary>
    public bool Refused { get; } = refused;
}
