using System.Globalization;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Graph;

namespace OpenGen.Making.Motion;

/// <summary>
/// Encodes frames drawn in this process: H.264 High, yuv420p, BT.709, 30 frames a second; silent, or with a sound as AAC 48 kHz
/// stereo.
/// </summary>
internal sealed class FilmWriter(RenderingOptions options)
{
    public const int FramesPerSecond = 30;

    /// <summary>Finer than a video's own, since what is made here is encoded once more in one.</summary>
    private const int Crf = 17;

    /// <summary>Draws each frame by its number and encodes it; the next is drawn while the last is on its way to the encoder.</summary>
    /// <param name="sound">Options of an FFmpeg input, its file last; cut, or followed by silence, to the film's length.</param>
    /// <exception cref="FFmpegFailedException">The encoder ended with a non-zero code.</exception>
    public Task WriteAsync(
        int width, int height, int frames, Action<Frame, int> draw, string outputPath, IProgress<double>? progress,
        CancellationToken cancellationToken, IReadOnlyList<string>? sound = null)
    {
        // What the parts were drawn with is not needed any more, and the encoder needs room.
        NativeHeap.GiveBack();
        return new FFmpegTool(options).RunFromAsync(
            [
                "-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"),
                "-framerate", "30", "-i", "pipe:0", .. Sound(sound, frames),
                .. VideoEncoder.X264(VideoEncoder.VeryFast, Crf), .. VideoEncoder.MadeToBeDecoded, "-g", "60",
                "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4", outputPath,
            ],
            (pipe, cancelled) => FeedAsync(pipe, width, height, frames, draw, progress, cancelled),
            cancellationToken);
    }

    private static IEnumerable<string> Sound(IReadOnlyList<string>? input, int frames) => input is null ? [] :
    [
        .. input, "-map", "0:v:0", "-map", "1:a:0", "-af", "aresample=48000:async=1:first_pts=0,apad",
        "-t", (frames / (double)FramesPerSecond).ToString("0.######", CultureInfo.InvariantCulture),
        "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-map_metadata", "-1",
    ];

    private static async Task FeedAsync(
        Stream pipe, int width, int height, int frames, Action<Frame, int> draw, IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        var (front, back) = (new Frame(width, height), new Frame(width, height));
        var sent = Task.CompletedTask;
        for (var number = 0; number < frames; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            draw(back, number);
            await sent;
            (front, back) = (back, front);
            sent = pipe.WriteAsync(front.Bytes, cancellationToken).AsTask();
            progress?.Report((number + 1.0) / frames);
        }
        await sent;
    }
}
