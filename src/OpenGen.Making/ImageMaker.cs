using NetVips;
using OpenGen.Making.Scenes;
using OpenGen.Media;
using OpenGen.Rendering;

namespace OpenGen.Making;

/// <summary>Draws a picture from a prompt on this machine: no model, no network, the same picture for the same brief.</summary>
/// <remarks>
/// 1. The prompt's words become subjects, light, manner and colours (<see cref="PromptReading"/>); the whole of it becomes a seed.
/// 2. A palette follows from those (<see cref="Palette"/>).
/// 3. A painter for the strongest subject lays down layers, far to near (<see cref="ScenePainter"/>).
/// 4. The layers are laid over one another and finished: bloom, grain, vignette (<see cref="Finish"/>).
/// 5. Reference pictures are laid upon it as prints (<see cref="Collage"/>), a title is set (<see cref="Poster"/>).
/// </remarks>
/// <param name="options">Tools, fonts and limits.</param>
/// <param name="words">What it understands; those beside the program when null.</param>
public sealed class ImageMaker(RenderingOptions options, SceneWords? words = null)
{
    /// <summary>Draws the picture into a file: PNG, or JPEG when the name ends so.</summary>
    /// <param name="brief">What to draw.</param>
    /// <param name="outputPath">The file to write.</param>
    /// <param name="cancellationToken">Cancels between layers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside 16–8192 pixels.</exception>
    /// <exception cref="VipsException">A reference picture cannot be read.</exception>
    /// <exception cref="HeicNotOpenedException">Nor can one that is a HEIC.</exception>
    public async Task DrawAsync(ImageBrief brief, string outputPath, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brief.Width, 16, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brief.Width, 8192, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfLessThan(brief.Height, 16, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brief.Height, 8192, nameof(brief));
        var heic = new HeicConverter(options, new RenderCache(options));
        brief = brief with
        {
            References = await Task.WhenAll((brief.References ?? []).Select(picture => heic.OpenableAsync(picture, cancellationToken))),
        };
        await NativeHeap.BorrowAsync(() => Task.Run(() => Draw(brief, outputPath, cancellationToken), cancellationToken));
    }

    private void Draw(ImageBrief brief, string outputPath, CancellationToken cancellationToken)
    {
        var setting = SettingOf(brief, words ?? SceneWords.Shipped);
        Image? picture = null;
        var sheets = ScenePainter.Paint(setting).AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(layer => layer.Draw(setting.Stage, 0, 0, brief.Width, brief.Height).CopyMemory()).ToList();
        foreach (var drawn in sheets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            picture = picture is null ? drawn : picture.Composite2(drawn, Enums.BlendMode.Over);
            picture = picture.CopyMemory();
        }
        picture = Finish.Apply(picture!.Flatten(), setting);
        if (brief.References is { Count: > 0 } references) picture = Collage.Lay(picture, references, setting);
        if (setting.Prompt.Title is { } title) picture = new Poster(new Lettering(options)).Set(picture, title, setting);
        Save(picture, outputPath);
    }

    internal static Setting SettingOf(ImageBrief brief, SceneWords words)
    {
        var prompt = PromptReading.Of(brief.Prompt, brief.Variation, words);
        return new Setting(new Stage(brief.Width, brief.Height), Palette.Of(prompt), prompt);
    }

    private static void Save(Image picture, string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg")
            picture.Jpegsave(path, q: 93, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        else picture.Pngsave(path, compression: 6, keep: Enums.ForeignKeep.None);
    }
}
