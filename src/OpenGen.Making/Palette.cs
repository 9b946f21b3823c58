namespace OpenGen.Making;

/// <summary>The colours of one picture, from its light, its manner, the colours it names, and its seed.</summary>
internal sealed record Palette
{
    public required DayTime Time { get; init; }
    public required Oklch SkyTop { get; init; }
    public required Oklch SkyMid { get; init; }
    public required Oklch SkyLow { get; init; }

    /// <summary>The sun, the moon, a lamp.</summary>
    public required Oklch Glow { get; init; }

    /// <summary>The farthest and the nearest ground; what lies between is mixed.</summary>
    public required Oklch Far { get; init; }
    public required Oklch Near { get; init; }

    /// <summary>Stands out against the rest.</summary>
    public required Oklch Accent { get; init; }

    /// <summary>Second accent, kin to the first.</summary>
    public required Oklch Accent2 { get; init; }

    public bool Dark => Time is DayTime.Night or DayTime.Dusk;

    /// <summary>Ground at a distance: 0 far, 1 near.</summary>
    public Oklch Ground(double near) => Far.Mix(Near, near);

    public static Palette Of(PromptReading prompt)
    {
        var dice = new Dice(prompt.Seed ^ 0xC0105);
        var time = prompt.Time ?? Guess(prompt, dice);
        var light = Light(time, dice);
        if (prompt.Weather is Weather.Fog or Weather.Rain or Weather.Storm or Weather.Cloudy)
            light = light.Greyed(prompt.Weather is Weather.Storm ? 0.55 : 0.62);

        var turn = dice.Between(-10, 10);
        var palette = light.Build(time, turn, dice);
        if (prompt.Colours.Count > 0) palette = palette.Toward(prompt.Colours);
        foreach (var manner in prompt.Manners.Order()) palette = palette.In(manner);
        return palette;
    }

    /// <summary>Applies a change to every colour.</summary>
    public Palette Each(Func<Oklch, Oklch> change) => this with
    {
        SkyTop = change(SkyTop),
        SkyMid = change(SkyMid),
        SkyLow = change(SkyLow),
        Glow = change(Glow),
        Far = change(Far),
        Near = change(Near),
        Accent = change(Accent),
        Accent2 = change(Accent2),
    };

    private static DayTime Guess(PromptReading prompt, Dice dice)
    {
        if (prompt.Manners.Contains(Manner.Neon) || prompt.Manners.Contains(Manner.Dark)) return DayTime.Night;
        if (prompt.Manners.Contains(Manner.Pastel)) return DayTime.Dawn;
        return prompt.Subjects.FirstOrDefault(Subject.Abstract) switch
        {
            Subject.Space => DayTime.Night,
            Subject.City => dice.Pick(DayTime.Sunset, DayTime.Dusk, DayTime.Night, DayTime.Dawn, DayTime.Day),
            Subject.Desert or Subject.Road or Subject.Travel => dice.Pick(DayTime.Golden, DayTime.Sunset, DayTime.Day, DayTime.Dawn),
            Subject.Mountains or Subject.Forest or Subject.Lake =>
                dice.Pick(DayTime.Dawn, DayTime.Golden, DayTime.Day, DayTime.Dusk, DayTime.Sunset),
            Subject.Music or Subject.Celebration => dice.Pick(DayTime.Dusk, DayTime.Night, DayTime.Golden),
            Subject.Hills or Subject.Sea => dice.Pick(DayTime.Day, DayTime.Golden, DayTime.Dawn, DayTime.Day),
            _ => dice.Pick(DayTime.Day, DayTime.Dawn, DayTime.Golden, DayTime.Sunset, DayTime.Dusk),
        };
    }

    private static Skylight Light(DayTime time, Dice dice) => time switch
    {
        DayTime.Dawn => dice.Pick<Skylight>(
            new(new(0.72, 0.07, 265), new(0.84, 0.07, 345), new(0.94, 0.07, 75), new(0.98, 0.05, 85), new(0.80, 0.06, 320),
                new(0.38, 0.07, 275)),
            new(new(0.76, 0.08, 215), new(0.88, 0.06, 150), new(0.95, 0.08, 95), new(0.985, 0.05, 95), new(0.82, 0.06, 175),
                new(0.36, 0.07, 215)),
            new(new(0.68, 0.09, 300), new(0.82, 0.10, 0), new(0.93, 0.09, 55), new(0.98, 0.05, 75), new(0.80, 0.09, 350),
                new(0.34, 0.08, 310))),
        DayTime.Day => dice.Pick<Skylight>(
            new(new(0.64, 0.13, 245), new(0.80, 0.09, 230), new(0.95, 0.03, 205), new(0.99, 0.03, 95), new(0.78, 0.07, 230),
                new(0.42, 0.10, 160)),
            new(new(0.70, 0.11, 220), new(0.85, 0.08, 205), new(0.96, 0.04, 150), new(0.99, 0.04, 100), new(0.80, 0.08, 195),
                new(0.42, 0.11, 150)),
            new(new(0.58, 0.14, 258), new(0.76, 0.11, 245), new(0.94, 0.04, 60), new(0.99, 0.04, 85), new(0.76, 0.08, 255),
                new(0.38, 0.09, 185))),
        DayTime.Golden => dice.Pick<Skylight>(
            new(new(0.66, 0.09, 220), new(0.86, 0.09, 90), new(0.92, 0.12, 78), new(0.98, 0.08, 92), new(0.80, 0.10, 70),
                new(0.33, 0.08, 45)),
            new(new(0.78, 0.11, 70), new(0.86, 0.12, 78), new(0.94, 0.10, 90), new(0.99, 0.06, 95), new(0.78, 0.11, 60),
                new(0.30, 0.07, 35)),
            new(new(0.62, 0.08, 280), new(0.80, 0.10, 40), new(0.91, 0.12, 75), new(0.98, 0.08, 88), new(0.76, 0.10, 40),
                new(0.30, 0.07, 350))),
        DayTime.Sunset => dice.Pick<Skylight>(
            new(new(0.38, 0.12, 290), new(0.65, 0.18, 10), new(0.86, 0.14, 70), new(0.97, 0.09, 88), new(0.62, 0.14, 0),
                new(0.20, 0.06, 290)),
            new(new(0.45, 0.10, 235), new(0.74, 0.13, 45), new(0.88, 0.13, 75), new(0.97, 0.08, 90), new(0.66, 0.12, 35),
                new(0.20, 0.05, 240)),
            new(new(0.42, 0.17, 25), new(0.68, 0.19, 42), new(0.88, 0.15, 80), new(0.98, 0.09, 95), new(0.60, 0.17, 35),
                new(0.18, 0.07, 15)),
            new(new(0.36, 0.14, 275), new(0.62, 0.20, 345), new(0.84, 0.14, 45), new(0.96, 0.09, 75), new(0.58, 0.17, 330),
                new(0.18, 0.07, 280))),
        DayTime.Dusk => dice.Pick<Skylight>(
            new(new(0.24, 0.09, 275), new(0.44, 0.14, 305), new(0.72, 0.15, 30), new(0.96, 0.07, 80), new(0.46, 0.12, 310),
                new(0.14, 0.05, 280)),
            new(new(0.24, 0.08, 240), new(0.44, 0.10, 230), new(0.76, 0.11, 70), new(0.96, 0.07, 85), new(0.44, 0.08, 235),
                new(0.13, 0.04, 245)),
            new(new(0.26, 0.11, 300), new(0.50, 0.18, 335), new(0.76, 0.15, 15), new(0.97, 0.06, 60), new(0.48, 0.15, 330),
                new(0.15, 0.06, 300))),
        _ => dice.Pick<Skylight>(
            new(new(0.15, 0.06, 268), new(0.25, 0.09, 265), new(0.44, 0.10, 250), new(0.95, 0.03, 230), new(0.38, 0.08, 255),
                new(0.10, 0.03, 265)),
            new(new(0.13, 0.06, 295), new(0.24, 0.11, 295), new(0.44, 0.15, 325), new(0.94, 0.04, 60), new(0.36, 0.12, 310),
                new(0.09, 0.04, 290)),
            new(new(0.14, 0.05, 235), new(0.25, 0.07, 215), new(0.44, 0.09, 190), new(0.95, 0.04, 160), new(0.36, 0.07, 205),
                new(0.09, 0.03, 230))),
    };

    /// <summary>Draws every hue towards the colours named: the first rules the whole, the second becomes the accent.</summary>
    private Palette Toward(IReadOnlyList<Oklch> named)
    {
        var lead = named[0];
        var span = named.Count > 1 ? Apart(lead.H, named[1].H) : 0;
        Oklch Drawn(Oklch colour)
        {
            var off = Apart(lead.H, colour.H);
            var spread = Math.Clamp(off, -70, 70) * 0.28;
            return colour with
            {
                H = lead.H + spread,
                C = Math.Max(colour.C, Math.Min(lead.C, 0.16) * (0.45 + 0.55 * Math.Sin(Math.PI * Math.Clamp(colour.L, 0, 1)))),
            };
        }
        var drawn = Each(Drawn);
        drawn = drawn with { Glow = drawn.Glow with { C = Math.Min(drawn.Glow.C, 0.08) } };
        return named.Count > 1
            ? drawn with
            {
                Accent = Shown(named[1]),
                Accent2 = Shown(named.Count > 2 ? named[2] : lead),
                SkyLow = drawn.SkyLow with { H = lead.H + (Math.Abs(span) > 90 ? 0 : Math.Clamp(span, -60, 60)) },
            }
            : drawn with { Accent = Shown(lead) with { C = Math.Max(lead.C, 0.12) }, Accent2 = lead.Turned(35) };
    }

    /// <summary>A named colour, light enough to be told from the dark parts of a picture.</summary>
    private static Oklch Shown(Oklch colour) => colour with { L = Math.Clamp(colour.L, 0.42, 0.82) };

    private Palette In(Manner manner) => manner switch
    {
        Manner.Pastel =>
            Each(c => new(0.62 + c.L * 0.36, Math.Min(c.C, 0.085), c.H)) with
            {
                Near = Near with { L = Math.Max(Near.L, 0.52), C = Math.Min(Near.C, 0.09) },
            },
        Manner.Retro => Each(c => new Oklch(0.08 + c.L * 0.86, c.C * 0.85, c.H).Mix(new(c.L, 0.09, 65), 0.28)),
        Manner.Neon => this with
        {
            SkyTop = new(0.13, 0.07, 285),
            SkyMid = new(0.24, 0.14, SkyMid.H is > 150 and < 260 ? 260 : 310),
            SkyLow = new(0.52, 0.23, SkyMid.H is > 150 and < 260 ? 255 : 340),
            Far = new(0.34, 0.16, 310),
            Near = new(0.10, 0.05, 285),
            Accent = new(0.80, 0.17, 200),
            Accent2 = new(0.70, 0.26, 340),
            Time = Time is DayTime.Dusk ? Time : DayTime.Night,
        },
        Manner.Dark => Each(c => c.Darker(0.12 * c.L)) with { Glow = Glow, Accent = Accent },
        Manner.Vivid or Manner.Playful => Each(c => c with { C = c.C * 1.25 }),
        Manner.Luxury =>
            Each(c => c.Mix(new(c.L * 0.85, 0.05, 75), 0.4)) with { Accent = new(0.80, 0.12, 88), Accent2 = new(0.66, 0.11, 75) },
        Manner.Warm => Each(c => c.Mix(new(c.L, 0.10, 60), 0.22)),
        Manner.Cool => Each(c => c.Mix(new(c.L, 0.08, 235), 0.3)),
        Manner.Mono => Each(c => c with { C = 0.004 }),
        Manner.Cinematic =>
            this with
            {
                SkyTop = SkyTop.Darker(0.06).Mix(new(SkyTop.L, 0.07, 215), 0.35),
                Near = Near.Darker(0.05).Mix(new(Near.L, 0.05, 210), 0.4),
            },
        Manner.Minimal or Manner.Calm => Each(c => c.Muted(0.8)),
        _ => this,
    };

    private static double Apart(double from, double to) => ((to - from) % 360 + 540) % 360 - 180;

    private readonly record struct Skylight(Oklch Top, Oklch Mid, Oklch Low, Oklch Glow, Oklch Far, Oklch Near)
    {
        public Skylight Greyed(double keep) =>
            new(Top.Muted(keep).Mix(Mid, 0.35), Mid.Muted(keep), Low.Muted(keep).Darker(0.05), Glow.Muted(keep), Far.Muted(keep),
                Near.Muted(keep));

        public Palette Build(DayTime time, double turn, Dice dice)
        {
            var accent = new Oklch(dice.Between(0.66, 0.76), dice.Between(0.15, 0.19), Mid.H + dice.Pick(150, 180, 210, 120) + turn);
            return new Palette
            {
                Time = time,
                SkyTop = Top.Turned(turn),
                SkyMid = Mid.Turned(turn),
                SkyLow = Low.Turned(turn),
                Glow = Glow,
                Far = Far.Turned(turn),
                Near = Near.Turned(turn),
                Accent = accent,
                Accent2 = accent.Turned(dice.Side() * 40),
            };
        }
    }
}
