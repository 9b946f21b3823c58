namespace OpenGen.Rendering.Making.Music;

/// <summary>The stereo mix that voices add themselves to, with a send to the reverb.</summary>
internal sealed class Mix(int samples)
{
    public const int Rate = 48_000;

    public float[] Left { get; } = new float[samples];

    public float[] Right { get; } = new float[samples];

    public float[] Send { get; } = new float[samples];

    public int Samples { get; } = samples;

    /// <summary>Adds a voice that starts at a time in seconds; it is asked for one sample after another until it has none.</summary>
    public void Add(double start, double pan, double send, double gain, double seconds, Func<double, double> voice)
    {
        var first = (int)(start * Rate);
        var count = Math.Min((int)(seconds * Rate), Samples - first);
        var (left, right) = ((float)(gain * Math.Cos((pan + 1) * Math.PI / 4)), (float)(gain * Math.Sin((pan + 1) * Math.PI / 4)));
        var wet = (float)(send * gain);
        for (var i = 0; i < count; i++)
        {
            var at = first + i;
            var sample = (float)voice(i / (double)Rate);
            if (at < 0) continue;
            Left[at] += sample * left;
            Right[at] += sample * right;
            Send[at] += sample * wet;
        }
    }
}

/// <summary>A state-variable low-pass (Andrew Simper, "Linear Trapezoidal Integrated SVF"): stays stable while it is swept.</summary>
internal struct LowPass
{
    private double a, b;

    public double Next(double input, double hertz, double resonance = 0.7)
    {
        var g = Math.Tan(Math.PI * Math.Clamp(hertz, 20, 20_000) / Mix.Rate);
        var k = 1 / resonance;
        var a1 = 1 / (1 + g * (g + k));
        var v3 = input - b;
        var v1 = a1 * a + g * a1 * v3;
        var v2 = b + g * v1;
        (a, b) = (2 * v1 - a, 2 * v2 - b);
        return v2;
    }
}

/// <summary>A saw without the worst of its aliases (PolyBLEP).</summary>
internal struct Saw(double phase)
{
    private double phase = phase;

    public double Next(double hertz)
    {
        var step = hertz / Mix.Rate;
        phase += step;
        if (phase >= 1) phase -= 1;
        var value = 2 * phase - 1;
        if (phase < step)
        {
            var t = phase / step;
            value -= t + t - t * t - 1;
        }
        else if (phase > 1 - step)
        {
            var t = (phase - 1) / step;
            value -= t * t + t + t + 1;
        }
        return value;
    }
}

internal static class Pitch
{
    /// <summary>Hertz of a MIDI note.</summary>
    public static double Hertz(double note) => 440 * Math.Pow(2, (note - 69) / 12);

    /// <summary>Attack, decay to a sustained level, and release at the note's end; seconds.</summary>
    public static double Envelope(double t, double attack, double decay, double sustain, double length, double release)
    {
        var body = t < attack ? t / attack : sustain + (1 - sustain) * Math.Exp(-(t - attack) / decay);
        return t < length ? body : body * Math.Exp(-(t - length) / release * 4);
    }
}
