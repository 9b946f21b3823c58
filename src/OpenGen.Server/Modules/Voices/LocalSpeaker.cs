using Microsoft.EntityFrameworkCore;
using OpenGen.Media;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Speaks with this machine's voices.</summary>
internal sealed class LocalSpeaker(SpeechProgram program, FFmpegTool ffmpeg) : ILocalSpeaker
{
    /// <inheritdoc/>
    public Task<SpokenAudio> TimeAsync(string script, VoiceManner manner, string path, CancellationToken cancellationToken) =>
        program.SpeakAsync(new SpeechRequest(script, manner.Language, manner.Gender, manner.Rate), path, cancellationToken);

    /// <inheritdoc/>
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
