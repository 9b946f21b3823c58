using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Scenes;

/// <summary>A layer's coming and going, in frames: at most half its span each when it does both.</summary>
internal readonly record struct Phases(Motion Enter, int EnterFrames, Motion Exit, int ExitFrames)
{
    public static Phases Of(Animation? animation, FrameSpan span)
    {
        if (animation is null) return default;
        var both = animation is { Enter: not Motion.None, Exit: not Motion.None };
        var most = Math.Max(1, both ? span.Frames / 2 : span.Frames);
        var frames = Math.Min(animation.Frames, most);
        return new Phases(
            animation.Enter, animation.Enter == Motion.None ? 0 : frames, animation.Exit, animation.Exit == Motion.None ? 0 : frames);
    }

    /// <summary>Whether the picture itself changes: its size or alpha, and not its place alone.</summary>
    public bool ChangesPicture => IsPictorial(Enter) || IsPictorial(Exit);

    public bool Scales => Enter is Motion.Zoom or Motion.Pop || Exit is Motion.Zoom or Motion.Pop;

    public bool Moves => IsSlide(Enter) || IsSlide(Exit);

    public bool IsNothingButFade => Enter is Motion.None or Motion.Fade && Exit is Motion.None or Motion.Fade;

    public static bool IsSlide(Motion motion) => motion is Motion.SlideLeft or Motion.SlideRight or Motion.SlideUp or Motion.SlideDown;

    private static bool IsPictorial(Motion motion) => motion is Motion.Fade or Motion.Zoom or Motion.Pop;
}
