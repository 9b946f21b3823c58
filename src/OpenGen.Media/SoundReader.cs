using System.Runtime.InteropServices;

namespace OpenGen.Media;

/// <summary>Decodes sound to mono samples.</summary>
internal sealed class SoundReader(FFmpegTool ffmpeg)
{
    public const int Rate = 16_000;

    /// <param name="input">Options of one input, its file last.</param>
    /// <param name="seconds">How much is read at most.</param>
    public async Task<float[]> ReadAsync(IEnumerable<string> input, double seconds, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await ffmpeg.RunIntoAsync(
            [.. input, "-t", Expression.Number(seconds), "-map", "0:a:0", "-vn", "-ac", "1", "-ar", Expression.Of($"{Rate}"), "-f", "f32le",
                "pipe:1"], bytes, cancellationToken);
        return MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length / 4 * 4)).ToArray();
    }
}
