namespace OpenGen.Making.Music;

/// <summary>A room: eight combs and four all-passes a side (Jezar's Freeverb, public domain), behind a short delay.</summary>
internal sealed class Reverb(double size)
{
    // Delays at 44.1 kHz as Freeverb has them; the right side is 23 samples longer.
    private static readonly int[] Combs = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617];
    private static readonly int[] AllPasses = [556, 441, 341, 225];

    public float[] Render(float[] input, bool right)
    {
        var output = new float[input.Length];
        var feedback = (float)(0.74 + 0.18 * size);
        const float damp = 0.34f;
        var before = (int)(0.018 * Mix.Rate);
        foreach (var comb in Combs)
        {
            var line = new float[Scaled(comb, right)];
            var (at, kept) = (0, 0f);
            for (var i = before; i < input.Length; i++)
            {
                var value = line[at];
                kept = value * (1 - damp) + kept * damp;
                line[at] = input[i - before] * 0.03f + kept * feedback;
                if (++at == line.Length) at = 0;
                output[i] += value;
            }
        }
        foreach (var pass in AllPasses)
        {
            var line = new float[Scaled(pass, right)];
            var at = 0;
            for (var i = 0; i < output.Length; i++)
            {
                var value = line[at];
                var into = output[i];
                line[at] = into + value * 0.5f;
                output[i] = value - into;
                if (++at == line.Length) at = 0;
            }
        }
        return output;
    }

    private static int Scaled(int delay, bool right) => (int)((delay + (right ? 23 : 0)) * (Mix.Rate / 44_100.0));
}
