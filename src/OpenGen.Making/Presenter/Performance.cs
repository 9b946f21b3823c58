using OpenGen.Making.Motion;

namespace OpenGen.Making.Presenter;

/// <summary>What the presenter does in every frame, from what is said and a seed.</summary>
/// <remarks>
/// 1. the mouth follows the visemes; 2. the head wanders slowly and takes a new hold with every phrase; 3. it nods, and the brows rise, on
/// stressed vowels; 4. the eyes blink now and then, rather in pauses, and glance aside; 5. the chest breathes.
/// All of it is sums of smooth curves, so that nothing jumps.
/// </remarks>
internal sealed class Performance
{
    /// <summary>A silence after which something new is said, seconds.</summary>
    private const double PhrasePause = 0.22;

    private readonly double seconds;
    private readonly ulong seed;
    private readonly double[] look, aside, brow, nod, shut, hold, lean;

    public Performance(IReadOnlyList<VisemeSpan> said, int frames, ulong seed)
    {
        this.seed = seed;
        seconds = frames / (double)FilmWriter.FramesPerSecond;
        (look, aside, brow, nod, shut, hold, lean) = (
            new double[frames], new double[frames], new double[frames], new double[frames], new double[frames], new double[frames],
            new double[frames]);
        var phrases = Phrases(said);
        Hold(phrases);
        Stress(said, phrases);
        Blink(phrases);
        Glance(phrases);

        var mouths = MouthTrack.Of(said, frames);
        Poses = new Pose[frames];
        for (var frame = 0; frame < frames; frame++)
        {
            var time = frame / (double)FilmWriter.FramesPerSecond;
            var (wander, drift, bob) = (Wave(time, 0.31, 1), Wave(time, 0.23, 2), Wave(time, 0.40, 3));
            var turn = wander * 2.6 + hold[frame];
            Poses[frame] = new(
                mouths[frame], Math.Min(1, shut[frame]), look[frame] - turn * 0.28, aside[frame] - nod[frame] * 0.15, brow[frame],
                turn, nod[frame] + bob * 1.6, drift * 1.5 + lean[frame] + turn * 0.12, drift * 3 + turn * 0.7, Breathing(time));
        }
    }

    public Pose[] Poses { get; }

    /// <summary>−1 to 1, slowly wandering.</summary>
    private double Wave(double time, double speed, ulong which) => Noise.Fractal(time * speed + 17, seed + which * 1009, 2, 0.35) * 2 - 1;

    /// <summary>In a little quicker than out, some fifteen times a minute.</summary>
    private double Breathing(double time)
    {
        var phase = time * 0.25 + Wave(time, 0.1, 4) * 0.12;
        return (1 - Math.Cos(Math.Tau * phase + 0.35 * Math.Sin(Math.Tau * phase))) / 2;
    }

    private static List<(double Start, double End)> Phrases(IReadOnlyList<VisemeSpan> said)
    {
        var phrases = new List<(double Start, double End)>();
        foreach (var span in said)
            if (phrases.Count > 0 && span.Start - phrases[^1].End < PhrasePause)
                phrases[^1] = (phrases[^1].Start, Math.Max(span.End, phrases[^1].End));
            else phrases.Add((span.Start, span.End));
        return phrases;
    }

    // 2
    private void Hold(List<(double Start, double End)> phrases)
    {
        var dice = new Dice(Dice.SeedOf("hold", seed));
        var (turn, tilt) = (0.0, 0.0);
        foreach (var (start, end) in phrases)
        {
            // A long phrase is held in parts, as nobody keeps still that long.
            for (var from = start; from < end; from += 2.6)
            {
                var (nextTurn, nextTilt) = (dice.Between(-3.2, 3.2), dice.Between(-1.5, 1.5));
                Shift(hold, from - 0.25, 0.7, nextTurn - turn);
                Shift(lean, from - 0.2, 0.8, nextTilt - tilt);
                (turn, tilt) = (nextTurn, nextTilt);
            }
        }
    }

    // 3
    private void Stress(IReadOnlyList<VisemeSpan> said, List<(double Start, double End)> phrases)
    {
        var dice = new Dice(Dice.SeedOf("stress", seed));
        var vowels = said.Where(span => Visemes.IsVowel(span.Viseme)).ToList();
        var last = -1.0;
        for (var i = 0; i < vowels.Count; i++)
        {
            double Weight(VisemeSpan span) => span.Length * span.Force;
            var here = vowels[i];
            var strongest = true;
            for (var k = Math.Max(0, i - 4); k < Math.Min(vowels.Count, i + 5) && strongest; k++)
                strongest = k == i || Math.Abs(vowels[k].Middle - here.Middle) > 0.45 || Weight(vowels[k]) <= Weight(here);
            if (!strongest || here.Middle - last < 0.4) continue;
            last = here.Middle;
            var strength = dice.Between(0.45, 1);
            Bump(nod, here.Middle - 0.02, 0.17, strength * 4.2);
            if (dice.Chance(0.45)) Bump(brow, here.Middle - 0.05, 0.2, strength * 6);
        }
        foreach (var (start, _) in phrases)
        {
            Bump(brow, start + 0.1, 0.35, dice.Between(1.5, 4.5));
            Bump(nod, start - 0.15, 0.25, -dice.Between(0.8, 2));   // the head rises before it speaks
        }
    }

    // 4
    private void Blink(List<(double Start, double End)> phrases)
    {
        var dice = new Dice(Dice.SeedOf("blink", seed));
        for (var time = dice.Between(0.7, 2.4); time < seconds; time += 1.6 + 4.2 * Math.Pow(dice.Unit(), 1.6))
        {
            foreach (var (_, end) in phrases)
                if (Math.Abs(end - time) < 0.7) time = Math.Max(time - 0.3, end + 0.04);
            Lid(time);
            if (dice.Chance(0.12)) Lid(time + 0.34);
        }
    }

    /// <summary>Down in 90 ms, shut for 40, up in 150.</summary>
    private void Lid(double time)
    {
        for (var frame = Math.Max(0, FrameAt(time)); frame < Math.Min(shut.Length, FrameAt(time + 0.32)); frame++)
        {
            var since = (frame + 0.5) / FilmWriter.FramesPerSecond - time;
            shut[frame] = Math.Max(shut[frame], since < 0.09 ? Ease(since / 0.09) : since < 0.13 ? 1 : 1 - Ease((since - 0.13) / 0.15));
        }
    }

    private void Glance(List<(double Start, double End)> phrases)
    {
        var dice = new Dice(Dice.SeedOf("glance", seed));
        foreach (var (_, end) in phrases)
        {
            var (x, y, length, late) = (
                dice.Side() * dice.Between(2.5, 5), dice.Between(-1.5, 1), dice.Between(0.35, 0.8), dice.Between(-0.3, 0.1));
            if (!dice.Chance(0.4)) continue;
            foreach (var (track, by) in new[] { (look, x), (aside, y) })
            {
                Shift(track, end + late, 0.1, by);
                Shift(track, end + late + length, 0.12, -by);
            }
        }
    }

    /// <summary>Moves a track to a new level over some time, and keeps it there.</summary>
    private static void Shift(double[] track, double from, double length, double by)
    {
        for (var frame = Math.Max(0, FrameAt(from)); frame < track.Length; frame++)
            track[frame] += by * Ease((frame / (double)FilmWriter.FramesPerSecond - from) / length);
    }

    private static void Bump(double[] track, double middle, double width, double by)
    {
        for (var frame = Math.Max(0, FrameAt(middle - 3 * width)); frame < Math.Min(track.Length, FrameAt(middle + 3 * width)); frame++)
        {
            var away = (frame / (double)FilmWriter.FramesPerSecond - middle) / width;
            track[frame] += by * Math.Exp(-away * away);
        }
    }

    private static int FrameAt(double time) => (int)Math.Floor(time * FilmWriter.FramesPerSecond);

    private static double Ease(double t) => (1 - Math.Cos(Math.Clamp(t, 0, 1) * Math.PI)) / 2;
}
