
namespace OpenGen.Media;

/// <summary>A video at a glance: a frame a second, tiled into one picture.</summary>
public sealed class ContactSheet(MediaOptions options)
{
    /// <summary>Writes the sheet as PNG or JPEG, by the path's ending; a video of more than 100 s gives its first 100.</summary>
    /// <param name="video">The video file.</param>
    /// <param name="path">Where the sheet goes.</param>
    /// <param name="columns">Frames in a row, 1–20.</param>
    /// <param name="frameWidth">Pixels of each frame, 16–1920.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The file is no video, or an animated picture.</exception>
    /// <exception cref="FFmpegFailedException">The video cannot be decoded.</exception>
    public async Task MakeAsync(
        string video, string path, int columns = 6, int frameWidth = 270, CancellationToken cancellationToken = default)
    {
        if (columns is < 1 or > 20) throw new ArgumentOutOfRangeException(nameof(columns), columns, "1 to 20 columns");
        if (frameWidth is < 16 or > 1920) throw new ArgumentOutOfRangeException(nameof(frameWidth), frameWidth, "16 to 1920 pixels");
        if (await new MediaProbe(options).ReadAsync(video, cancellationToken) is not { Kind: MediaKind.Video, Demuxer.Length: > 0 } facts)
            throw new ArgumentException("The file is not a video.", nameof(video));

        var frames = Math.Clamp((int)Math.Ceiling(facts.Duration), 1, 100);
        var rows = (frames + columns - 1) / columns;
        await new FFmpegTool(options).RunAsync(
            [
                .. InputGuard.Pinned(video, facts.Demuxer), "-an",
                "-vf",
                Expression.Of($"fps=1:round=up,") + Thumbnailer.ToJpeg(facts, Expression.Of($"w={frameWidth}:h=-2"))
                    + Expression.Of($",tile={Math.Min(columns, frames)}x{rows}:padding=4:margin=4:color=0x222222"),
                "-frames:v", "1", "-q:v", "3", "-f", "image2", "-update", "1", InputGuard.Address(path),
            ],
            null, cancellationToken);
    }
}
