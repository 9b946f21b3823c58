using OpenGen.Making.Scenes;

namespace OpenGen.Making.Motion;

/// <summary>Snow, rain, dust in the light, embers: each on a path that closes with the film.</summary>
internal sealed class Particles
{
    private readonly Mote[] motes;
    private readonly (byte Y, byte U, byte V) colour;
    private readonly (int Width, int Height) size;

    public Particles(Setting setting, double seconds)
    {
        var (dice, u) = (setting.Dice("motes"), setting.Unit);
        size = (setting.Stage.Width, setting.Stage.Height);
        var weather = setting.Prompt.Weather;
        var kind = weather is Weather.Snow ? Kind.Snow : weather is Weather.Rain or Weather.Storm ? Kind.Rain
            : setting.Prompt.Subjects.FirstOrDefault(Subject.Abstract) == Subject.Space ? Kind.Stars : Kind.Dust;
        var tint = kind is Kind.Snow or Kind.Rain
            ? new Oklch(0.97, 0.012, 235)
            : setting.Palette.Glow.Mix(setting.Palette.Accent, kind is Kind.Dust ? 0.12 : 0);
        colour = Yuv(tint);
        var count = (int)(kind switch { Kind.Snow => 130, Kind.Rain => 110, Kind.Stars => 26, _ => setting.Plain ? 14 : 34 }
            * Math.Sqrt(size.Width * (double)size.Height) / 1440);
        motes = new Mote[Math.Max(8, count)];
        for (var i = 0; i < motes.Length; i++)
        {
            var near = Math.Pow(dice.Unit(), 2.2);
            // Falls across the frame a whole number of times, so that the end meets the beginning.
            var fall = kind switch
            {
                Kind.Snow => 110 + 260 * near,
                Kind.Rain => 2300 + 900 * near,
                Kind.Stars => 0,
                _ => -(22 + 60 * near),
            } * u;
            var times = kind is Kind.Stars ? 0 : Math.Sign(fall) * Math.Max(1, Math.Round(Math.Abs(fall) * seconds / (size.Height * 1.1)));
            motes[i] = new(
                kind, dice.Unit(), dice.Unit(), times, dice.Between(10, 46) * u * (kind is Kind.Rain ? 0.1 : 1),
                (int)Math.Max(1, Math.Round(seconds * dice.Between(0.12, 0.4))), dice.Unit() * Math.Tau,
                kind switch
                {
                    Kind.Snow => (2 + 9 * near) * u,
                    Kind.Rain => (1.1 + 1.3 * near) * u,
                    Kind.Stars => (3 + 9 * near) * u,
                    _ => (2.2 + 15 * near * near) * u,
                },
                kind switch
                {
                    Kind.Snow => dice.Between(0.5, 0.95),
                    Kind.Rain => dice.Between(0.14, 0.34),
                    Kind.Stars => dice.Between(0.5, 1),
                    _ => dice.Between(0.16, 0.5) * (1 - near * 0.55),
                });
        }
    }

    private enum Kind { Dust, Snow, Rain, Stars }

    private readonly record struct Mote(
        Kind Kind, double X, double Y, double Times, double Sway, int Cycles, double Phase, double Radius, double Strength);

    /// <summary>Draws them as they are at 0–1 through the film.</summary>
    public void Draw(Frame frame, double turn)
    {
        foreach (var mote in motes)
        {
            var wave = Math.Sin(turn * Math.Tau * mote.Cycles + mote.Phase);
            var (w, h) = (size.Width * 1.1, size.Height * 1.1);
            var y = Wrap(mote.Y + turn * mote.Times) * h - size.Height * 0.05;
            var x = Wrap(mote.X) * w - size.Width * 0.05 + wave * mote.Sway - (mote.Kind is Kind.Rain ? (y - size.Height * 0.5) * 0.16 : 0);
            // Dust fades in and out near the edges of its rise, stars glitter.
            var strength = mote.Strength * mote.Kind switch
            {
                Kind.Dust =>
                    (0.6 + 0.4 * Math.Cos(turn * Math.Tau * mote.Cycles + mote.Phase))
                        * Math.Clamp(Math.Min(y, size.Height - y) / (size.Height * 0.12), 0, 1),
                Kind.Stars => 0.5 + 0.5 * wave,
                _ => 1,
            };
            if (strength < 0.01) continue;
            if (mote.Kind is Kind.Rain)
                for (var drop = 0; drop < 14; drop++)
                    frame.Light(x - drop * mote.Radius * 0.48, y + drop * mote.Radius * 3, mote.Radius * 2, strength, colour);
            else frame.Light(x, y, mote.Radius, strength, colour);
        }
    }

    private static double Wrap(double x) => x - Math.Floor(x);

    private static (byte, byte, byte) Yuv(Oklch tint)
    {
        var (r, g, b) = tint.Rgb();
        return (
            (byte)(16 + 0.1826 * r + 0.6142 * g + 0.0620 * b), (byte)(128 - 0.1006 * r - 0.3386 * g + 0.4392 * b),
            (byte)(128 + 0.4392 * r - 0.3989 * g - 0.0403 * b));
    }
}
