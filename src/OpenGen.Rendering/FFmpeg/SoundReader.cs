using System.Runtime.InteropServices;
using OpenGen.Rendering.Captions;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.FFmpeg;

/// <summary>Decodes sound to mono samples, and finds where somebody speaks in it.</summary>
internal sealed class SoundReader(FFmpegTool ffmpeg)
{
    public const int Rate = 16_000;

    /// <param name="input">Options of one input, its file last.</param>
    /// <param name="seconds">How much is read at most.</param>
    public async Task<float[]> ReadAsync(IEnumerable<string> input, double seconds, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await ffmpeg.RunIntoAsync(
            [.. input, "-t", Expression.Number(seconds), "-map", "0:a:0", "-vn", "-ac", "1", "-ar", Expression.Of($"{Rate}"), "-f", "f32le", "pipe:1"], bytes, stop);
        return MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length / 4 * 4)).ToArray();
    }

    /// <summary>Where a voice of the timeline speaks, in the timeline's seconds.</summary>
    public async Task<IReadOnlyList<Stretch>> SpeechAsync(Voice voice, CancellationToken stop)
    {
        var from = voice.Span.From / (double)Composition.Timeline.FramesPerSecond;
        var length = voice.Span.Frames / (double)Composition.Timeline.FramesPerSecond;
        var samples = await ReadAsync(
            ["-ss", Expression.Number(voice.Hearing.StartSeconds), .. InputGuard.Pinned(voice.File, voice.Facts.Demuxer)], length, stop);
        return [.. VoicedStretches.Find(samples, Rate).Select(stretch => new Stretch(stretch.Start + from, stretch.End + from))];
    }
}
