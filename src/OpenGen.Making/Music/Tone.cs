using System.Buffers;
using System.Runtime.CompilerServices;

namespace OpenGen.Making.Music;

/// <summary>The stereo mix of all voices, with a send to the reverb.</summary>
internal sealed class Mix(int samples)
{
    public const int Rate = 48_000;

    /// <summary>Voices that are played before they are mixed: many enough to keep all cores busy, few enough to hold.</summary>
    private const int AtOnce = 32;

    private readonly List<Voice> voices = [];

    public float[] Left { get; } = new float[samples];

    public float[] Right { get; } = new float[samples];

    public float[] Send { get; } = new float[samples];

    public int Samples { get; } = samples;

    /// <summary>
    /// Adds a voice that starts at a time in seconds; it is asked for one sample after another, and shares nothing that changes with
    /// another voice.
    /// </summary>
    public void Add(double start, double pan, double send, double gain, double seconds, Func<double, double> sound)
    {
        var first = (int)(start * Rate);
        voices.Add(new Voice(first, Math.Min((int)(seconds * Rate), Samples - first), pan, send, gain, sound));
    }

    /// <summary>
    /// Plays the voices on all cores, and mixes them in the order they were added in, so that every machine rounds alike.
    /// </summary>
    public void Play(CancellationToken cancellationToken)
    {
        foreach (var batch in voices.Where(voice => voice.Count > 0).Chunk(AtOnce))
        {
            var played = new float[batch.Length][];
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => played[i] = Play(batch[i]));
            for (var i = 0; i < batch.Length; i++)
            {
                MixIn(batch[i], played[i]);
                ArrayPool<float>.Shared.Return(played[i]);
            }
        }
    }

    private static float[] Play(Voice voice)
    {
        var played = ArrayPool<float>.Shared.Rent(voice.Count);
        for (var i = 0; i < voice.Count; i++) played[i] = (float)voice.Sound(i / (double)Rate);
        return played;
    }

    private void MixIn(Voice voice, float[] played)
    {
        var (left, right) = (
            (float)(voice.Gain * Math.Cos((voice.Pan + 1) * Math.PI / 4)), (float)(voice.Gain * Math.Sin((voice.Pan + 1) * Math.PI / 4)));
        var wet = (float)(voice.Send * voice.Gain);
        for (var i = Math.Max(0, -voice.First); i < voice.Count; i++)
        {
            var at = voice.First + i;
            Left[at] += played[i] * left;
            Right[at] += played[i] * right;
            Send[at] += played[i] * wet;
        }
    }

    private sealed record Voice(int First, int Count, double Pan, double Send, double Gain, Func<double, double> Sound);
}

// What is called for every sample is compiled at its best at once: a server's first music would be over before the runtime had noticed.

/// <summary>A state-variable low-pass (Andrew Simper, "Linear Trapezoidal Integrated SVF"): stays stable while it is swept.</summary>
internal struct LowPass
{
    /// <summary>
    /// How far a cutoff moves before the filter follows it, as a share of it; nobody hears less, and a tangent for every sample costs
    /// more than all else.
    /// </summary>
    private const double Step = 0.001;

    private double a, b, g, tuned;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Next(double input, double hertz, double resonance = 0.7)
    {
        if (Math.Abs(hertz - tuned) > tuned * Step) (tuned, g) = (hertz, Math.Tan(Math.PI * Math.Clamp(hertz, 20, 20_000) / Mix.Rate));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>
    /// The sine of an angle in turns, by its power series to the eleventh: wrong by less than a ten-millionth, and more than twice as
    /// fast as the library's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sine(double turns)
    {
        var turn = turns - Math.Round(turns);
        var rise = 0.25 - Math.Abs(Math.Abs(turn) - 0.25);
        var second = rise * rise;
        var fourth = second * second;
        var sine = rise
            * (6.283185307179586 - 41.341702240399755 * second + (81.60524927607504 - 76.70585975306136 * second) * fourth
                + (42.05869394489765 - 15.094642576822984 * second) * fourth * fourth);
        return Math.CopySign(sine, turn);
    }

    /// <summary>Attack, decay to a sustained level, and release at the note's end; seconds.</summary>
    public static double Envelope(double t, double attack, double decay, double sustain, double length, double release)
    {
        var body = t < attack ? t / attack : sustain + (1 - sustain) * Math.Exp(-(t - attack) / decay);
        return t < length ? body : body * Math.Exp(-(t - length) / release * 4);
    }
}
