using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;

namespace OpenGen.Server.Modules.Voices;

/// <summary>The voices of an agent's library: keeps them, each with a recording, and lists them.</summary>
internal sealed class VoiceShelf(AppDbContext db, ILocalSpeaker speaker, IAgentMedia media, ScratchSpace scratch)
{
    /// <summary>The voices made here, the newest first.</summary>
    public async Task<List<KnownVoice>> ListAsync(long agentId, CancellationToken cancellationToken)
    {
        var own = await db.Voices.AsNoTracking().Where(v => v.AgentId == agentId)
            .OrderByDescending(v => v.Id).ToListAsync(cancellationToken);
        var recordings = await media.FindAsync([.. own.Select(v => v.RecordingId).OfType<long>()], cancellationToken);
        return own.ConvertAll(v => v.Known(recordings.GetValueOrDefault(v.RecordingId ?? 0)?.Url));
    }

    /// <summary>Keeps a voice of this machine and lets it say its language's sample.</summary>
    /// <exception cref="SpeechFailedException">It cannot speak.</exception>
    public async Task<Voice> KeepAsync(Voice voice, VoiceManner manner, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Folder, Guid.NewGuid().ToString("N")));
        try
        {
            var path = Path.Combine(folder.FullName, "voice.mp3");
            var script = SampleScripts.In(manner.Language) ?? SampleScripts.In(null)!;
            await speaker.SpeakAsync(script, manner, 1, path, folder.FullName, cancellationToken);
            return await KeepAsync(voice, path, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Keeps a voice with a recording that is there, or none; both or neither.</summary>
    public async Task<Voice> KeepAsync(Voice voice, string? recording, CancellationToken cancellationToken)
    {
        var stored = recording is null ? null : await media.StoreAsync(recording, Uploadable(voice.Name), cancellationToken);
        var kept = false;
        try
        {
            await db.WriteAsync(async () =>
            {
                if (stored is not null) voice.RecordingId = await media.AddAsync(voice.AgentId, stored, cancellationToken);
                db.Add(voice);
                return await db.SaveChangesAsync(cancellationToken);
            }, cancellationToken);
            kept = true;
        }
        finally
        {
            if (!kept && stored is not null) await media.DiscardAsync(stored, CancellationToken.None);
        }
        return voice;
    }

    /// <summary>Keeps a voice of this machine that a job made; the second time it is there already.</summary>
    public Task KeepOfJobAsync(
        long agentId, long jobId, string name, VoiceManner manner, string source, string? description,
        CancellationToken cancellationToken) =>
        KeepOfJobAsync(Voice.Local(agentId, name, manner, source, description, OriginOf(jobId)), manner, cancellationToken);

    /// <summary>Keeps a voice that a job made; the second time it is there already.</summary>
    /// <param name="manner">How this machine speaks with it; null when only its vendor can.</param>
    public async Task KeepOfJobAsync(Voice voice, VoiceManner? manner, CancellationToken cancellationToken)
    {
        if (await db.Voices.AnyAsync(v => v.Origin == voice.Origin, cancellationToken)) return;
        try
        {
            if (manner is null) await KeepAsync(voice, (string?)null, cancellationToken);
            else await KeepAsync(voice, manner, cancellationToken);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            // Another worker, which has the job by now, was first.
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>What a job's voice is known by.</summary>
    public static string OriginOf(long jobId) => "job:" + jobId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Forgets a voice and its recording, both or neither.</summary>
    public Task DeleteAsync(Voice voice, CancellationToken cancellationToken) => db.WriteAsync(async () =>
    {
        if (voice.RecordingId is { } recording) await media.RemoveAsync(voice.AgentId, [recording], cancellationToken);
        return await db.Voices.Where(v => v.Id == voice.Id).ExecuteDeleteAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>A voice made here, or null.</summary>
    public Task<Voice?> FindAsync(long agentId, string voiceId, CancellationToken cancellationToken) =>
        db.Voices.AsNoTracking().FirstOrDefaultAsync(v => v.AgentId == agentId && v.VoiceId == voiceId, cancellationToken);

    private static string Uploadable(string name)
    {
        var safe = new string([.. name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')]).Trim();
        return safe.Length > 0 ? safe + ".mp3" : "voice.mp3";
    }
}
