namespace OpenGen.Making.Presenter;

/// <summary>What the mouth looks like in every frame.</summary>
/// <remarks>
/// 1. closures get the time to be seen; 2. short gaps are bridged, in pauses the mouth is at rest; 3. every 5 ms has the shape of its
/// viseme; 4. the shapes are blended with their neighbours', so that lips are on their way before the sound and never jump.
/// </remarks>
internal static class MouthTrack
{
    private const double Step = 0.005;

    /// <summary>A silence shorter than this is part of a stop, seconds.</summary>
    private const double ShortestPause = 0.13;

    /// <summary>How long lips stay closed at least, seconds.</summary>
    private const double ShortestClosure = 0.085;

    /// <summary>Width of the blend, seconds: nine tenths of a change happen in two thirds of it.</summary>
    private const double Blend = 0.1;

    /// <summary>How much before its sound a shape is there; espeak-ng's times are early already.</summary>
    private const double Lead = 0.015;

    public static MouthShape[] Of(IReadOnlyList<VisemeSpan> said, int frames)
    {
        var steps = Targets(Bridged(Widened(said)), (int)(frames / (double)Motion.FilmWriter.FramesPerSecond / Step) + 1);
        var kernel = Kernel();
        var track = new MouthShape[frames];
        for (var frame = 0; frame < frames; frame++)
        {
            var middle = (int)Math.Round(((frame + 0.5) / Motion.FilmWriter.FramesPerSecond + Lead) / Step);
            var sum = new MouthShape(0, 0, Smile: 0);
            for (var i = 0; i < kernel.Length; i++)
                sum += steps[Math.Clamp(middle + i - kernel.Length / 2, 0, steps.Length - 1)] * kernel[i];
            track[frame] = sum;
        }
        return track;
    }

    // 1
    private static List<VisemeSpan> Widened(IReadOnlyList<VisemeSpan> said)
    {
        var spans = said.ToList();
        for (var i = 0; i < spans.Count; i++)
        {
            var missing = ShortestClosure - spans[i].Length;
            if (!Visemes.Closes(spans[i].Viseme) || missing <= 0) continue;
            spans[i] = spans[i] with { Start = spans[i].Start - missing / 2, End = spans[i].End + missing / 2 };
            if (i > 0 && spans[i - 1].End > spans[i].Start)
                spans[i - 1] = spans[i - 1] with { End = Math.Max(spans[i - 1].Start, spans[i].Start) };
            if (i + 1 < spans.Count && spans[i + 1].Start < spans[i].End)
                spans[i + 1] = spans[i + 1] with { Start = Math.Min(spans[i + 1].End, spans[i].End) };
        }
        return spans;
    }

    // 2
    private static List<VisemeSpan> Bridged(List<VisemeSpan> spans)
    {
        for (var i = 0; i + 1 < spans.Count; i++)
        {
            var gap = spans[i + 1].Start - spans[i].End;
            if (gap is > 0 and < ShortestPause) spans[i] = spans[i] with { End = spans[i + 1].Start };
        }
        return spans;
    }

    // 3
    private static MouthShape[] Targets(List<VisemeSpan> spans, int count)
    {
        var steps = new MouthShape[count];
        Array.Fill(steps, Visemes.ShapeOf(Viseme.Rest));
        foreach (var span in spans)
        {
            var shape = Visemes.ShapeOf(span.Viseme);
            shape = shape with { Open = shape.Open * span.Force };
            var (from, to) = (Math.Max(0, (int)Math.Round(span.Start / Step)), Math.Min(count, (int)Math.Round(span.End / Step)));
            for (var i = from; i < to; i++) steps[i] = shape;
        }
        return steps;
    }

    // 4
    private static double[] Kernel()
    {
        var kernel = new double[(int)(Blend / Step) + 1];
        for (var i = 0; i < kernel.Length; i++) kernel[i] = 1 - Math.Cos(Math.Tau * (i + 1) / (kernel.Length + 1));
        var sum = kernel.Sum();
        return [.. kernel.Select(k => k / sum)];
    }
}
