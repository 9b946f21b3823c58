namespace OpenGen.Making.Motion;

/// <summary>What a moving picture should be.</summary>
/// <param name="Prompt">What it shows, in words.</param>
/// <param name="Width">Pixels, even, 16–4096.</param>
/// <param name="Height">Pixels, even, 16–4096.</param>
/// <param name="Seconds">Length, 0.2–600; the film has exactly this times 30 frames, rounded.</param>
/// <param name="Pictures">Picture files to move over, dissolving from one to the next; empty: the scene is drawn from the prompt, in
/// layers.</param>
/// <param name="KineticText">Words to bring in over it, one after another.</param>
public sealed record MotionBrief(
    string Prompt, int Width, int Height, double Seconds, IReadOnlyList<string> Pictures, string? KineticText = null);
