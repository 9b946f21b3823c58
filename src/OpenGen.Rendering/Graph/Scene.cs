using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;

namespace OpenGen.Rendering.Graph;

/// <summary>A timeline whose stills are drawn: all that the filter graph needs to know, so that building it is pure.</summary>
/// <param name="Visuals">Back to front.</param>
internal sealed record Scene(Canvas Canvas, Rgba Background, int Frames, IReadOnlyList<SceneVisual> Visuals);

internal abstract record SceneVisual(FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height);

/// <param name="File">RGBA bytes, row by row.</param>
internal sealed record SceneStill(FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height, string File, bool IsOpaque)
    : SceneVisual(Span, Animation, X, Y, Width, Height);

internal sealed record SceneTrack(FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height, string ListFile)
    : SceneVisual(Span, Animation, X, Y, Width, Height);

/// <param name="Place">Where the clip lies before it is turned; X to Height are those of the turned picture.</param>
/// <param name="MaskFile">Grey bytes, row by row, of the placement's size: rounded corners; null without.</param>
/// <param name="LookupFile">A .cube of the colour filters; null without.</param>
internal sealed record SceneClip(ClipLayer Layer, Placement Place, int X, int Y, int Width, int Height, string? MaskFile, string? LookupFile)
    : SceneVisual(Layer.Span, Layer.Look.Animation, X, Y, Width, Height);
