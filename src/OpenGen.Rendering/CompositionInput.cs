using System.Text.Json.Nodes;

namespace OpenGen.Rendering;

/// <summary>What is to be rendered: a canvas and its layers, as data of a user that nothing has checked yet.</summary>
/// <param name="AspectRatio"><c>9:16</c>, <c>16:9</c>, <c>1:1</c>, <c>4:3</c> or <c>3:4</c>; anything else is 9:16 with a warning.</param>
/// <param name="BackgroundColor">A CSS colour; black without.</param>
/// <param name="Layers">In any order: <see cref="LayerInput.Position"/> is the z-index, 0 at the back.</param>
public sealed record CompositionInput(string AspectRatio, string? BackgroundColor, IReadOnlyList<LayerInput> Layers);

/// <summary>One layer with all that it needs already fetched.</summary>
/// <param name="Name">The layer's name, for warnings.</param>
/// <param name="Type">What it shows or plays.</param>
/// <param name="Position">The z-index, 0 at the back.</param>
/// <param name="Attributes">The fields of LAYERS.md: from, durationInFrames, left, styles …</param>
/// <param name="SourceFile">The local file of a clip, image or sound; also what a caption layer's words came from, unused here.</param>
/// <param name="Text">Text bound from elsewhere; wins over the attribute <c>content</c>.</param>
/// <param name="Captions">Words bound from elsewhere: flat <c>[{word, start, end}]</c> in seconds, or the form of LAYERS.md; wins over
/// the attribute.</param>
/// <param name="IsSpeech">A sound that music gives way to.</param>
/// <param name="IsMusic">A sound that gives way to speech, unless its attribute <c>duck</c> says no.</param>
public sealed record LayerInput(
    string Name,
    LayerType Type,
    int Position,
    JsonObject Attributes,
    string? SourceFile,
    string? Text,
    JsonArray? Captions,
    bool IsSpeech = false,
    bool IsMusic = false)
{
    /// <summary>The most ticks of one progress bar.</summary>
    public const int MostTicks = 50;
}

/// <summary>How far a render is.</summary>
/// <param name="Percent">0–100, never falling.</param>
/// <param name="Remaining">An estimate, once there is ground for one.</param>
public sealed record RenderProgress(double Percent, TimeSpan? Remaining);

/// <summary>A finished render.</summary>
/// <param name="Path">The MP4.</param>
/// <param name="PosterPath">A JPEG of the first frame that is not black.</param>
/// <param name="Frames">Frames at 30 fps.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Warnings">What was left out or replaced, each naming its layer; for the person who made the layers.</param>
public sealed record RenderedVideo(string Path, string PosterPath, int Frames, int Width, int Height, IReadOnlyList<string> Warnings);

/// <summary>
/// A composition that cannot become a video: no composition at all, nothing left to show, longer than the limit. The message is for a
/// person.
/// </summary>
public sealed class CompositionInvalidException(string message) : Exception(message);
