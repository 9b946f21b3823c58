using System.Runtime.InteropServices;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.FFmpeg;

/// <summary>A sound at a glance: how loud it is along its length.</summary>
public sealed class Waveform(RenderingOptions options)
{
    /// <summary>Samples a second that are looked at: what is louder between them is not seen, and nobody sees that.</summary>
    private const int Rate = 8_000;

    /// <summary>The loudest moment of each of so many equal parts of an audio or video file.</summary>
    /// <param name="file">The media file.</param>
    /// <param name="points">How many parts, 1–10,000.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>0–1 for each part, linear, of full scale; empty for a file without sound.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of parts is out of range.</exception>
    /// <exception cref="FFmpegFailedException">The sound cannot be decoded.</exception>
    public async Task<IReadOnlyList<float>> ReadAsync(string file, int points, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, 10_000);
        if (await new MediaProbe(options).ReadAsync(file, stop) is not { HasAudio: true } facts) return [];

        await using var peaks = new PeakStream(points, Math.Max(1, facts.Duration * Rate));
        await new FFmpegTool(options).RunIntoAsync(
            [.. InputGuard.Pinned(file, facts.Demuxer), "-map", Expression.Of($"0:{facts.AudioStream}"), "-ac", "1", "-ar", Expression.Of($"{Rate}"), "-f", "f32le", "pipe:1"], peaks, stop);
        return peaks.Points;
    }

    /// <summary>Takes samples as bytes and keeps the loudest of each part, so that an hour of sound takes no more memory than a second.</summary>
    private sealed class PeakStream(int points, double samples) : Stream
    {
        private readonly byte[] split = new byte[sizeof(float)];
        private readonly float[] loudest = new float[points];
        private int held;
        private long seen;

        public IReadOnlyList<float> Points => loudest;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            // A sample may come in two writes.
            while (held > 0 && buffer.Length > 0)
            {
                split[held] = buffer[0];
                buffer = buffer[1..];
                if (++held < split.Length) continue;
                held = 0;
                Take(MemoryMarshal.Read<float>(split));
            }
            var whole = buffer.Length / sizeof(float) * sizeof(float);
            foreach (var sample in MemoryMarshal.Cast<byte, float>(buffer[..whole])) Take(sample);
            buffer[whole..].CopyTo(split);
            held = buffer.Length - whole;
        }

        private void Take(float sample)
        {
            var part = (int)Math.Min(points - 1, seen++ / samples * points);
            if (float.IsFinite(sample)) loudest[part] = Math.Max(loudest[part], Math.Min(1, Math.Abs(sample)));
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
