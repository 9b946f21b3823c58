namespace OpenGen.Making.Music;

/// <summary>The instruments.</summary>
internal sealed class Band(Mix mix, MoodSound mood, Dice dice)
{
    /// <summary>Three detuned saws a note behind a slowly opening filter, spread wide.</summary>
    public void Pad(double start, double length, double note, double gain)
    {
        var hertz = Pitch.Hertz(note);
        foreach (var side in (ReadOnlySpan<double>)[-0.75, 0.75])
        {
            var (one, two, three) = (new Saw(dice.Unit()), new Saw(dice.Unit()), new Saw(dice.Unit()));
            var (filter, smooth) = (new LowPass(), new LowPass());
            var (drift, open) = (dice.Between(0.11, 0.19), 420 + 1500 * mood.Brightness);
            mix.Add(start, side, 0.55, gain * 0.5, length + 1.6, t =>
            {
                var bend = 1 + 0.0012 * Pitch.Sine(drift * t + side / Math.Tau);
                var raw = one.Next(hertz * bend * 1.0028) + two.Next(hertz * bend * 0.9974) + three.Next(hertz * 0.5) * 0.35;
                var env = Pitch.Envelope(t, Math.Min(0.7, length * 0.35), 1.5, 0.85, length, 1.3);
                return smooth.Next(filter.Next(raw, open * (0.55 + 0.45 * env + 0.12 * Pitch.Sine(0.13 * (start + t)))), 6500) * env * 0.33;
            });
        }
    }

    /// <summary>A string section: slower, brighter, with vibrato.</summary>
    public void Strings(double start, double length, double note, double gain)
    {
        var hertz = Pitch.Hertz(note);
        for (var player = 0; player < 3; player++)
        {
            var saw = new Saw(dice.Unit());
            var filter = new LowPass();
            var (tune, rate, pan) = (1 + dice.Between(-0.0025, 0.0025), dice.Between(4.6, 5.8), (player - 1) * 0.6);
            mix.Add(start, pan, 0.7, gain * 0.32, length + 0.9, t =>
            {
                var vibrato = 1 + 0.003 * Pitch.Sine(rate * t) * Math.Min(1, t / 0.5);
                return filter.Next(saw.Next(hertz * tune * vibrato), 900 + 2300 * mood.Brightness, 0.6)
                    * Pitch.Envelope(t, 0.22, 1, 0.85, length, 0.7) * 0.7;
            });
        }
    }

    /// <summary>A plucked string (Karplus and Strong, 1983) that loses its highs as it rings.</summary>
    public void Pluck(double start, double note, double gain, double pan)
    {
        var period = Mix.Rate / Pitch.Hertz(note);
        var size = (int)period;
        var line = new double[size + 1];
        var soft = new LowPass();
        var tone = 1800 + 5200 * mood.Brightness;
        for (var i = 0; i < line.Length; i++) line[i] = soft.Next(dice.Between(-1, 1), tone);
        var (at, last, part, damp) = (0, 0.0, period - size, 0.9962 - 0.00045 * Math.Max(0, note - 60) / 12);
        var block = new LowPass();
        mix.Add(start, pan, 0.35, gain * 1.05, 2.6, t =>
        {
            var next = (at + 1) % line.Length;
            var value = line[at] * (1 - part) + line[next] * part;
            line[at] = (value + last) * 0.5 * damp;
            last = value;
            at = next;
            return (value - block.Next(value, 60)) * Math.Min(1, t / 0.002) * Math.Clamp((2.6 - t) / 0.3, 0, 1);
        });
    }

    /// <summary>An electric piano: two-operator FM with a bell-like strike, and a slow tremolo across the sides.</summary>
    public void Keys(double start, double length, double note, double gain, double pan)
    {
        var hertz = Pitch.Hertz(note);
        var velocity = gain * dice.Between(0.85, 1.1);
        foreach (var side in (ReadOnlySpan<double>)[-1, 1])
            mix.Add(start, Math.Clamp(pan + side * 0.5, -1, 1), 0.4, velocity * 0.5, length + 1.4, t =>
            {
                var env = Pitch.Envelope(t, 0.004, 1.1, 0.18, length, 0.6);
                var strike = Pitch.Sine(hertz * 14 * t) * Math.Exp(-t * 22) * 0.08 * mood.Brightness;
                var index = (0.35 + 1.1 * mood.Brightness) * Math.Exp(-t * 3.2);
                var tremolo = 1 + side * 0.18 * Pitch.Sine(3.1 * (start + t));
                return (Pitch.Sine(hertz * t + index / Math.Tau * Pitch.Sine(hertz * t))
                    + 0.18 * Pitch.Sine(hertz * 2 * t) * Math.Exp(-t * 2) + strike) * env * tremolo;
            });
    }

    /// <summary>A bell of four partials that are not in tune with one another.</summary>
    public void Bell(double start, double note, double gain, double pan)
    {
        var hertz = Pitch.Hertz(note);
        mix.Add(start, pan, 0.8, gain * 0.6, 3.2, t =>
            (Pitch.Sine(hertz * t) * Math.Exp(-t * 1.9) + 0.42 * Pitch.Sine(hertz * 2.01 * t) * Math.Exp(-t * 2.9)
            + 0.22 * Pitch.Sine(hertz * 3.9 * t) * Math.Exp(-t * 5) * mood.Brightness
            + 0.10 * Pitch.Sine(hertz * 6.7 * t) * Math.Exp(-t * 9) * mood.Brightness)
            * Math.Min(1, t / 0.003) * Math.Clamp((3.2 - t) / 0.4, 0, 1));
    }

    /// <summary>A short filtered saw, as a sequencer plays it.</summary>
    public void Arp(double start, double note, double gain, double pan)
    {
        var hertz = Pitch.Hertz(note);
        var (one, two) = (new Saw(dice.Unit()), new Saw(dice.Unit()));
        var filter = new LowPass();
        mix.Add(start, pan, 0.45, gain * 0.62, 0.7, t =>
            filter.Next(one.Next(hertz * 1.003) + two.Next(hertz * 0.997), 300 + (900 + 3600 * mood.Brightness) * Math.Exp(-t * 9), 1.1)
            * Math.Min(1, t / 0.004) * Math.Exp(-t * 6.5) * Math.Clamp((0.7 - t) / 0.1, 0, 1) * 0.6);
    }

    /// <summary>A round bass: a sine with its octave and a little filtered saw.</summary>
    public void Bass(double start, double length, double note, double gain)
    {
        var hertz = Pitch.Hertz(note);
        var saw = new Saw(0);
        var filter = new LowPass();
        mix.Add(start, 0, 0.04, gain, length + 0.12, t =>
        {
            var env = Pitch.Envelope(t, 0.012, 0.5, 0.75, length, 0.12) * Math.Clamp((length + 0.12 - t) / 0.05, 0, 1);
            return (Pitch.Sine(hertz * t) * 0.8 + Pitch.Sine(hertz * 2 * t) * 0.16
                + filter.Next(saw.Next(hertz), 180 + 520 * mood.Brightness) * 0.42) * env;
        });
    }

    public void Kick(double start, double gain)
    {
        var phase = 0.0;
        mix.Add(start, 0, 0.03, gain, 0.34, t =>
        {
            phase += (46 + 95 * Math.Exp(-t * 34)) / Mix.Rate;
            return Pitch.Sine(phase) * Math.Exp(-t * 9.5) * Math.Min(1, t / 0.0015) * Math.Clamp((0.34 - t) / 0.05, 0, 1);
        });
    }

    public void Snare(double start, double gain, bool brush)
    {
        var (low, high) = (new LowPass(), new LowPass());
        var air = Noise();
        mix.Add(start, 0.08, 0.3, gain, 0.3, t =>
        {
            var noise = low.Next(air.Between(-1, 1), brush ? 3800 : 6500);
            noise -= high.Next(noise, 900);
            return (noise * Math.Exp(-t * (brush ? 20 : 16)) * 0.8 + Pitch.Sine(186 * t) * Math.Exp(-t * 28) * (brush ? 0.2 : 0.42))
                * Math.Min(1, t / 0.002) * Math.Clamp((0.3 - t) / 0.05, 0, 1);
        });
    }

    public void Clap(double start, double gain)
    {
        var (low, high) = (new LowPass(), new LowPass());
        var air = Noise();
        mix.Add(start, -0.06, 0.4, gain, 0.26, t =>
        {
            var noise = low.Next(air.Between(-1, 1), 5200);
            noise -= high.Next(noise, 1100);
            var hands = t < 0.03 ? Math.Exp(-(t % 0.010) * 260) : Math.Exp(-(t - 0.03) * 24);
            return noise * hands * 0.85 * Math.Clamp((0.26 - t) / 0.05, 0, 1);
        });
    }

    public void Hat(double start, double gain, bool open)
    {
        var high = new LowPass();
        var top = new LowPass();
        var length = open ? 0.26 : 0.075;
        var air = Noise();
        mix.Add(start, 0.28, 0.1, gain, length, t =>
        {
            var noise = air.Between(-1, 1);
            noise = top.Next(noise - high.Next(noise, 6800), 12_500);
            return noise * Math.Exp(-t * (open ? 13 : 52)) * 0.6 * Math.Clamp((length - t) / 0.02, 0, 1) * Math.Min(1, t / 0.001);
        });
    }

    public void Tom(double start, double note, double gain, double pan)
    {
        var phase = 0.0;
        var hertz = Pitch.Hertz(note);
        var skin = new LowPass();
        var air = Noise();
        mix.Add(start, pan, 0.6, gain, 0.9, t =>
        {
            phase += hertz * (1 + 0.5 * Math.Exp(-t * 22)) / Mix.Rate;
            return (Pitch.Sine(phase) * Math.Exp(-t * 5.2) + skin.Next(air.Between(-1, 1), 900) * Math.Exp(-t * 40) * 0.7)
                * Math.Min(1, t / 0.002) * Math.Clamp((0.9 - t) / 0.1, 0, 1);
        });
    }

    /// <summary>Air that swells into the next part.</summary>
    public void Riser(double start, double length, double gain)
    {
        foreach (var side in (ReadOnlySpan<double>)[-0.8, 0.8])
        {
            var (filter, air) = (new LowPass(), Noise());
            mix.Add(
                start, side, 0.6, gain * 0.3, length,
                t => filter.Next(air.Between(-1, 1), 300 + 5200 * Math.Pow(t / length, 2)) * Math.Pow(t / length, 2.2)
                    * Math.Clamp((length - t) / 0.03, 0, 1));
        }
    }

    /// <summary>The crackle and hiss of a record.</summary>
    public void Vinyl(double start, double length, double gain)
    {
        var hiss = new LowPass();
        var pop = 0.0;
        var air = Noise();
        mix.Add(start, 0, 0, gain, length, _ =>
        {
            if (air.Chance(0.00012)) pop = air.Between(-1, 1);
            pop *= 0.82;
            return hiss.Next(air.Between(-1, 1), 3200) * 0.10 + pop * 0.5;
        });
    }

    /// <summary>Dice for one voice alone: voices are played at the same time.</summary>
    private Dice Noise() => new(dice.Next());
}
