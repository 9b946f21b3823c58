using System.Globalization;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Graph;

namespace OpenGen.Making.Motion;

/// <summary>
/// Lays speech on a film, as long as the speech. It moves no lips in it: that takes a model. Where there is no film,
/// <see cref="Presenter.PresenterMaker"/> makes one.
/// </summary>
public sealed class LipsyncMaker(RenderingOptions options)
{
    /// <summary>
    /// Writes an MP4 (H.264, yuv420p, BT.709, 30 frames a second, AAC 48 kHz stereo) that lasts as long as the audio, to a frame.
    /// </summary>
    /// <param name="film">What is seen, looped or cut to the length.</param>
    /// <param name="audio">What is heard; the film's own sound is left out.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="progress">0–1.</param>
    /// <param name="cancellationToken">Cancelling ends the encoder.</param>
    /// <exception cref="FFmpegFailedException">A file cannot be read, or has no sound or picture.</exception>
    public async Task LayAsync(
        string film, string audio, string output, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var seconds = await LengthAsync(audio, cancellationToken);
        var frames = Math.Max(1, (int)Math.Ceiling(seconds * FilmWriter.FramesPerSecond - 0.01));
        await JoinAsync(
            film, audio, output, frames, progress is null ? null : new Share(progress, frames / (double)FilmWriter.FramesPerSecond),
            cancellationToken);
    }

    private Task JoinAsync(
        string film, string audio, string output, int frames, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var length = (frames / (double)FilmWriter.FramesPerSecond).ToString("0.######", CultureInfo.InvariantCulture);
        return new FFmpegTool(options).RunAsync([
            "-stream_loop", "-1", .. InputGuard.Any(film), .. InputGuard.Any(audio),
            "-map", "0:v:0", "-map", "1:a:0",
            "-vf",
            string.Create(
                CultureInfo.InvariantCulture,
                $"fps=30,trim=end_frame={frames},scale=trunc(iw/2)*2:trunc(ih/2)*2:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"), "-af", "aresample=48000:async=1:first_pts=0,apad",
            "-t", length,   // and not -frames:v, at whose end FFmpeg 5 closes the sound as well
            .. VideoEncoder.X264(VideoEncoder.VeryFast, 18), .. VideoEncoder.MadeToBeDecoded,
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4",
            output], progress, cancellationToken);
    }

    private async Task<double> LengthAsync(string audio, CancellationToken cancellationToken)
    {
        var answer = await new FFmpegTool(options).ProbeAsync(
            ["-select_streams", "a:0", "-show_entries", "format=duration", "-of", "default=nokey=1:noprint_wrappers=1",
                .. InputGuard.Any(audio)], cancellationToken);
        return double.TryParse(answer, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? seconds
            : throw new FFmpegFailedException(1, "No length of audio could be read.");
    }

    /// <summary>Seconds done as a share of them all.</summary>
    private sealed class Share(IProgress<double> whole, double full) : IProgress<double>
    {
        public void Report(double value) => whole.Report(Math.Clamp(value / full, 0, 1));
    }
}
