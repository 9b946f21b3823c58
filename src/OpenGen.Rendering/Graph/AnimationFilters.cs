using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Graph;

/// <summary>
/// Animations as FFmpeg expressions. A layer's own stream counts its frames from 0: <c>enter</c> ends at frame E,
/// <c>exit</c> begins at frame X0; places are in frames of the whole video.
/// </summary>
internal static class AnimationFilters
{
    /// <summary>
    /// fade and scale filters for a layer's own stream, each beginning with a comma; empty when its picture stays as it is.
    /// </summary>
    /// <param name="exitAt">The frame of the stream at which the exit begins.</param>
    public static string ForPicture(Phases phases, int exitAt, int width, int height)
    {
        var filters = "";
        if (FadeFrames(phases.Enter, phases.EnterFrames) is var fadeIn and > 0)
            filters += Expression.Of($",fade=t=in:s=0:n={fadeIn}:alpha=1");
        if (FadeFrames(phases.Exit, phases.ExitFrames) is var fadeOut and > 0)
            filters += Expression.Of($",fade=t=out:s={exitAt + phases.ExitFrames - fadeOut}:n={fadeOut}:alpha=1");
        if (!phases.Scales) return filters;

        var factor = Multiply(Growth(phases.Enter, phases.EnterFrames), Shrinking(phases.Exit, phases.ExitFrames, exitAt));
        return filters
            + Expression.Of(
                $",scale=w='max(2,2*round({width / 2.0}*{factor}))':h='max(2,2*round({height / 2.0}*{factor}))':eval=frame:flags=bilinear");
    }

    /// <summary>The overlay's place.</summary>
    public static (string X, string Y, bool IsMoving) Place(SceneVisual visual, Canvas canvas)
    {
        var phases = visual.Phases;
        var x = Expression.Of($"{visual.X}");
        var y = Expression.Of($"{visual.Y}");
        if (phases.Scales)
        {
            x += Expression.Of($"+({visual.Width}-w)/2");
            y += Expression.Of($"+({visual.Height}-h)/2");
        }
        if (Phases.IsSlide(phases.Enter))
        {
            // Ease out: fast at first, soft at the end.
            var left = Expression.Of($"pow(1-clip((30*t-({visual.Span.From}))/{phases.EnterFrames},0,1),3)");
            var (dx, dy) = Enters(visual, phases.Enter, canvas);
            if (dx != 0) x += Expression.Of($"+({dx})*{left}");
            if (dy != 0) y += Expression.Of($"+({dy})*{left}");
        }
        if (Phases.IsSlide(phases.Exit))
        {
            var gone = Expression.Of($"pow(clip((30*t-{visual.Span.End - phases.ExitFrames})/{phases.ExitFrames},0,1),3)");
            var (dx, dy) = Exits(visual, phases.Exit, canvas);
            if (dx != 0) x += Expression.Of($"+({dx})*{gone}");
            if (dy != 0) y += Expression.Of($"+({dy})*{gone}");
        }
        return (x, y, phases.Scales || phases.Moves);
    }

    /// <summary>Where it comes from, as an offset: slideInUp comes up from below.</summary>
    private static (int X, int Y) Enters(SceneVisual visual, Motion motion, Canvas canvas) => motion switch
    {
        Motion.SlideLeft => (-(visual.X + visual.Width), 0),
        Motion.SlideRight => (canvas.Width - visual.X, 0),
        Motion.SlideUp => (0, canvas.Height - visual.Y),
        _ => (0, -(visual.Y + visual.Height)),
    };

    /// <summary>Where it goes to: slideOutUp leaves over the top.</summary>
    private static (int X, int Y) Exits(SceneVisual visual, Motion motion, Canvas canvas) => motion switch
    {
        Motion.SlideLeft => (-(visual.X + visual.Width), 0),
        Motion.SlideRight => (canvas.Width - visual.X, 0),
        Motion.SlideUp => (0, -(visual.Y + visual.Height)),
        _ => (0, canvas.Height - visual.Y),
    };

    private static int FadeFrames(Motion motion, int frames) => motion switch
    {
        Motion.Fade => frames,
        Motion.Zoom => Math.Max(1, frames / 2),
        Motion.Pop => Math.Max(1, frames / 3),
        _ => 0,
    };

    private static string? Growth(Motion motion, int frames) => motion switch
    {
        Motion.Zoom => Expression.Of($"(1-0.7*pow(1-clip(n/{frames},0,1),3))"),
        Motion.Pop => BackOut(Expression.Of($"(clip(n/{frames},0,1)-1)")),
        _ => null,
    };

    private static string? Shrinking(Motion motion, int frames, int exitAt) => motion switch
    {
        Motion.Zoom => Expression.Of($"(1-0.7*pow(clip((n-{exitAt})/{frames},0,1),3))"),
        Motion.Pop => BackOut(Expression.Of($"(0-clip((n-{exitAt})/{frames},0,1))")),
        _ => null,
    };

    /// <summary>Penner's back-out, 0 to 1 with a tenth too much on the way; <paramref name="p"/> runs from -1 to 0.</summary>
    private static string BackOut(string p) => $"max(0.02,1+2.70158*pow({p},3)+1.70158*pow({p},2))";

    private static string Multiply(string? first, string? second) =>
        first is null ? second ?? "1" : second is null ? first : $"{first}*{second}";
}
