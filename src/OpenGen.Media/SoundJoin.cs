namespace OpenGen.Media;

/// <summary>Puts recordings one behind the other.</summary>
public sealed class SoundJoin(FFmpegTool ffmpeg)
{
    private const int Rate = 24_000;

    /// <summary>Seconds of one recording that are taken.</summary>
    private const int LongestPiece = 60 * 60;

    /// <summary>Bytes of a WAV file before its first sample, as FFmpeg writes it without metadata.</summary>
    private const int Header = 44;

    /// <summary>Writes them as one file.</summary>
    /// <param name="files">Two or more.</param>
    /// <param name="target">Where to; an <c>.m4a</c>, mono.</param>
    /// <returns>Where each begins in it, in seconds.</returns>
    /// <exception cref="FFmpegFailedException">One of them has no sound that can be decoded.</exception>
    public async Task<IReadOnlyList<double>> JoinAsync(IReadOnlyList<string> files, string target, CancellationToken cancellationToken)
    {
        // Decoded first: what a file says of its own length can be a guess, and what is joined must fit to the sample.
        var (begins, at, decoded) = (new List<double>(files.Count), 0.0, new List<string>(files.Count));
        foreach (var file in files)
        {
            var wav = $"{target}.{decoded.Count}.wav";
            await ffmpeg.RunAsync(
                [.. InputGuard.Any(file), "-map", "0:a:0", "-vn", "-t", $"{LongestPiece}", "-map_metadata", "-1", "-fflags", "+bitexact",
                 "-ac", "1", "-ar", $"{Rate}", "-c:a", "pcm_s16le", "-f", "wav", wav], null, cancellationToken);
            begins.Add(at);
            at += Math.Max(0, new FileInfo(wav).Length - Header) / (2.0 * Rate);
            decoded.Add(wav);
        }
        await ffmpeg.RunAsync(
            [.. decoded.SelectMany(wav => new[] { "-i", wav }), "-filter_complex", $"concat=n={decoded.Count}:v=0:a=1[whole]",
             "-map", "[whole]", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", target], null, cancellationToken);
        foreach (var wav in decoded) File.Delete(wav);
        return begins;
    }
}
