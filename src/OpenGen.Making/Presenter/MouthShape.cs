namespace OpenGen.Making.Presenter;

/// <summary>How a mouth looks at a moment. Lengths in hundredths of half a face's width.</summary>
/// <param name="Open">Height between the lips.</param>
/// <param name="Wide">From the middle to a corner.</param>
/// <param name="Pout">0–1: lips pushed forward, the opening round.</param>
/// <param name="Teeth">0–1: how much is seen of the upper teeth.</param>
/// <param name="Lower">The same of the lower ones.</param>
/// <param name="Tongue">0–1: how high the tongue lies.</param>
/// <param name="Tip">0–1: its tip between or behind the teeth.</param>
/// <param name="Press">0–1: lips pressed together.</param>
/// <param name="Smile">How much higher the corners are than the middle.</param>
internal readonly record struct MouthShape(
    double Open, double Wide, double Pout = 0, double Teeth = 0, double Lower = 0, double Tongue = 0, double Tip = 0, double Press = 0,
    double Smile = 2)
{
    public static MouthShape operator +(in MouthShape a, in MouthShape b) => new(
        a.Open + b.Open, a.Wide + b.Wide, a.Pout + b.Pout, a.Teeth + b.Teeth, a.Lower + b.Lower, a.Tongue + b.Tongue, a.Tip + b.Tip,
        a.Press + b.Press, a.Smile + b.Smile);

    public static MouthShape operator *(in MouthShape a, double by) => new(
        a.Open * by, a.Wide * by, a.Pout * by, a.Teeth * by, a.Lower * by, a.Tongue * by, a.Tip * by, a.Press * by, a.Smile * by);

    /// <summary>The nearest shape of those that are drawn: steps are too small to be seen, and few enough to be drawn once.</summary>
    public MouthShape Rounded() => new(
        Step(Open, 0.75), Step(Wide, 0.75), Step(Pout, 0.08), Step(Teeth, 0.1), Step(Lower, 0.125), Step(Tongue, 0.125), Step(Tip, 0.125),
        Step(Press, 0.125), Step(Smile, 0.75));

    private static double Step(double value, double step) => Math.Round(value / step) * step;
}
