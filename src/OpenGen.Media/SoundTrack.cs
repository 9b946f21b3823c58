namespace OpenGen.Media;

/// <summary>Takes the sound out of an audio or video file, small enough to send: mono, 16 kHz, AAC, 6 kB for each second.</summary>
public sealed class SoundTrack(FFmpegTool ffmpeg)
{
    /// <summary>Writes it.</summary>
    /// <param name="file">Any audio or video file.</param>
    /// <param name="target">Where to; <c>.m4a</c> or <c>.aac</c> says in what container.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FFmpegFailedException">The file has no sound that can be decoded.</exception>
    public Task ExtractAsync(string file, string target, CancellationToken cancellationToken) =>
        ffmpeg.RunAsync(
            [.. InputGuard.Any(file), "-map", "0:a:0", "-vn", "-ac", "1", "-ar", "16000", "-c:a", "aac", "-b:a", "48k", target], null,
            cancellationToken);
}
