namespace OpenGen.Making.Scenes;

/// <summary>The frame a scene is drawn for, with a margin around it that only a moving camera shows.</summary>
/// <param name="Width">Pixels of the frame; x runs 0 to this.</param>
/// <param name="Height">Pixels of the frame; y runs 0 to this, downwards.</param>
internal sealed record Stage(int Width, int Height)
{
    /// <summary>Margin on each side as a share of the frame.</summary>
    public const double Overscan = 0.09;

    /// <summary>A thousandth of the shorter side: the length that strokes and objects are measured in.</summary>
    public double Unit => Math.Min(Width, Height) / 1000.0;

    public double Left => -Math.Ceiling(Width * Overscan);

    public double Top => -Math.Ceiling(Height * Overscan);

    public double Right => Width - Left;

    public double Bottom => Height - Top;

    public double CentreX => Width / 2.0;

    public bool Tall => Height > Width * 1.15;

    public bool Wide => Width > Height * 1.15;
}
