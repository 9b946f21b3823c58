using NetVips;
using OpenGen.Making.Scenes;
using OpenGen.Media;
using OpenGen.Rendering;

namespace OpenGen.Making.Motion;

/// <summary>
/// Makes a moving picture on this machine: a drawn scene with depth, or given pictures under a slow camera. It loops: the last frame
/// leads into the first.
/// </summary>
/// <param name="options">Tools, fonts and limits.</param>
/// <param name="words">What it understands; those beside the program when null.</param>
public sealed class MotionMaker(RenderingOptions options, SceneWords? words = null)
{
    /// <summary>Writes an MP4: H.264, yuv420p, BT.709, 30 frames a second, no sound, exactly the brief's seconds × 30 frames.</summary>
    /// <param name="brief">What to show.</param>
    /// <param name="outputPath">The file to write.</param>
    /// <param name="progress">0–1.</param>
    /// <param name="cancellationToken">Cancelling ends the encoder.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or length is out of range.</exception>
    /// <exception cref="VipsException">A picture cannot be read.</exception>
    /// <exception cref="HeicNotOpenedException">Nor can one that is a HEIC.</exception>
    /// <exception cref="FFmpegFailedException">The encoder failed.</exception>
    public Task MakeAsync(
        MotionBrief brief, string outputPath, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(brief);
        return NativeHeap.BorrowAsync(() => WriteAsync(brief, outputPath, progress, cancellationToken));
    }

    private async Task WriteAsync(MotionBrief brief, string outputPath, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var heic = new HeicConverter(options, new RenderCache(options));
        brief = brief with
        {
            Pictures = await Task.WhenAll(brief.Pictures.Select(picture => heic.OpenableAsync(picture, cancellationToken))),
        };
        var frames = (int)Math.Round(brief.Seconds * FilmWriter.FramesPerSecond);
        var setting = ImageMaker.SettingOf(
            new ImageBrief(brief.Prompt, brief.Width, brief.Height), words ?? SceneWords.Shipped);
        var film = await Task.Run(() => Prepare(brief, setting, cancellationToken), cancellationToken);
        await new FilmWriter(options).WriteAsync(
            brief.Width, brief.Height, frames, (frame, number) => film.Draw(frame, number / (double)frames), outputPath, progress,
            cancellationToken);
    }

    /// <summary>What can be drawn and encoded: even sides, 16–4096.</summary>
    internal static void CheckSize(int width, int height)
    {
        foreach (var side in (ReadOnlySpan<int>)[width, height])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 16, nameof(width));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(side, 4096, nameof(width));
            ArgumentOutOfRangeException.ThrowIfNotEqual(side % 2, 0, nameof(width));
        }
    }

    private static void Check(MotionBrief brief)
    {
        CheckSize(brief.Width, brief.Height);
        ArgumentOutOfRangeException.ThrowIfLessThan(brief.Seconds, 0.2, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brief.Seconds, 600, nameof(brief));
    }

    private Film Prepare(MotionBrief brief, Setting setting, CancellationToken cancellationToken)
    {
        ICamera camera = brief.Pictures.Count > 0
            ? new Album([.. brief.Pictures.Select(path => Album.Load(path, brief.Width, brief.Height))], setting, brief.Seconds)
            : new Diorama(setting, brief.Seconds, cancellationToken);
        var text = string.IsNullOrWhiteSpace(brief.KineticText)
            ? null
            : new KineticType(brief.KineticText, setting, brief.Seconds, options);
        // Given pictures are shown as they are, unless the words ask for weather or sparks over them.
        var bare = brief.Pictures.Count > 0 && setting.Prompt.Weather == Weather.Fair
            && !setting.Prompt.Says("dust", "particle", "sparkle", "bokeh", "magic", "magical");
        return new Film(camera, bare ? null : new Particles(setting, brief.Seconds), text, setting);
    }
}

/// <summary>Says what lies where at a moment.</summary>
internal interface ICamera
{
    /// <summary>Adds what is seen at 0–1 through the film; 1 is 0 again.</summary>
    void Place(double turn, List<Placed> into);
}

/// <summary>Everything that one film shows, drawn frame by frame.</summary>
internal sealed class Film(ICamera camera, Particles? particles, KineticType? type, Setting setting)
{
    private const int Band = 32;
    private readonly List<Placed> placed = [];
    private readonly List<Placed> above = [];
    private readonly ThreadLocal<Scratch> scratch = new(() => new Scratch(setting.Stage.Width));

    public void Draw(Frame frame, double turn)
    {
        placed.Clear();
        above.Clear();
        camera.Place(turn, placed);
        type?.Place(turn, above);
        Lay(frame, placed);
        particles?.Draw(frame, turn);
        Lay(frame, above);
    }

    private void Lay(Frame frame, List<Placed> plates) => Parallel.For(0, (frame.Height + Band - 1) / Band, band =>
    {
        var (from, to) = (band * Band, Math.Min(frame.Height, (band + 1) * Band));
        var first = 0;
        for (var i = plates.Count - 1; i > 0; i--)
            if (plates[i].Hides(from, to, frame.Width))
            {
                first = i;
                break;
            }
        for (var i = first; i < plates.Count; i++) frame.Lay(plates[i], from, to, scratch.Value!);
    });
}
