using NetVips;
using OpenGen.Making.Scenes;

namespace OpenGen.Making.Motion;

/// <summary>A drawn scene whose layers stand at their distances; the camera swings before them on a closed path.</summary>
internal sealed class Diorama : ICamera
{
    private readonly List<(Plate Plate, double Depth)> layers = [];
    private readonly Stage stage;
    private readonly (double X, double Y, double Zoom, double Phase, int Cycles) path;

    public Diorama(Setting setting, double seconds, CancellationToken cancellationToken)
    {
        stage = setting.Stage;
        var (width, height) = ((int)(stage.Right - stage.Left), (int)(stage.Bottom - stage.Top));
        Image? whole = null;
        var grain = Image.Gaussnoise(width, height, sigma: 1.3, mean: 0, seed: (int)(setting.Prompt.Seed & 0x7FFFFFFF)).CopyMemory();
        var painted = ScenePainter.Paint(setting).Where(layer => !layer.Falls).ToList();
        var sheets = painted.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(layer => layer.Draw(stage, stage.Left, stage.Top, width, height).CopyMemory()).ToList();
        foreach (var (layer, drawn) in painted.Zip(sheets))
        {
            cancellationToken.ThrowIfCancellationRequested();
            layers.Add((new Plate(Finish.Grained(drawn, grain)), layer.Depth));
            if (whole is null)
            {
                whole = drawn;
                continue;
            }
            // Ten megabytes each, which the collector does not see.
            using (drawn)
            using (var below = whole) whole = below.Composite2(drawn, Enums.BlendMode.Over).CopyMemory();
        }
        if (Finish.SpillOf(whole!.Flatten(), setting) is { } spill) layers.Add((new Plate(spill), 0.4));
        layers.Add((new Plate(Finish.Shade(setting, width, height)), double.NaN));

        var dice = setting.Dice("camera");
        var cycles = Math.Max(1, (int)Math.Round(seconds / 9));
        var pace = Math.Min(1, seconds / cycles / 6);   // short loops swing less, so that they do not hurry
        path = (
            dice.Side() * dice.Between(0.045, 0.072) * pace, dice.Between(0.006, 0.02) * pace, dice.Between(0.03, 0.06) * pace,
            dice.Between(0, Math.Tau), cycles);
    }

    public void Place(double turn, List<Placed> into)
    {
        var angle = turn * Math.Tau * path.Cycles + path.Phase;
        var (swing, rise, push) = (
            Math.Sin(angle) * path.X * stage.Width, Math.Cos(angle) * path.Y * stage.Height, (1 - Math.Cos(angle + 0.9)) / 2 * path.Zoom);
        foreach (var (plate, depth) in layers)
        {
            if (double.IsNaN(depth))
            {
                into.Add(new(plate, stage.Left, stage.Top, 1));
                continue;
            }
            var near = 0.10 + 0.90 * depth;
            var scale = 1 + push * (0.2 + 0.8 * depth);
            // Grows about the middle of the frame.
            into.Add(
                new(plate, stage.CentreX + (stage.Left - stage.CentreX) * scale + swing * near,
                    stage.Height / 2.0 + (stage.Top - stage.Height / 2.0) * scale + rise * near, scale));
        }
    }
}
