using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using OpenGen.Rendering.FFmpeg;

namespace OpenGen.Rendering.Making.Motion;

/// <summary>Lays speech on a film or a still, as long as the speech. It moves no lips: that takes a model, and this is the generator that needs none.</summary>
public sealed class LipsyncMaker(RenderingOptions options)
{
    private static readonly string[] Stills = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".heic", ".tif", ".tiff", ".svg"];

    /// <summary>Writes an MP4 (H.264, yuv420p, BT.709, 30 frames a second, AAC 48 kHz stereo) that lasts as long as the audio, to a frame.</summary>
    /// <param name="videoOrPicture">A film, looped or cut to the length; or a picture, which a camera moves over gently.</param>
    /// <param name="audio">What is heard; the film's own sound is left out.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="width">Pixels of the film made from a picture, even; 0 keeps the picture's own size, at most 1920 a side.</param>
    /// <param name="height">The same for the height.</param>
    /// <param name="progress">0–1.</param>
    /// <param name="stop">Cancelling ends the encoder.</param>
    /// <exception cref="FFmpegFailedException">A file cannot be read, or has no sound or picture.</exception>
    public async Task LayAsync(string videoOrPicture, string audio, string output, int width = 0, int height = 0, IProgress<double>? progress = null, CancellationToken stop = default)
    {
        var seconds = await LengthAsync(audio, stop);
        var frames = Math.Max(1, (int)Math.Ceiling(seconds * FilmWriter.FramesPerSecond - 0.01));
        string? made = null;
        try
        {
            if (Stills.Contains(Path.GetExtension(videoOrPicture).ToLowerInvariant()))
            {
                Directory.CreateDirectory(options.ScratchFolder);
                made = Path.Combine(options.ScratchFolder, $"{Guid.NewGuid():n}.mp4");
                if (width == 0 || height == 0) (width, height) = SizeOf(videoOrPicture);
                // The move over a still closes on itself, so a short one can be repeated.
                var loop = Math.Clamp(seconds, 0.2, 8);
                await new MotionMaker(options).MakeAsync(new MotionBrief("", width, height, loop, [videoOrPicture]), made, progress is null ? null : new Part(progress, 0, 0.5), stop);
            }
            await JoinAsync(made ?? videoOrPicture, audio, output, frames, progress is null ? null : new Part(progress, made is null ? 0 : 0.5, 1, frames / (double)FilmWriter.FramesPerSecond), stop);
        }
        finally
        {
            if (made is not null) File.Delete(made);
        }
    }

    private Task JoinAsync(string film, string audio, string output, int frames, IProgress<double>? progress, CancellationToken stop)
    {
        var length = (frames / (double)FilmWriter.FramesPerSecond).ToString("0.######", CultureInfo.InvariantCulture);
        return new FFmpegTool(options).RunAsync([
            "-protocol_whitelist", "file", "-stream_loop", "-1", "-i", film, "-protocol_whitelist", "file", "-i", audio,
            "-map", "0:v:0", "-map", "1:a:0",
            "-vf", string.Create(CultureInfo.InvariantCulture, $"fps=30,trim=end_frame={frames},scale=trunc(iw/2)*2:trunc(ih/2)*2:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"), "-af", "aresample=48000:async=1:first_pts=0,apad",
            "-t", length,   // and not -frames:v, at whose end FFmpeg 5 closes the sound as well
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-profile:v", "high",
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", output], progress, stop);
    }

    private async Task<double> LengthAsync(string audio, CancellationToken stop)
    {
        var answer = await Cli.Wrap(options.FFprobePath)
            .WithArguments(["-v", "error", "-protocol_whitelist", "file", "-select_streams", "a:0", "-show_entries", "format=duration", "-of", "default=nokey=1:noprint_wrappers=1", audio])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(stop);
        return answer.ExitCode == 0 && double.TryParse(answer.StandardOutput, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? seconds
            : throw new FFmpegFailedException(answer.ExitCode, $"No length of audio could be read. {answer.StandardError}");
    }

    private static (int Width, int Height) SizeOf(string picture)
    {
        using var image = NetVips.Image.NewFromFile(picture).Autorot();
        var scale = Math.Min(1, 1920.0 / Math.Max(image.Width, image.Height));
        return (Math.Max(16, (int)(image.Width * scale) & ~1), Math.Max(16, (int)(image.Height * scale) & ~1));
    }

    /// <summary>A part of the whole's progress.</summary>
    private sealed class Part(IProgress<double> whole, double from, double to, double full = 1) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (to - from) * Math.Clamp(value / full, 0, 1));
    }
}
