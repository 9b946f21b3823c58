using OpenGen.Media;

namespace OpenGen.Rendering.Graph;

/// <summary>
/// The curve by which music gives way: computed from where speech is, so that it opens before the first word, stays down through
/// short breaths, and is as deep under a whisper as under a shout.
/// </summary>
internal static class Ducking
{
    /// <summary>Points a second.</summary>
    public const int Rate = 1000;

    /// <summary>−13 dB.</summary>
    public const double Floor = 0.224;

    private const double Attack = 0.25;
    private const double Release = 0.6;
    private const double Breath = 0.9;

    /// <param name="speech">Seconds of the timeline, in order.</param>
    public static float[] Curve(IEnumerable<Stretch> speech, double seconds)
    {
        var held = new List<Stretch>();
        foreach (var stretch in speech.OrderBy(stretch => stretch.Start))
        {
            if (held.Count > 0 && stretch.Start - held[^1].End < Breath)
                held[^1] = held[^1] with { End = Math.Max(held[^1].End, stretch.End) };
            else held.Add(stretch);
        }
        var curve = new float[(int)Math.Ceiling(seconds * Rate) + 1];
        Array.Fill(curve, 1f);
        foreach (var stretch in held)
        {
            var first = Math.Max(0, (int)((stretch.Start - Attack) * Rate));
            var last = Math.Min(curve.Length - 1, (int)((stretch.End + Release) * Rate));
            for (var i = first; i <= last; i++)
            {
                var at = i / (double)Rate;
                var depth = at < stretch.Start
                    ? (at - stretch.Start + Attack) / Attack
                    : at > stretch.End ? 1 - (at - stretch.End) / Release : 1;
                // Half a cosine has no corner to be heard.
                var eased = 0.5 - 0.5 * Math.Cos(Math.PI * Math.Clamp(depth, 0, 1));
                curve[i] = Math.Min(curve[i], (float)(1 - (1 - Floor) * eased));
            }
        }
        return curve;
    }
}
