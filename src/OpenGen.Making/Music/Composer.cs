namespace OpenGen.Making.Music;

/// <summary>Writes the piece: form, chords, and what each instrument plays in every bar.</summary>
/// <remarks>
/// 1. The tempo is chosen within the mood's range so that whole bars fill the length, less the last chord's ring.
/// 2. The bars are shared out: an intro without drums, a build, the full band with a thinner bridge, and an ending.
/// 3. The last bar is the tonic, held, so that the piece closes and does not stop.
/// </remarks>
internal sealed class Composer
{
    private readonly MoodSound mood;
    private readonly Dice dice;
    private readonly Band band;
    private readonly int tonic;
    private readonly int[] chords;
    private readonly int[] motif;
    private readonly int bars;
    private readonly double bar;

    public Composer(MoodSound mood, Dice dice, Mix mix, double seconds)
    {
        this.mood = mood;
        this.dice = dice;
        band = new Band(mix, mood, new Dice(dice.Next()));
        tonic = 48 + dice.Below(12) - 5;
        var progression = mood.Progressions[dice.Below(mood.Progressions.Length)];
        (bars, bar) = Fit(mood, seconds);
        chords = new int[bars];
        for (var i = 0; i < bars; i++) chords[i] = progression[i % progression.Length];
        chords[bars - 1] = 0;
        if (bars > 2) chords[bars - 2] = mood.Scale[6] == 11 ? 4 : dice.Pick(4, 6, 3);
        motif = [
            .. Enumerable.Range(0, 16)
                .Select(step => dice.Chance(step % 4 == 0 ? 0.75 : step % 2 == 0 ? 0.5 : 0.14) ? dice.Pick(0, 1, 2, 2, 3, 4) : -1)];
        if (motif.All(note => note < 0)) motif[0] = 0;
    }

    private static (int Bars, double Bar) Fit(MoodSound mood, double seconds)
    {
        var middle = 240.0 / ((mood.Tempo.Low + mood.Tempo.High) / 2.0);
        // The last bar rings on for as long again, at most 3 s.
        var ring = Math.Min(3, seconds * 0.12);
        var bars = Math.Max(1, (int)Math.Round((seconds - ring) / middle));
        return (bars, Math.Max(0.6, (seconds - ring) / bars));
    }

    public void Write()
    {
        for (var index = 0; index < bars; index++)
        {
            var start = index * bar;
            if (mood.Beat is Beat.Lofi) band.Vinyl(start, index == bars - 1 ? bar + 2 : bar, 0.05);
            var part = PartOf(index);
            Harmony(index, start, part);
            Low(index, start, part);
            Melody(index, start, part);
            Drums(index, start, part);
        }
    }

    private enum Part { Intro, Build, Full, Bridge, End }

    private Part PartOf(int index)
    {
        if (index == bars - 1) return Part.End;
        if (bars <= 4) return index == 0 ? Part.Build : Part.Full;
        var at = index / (bars - 1.0);
        return at < 0.16 ? Part.Intro : at < 0.32 ? Part.Build : bars >= 12 && at is > 0.6 and < 0.74 ? Part.Bridge : Part.Full;
    }

    /// <summary>A MIDI note of the scale, counted in degrees from the tonic.</summary>
    private double Note(int degree, int octave = 0)
    {
        var (turn, step) = (Math.DivRem(degree, 7, out var rest), rest);
        if (step < 0) (turn, step) = (turn - 1, step + 7);
        return tonic + mood.Scale[step] + 12 * (turn + octave);
    }

    /// <summary>The chord's notes near middle C, so that one moves to the next by small steps.</summary>
    private double[] Voicing(int chord)
    {
        var degrees = mood.Sevenths ? (int[])[0, 2, 4, 6] : [0, 2, 4];
        return [.. degrees.Select(degree =>
        {
            var note = Note(chord + degree);
            while (note < 54) note += 12;
            while (note > 66) note -= 12;
            return note;
        }).Order()];
    }

    private void Harmony(int index, double start, Part part)
    {
        var notes = Voicing(chords[index]);
        var gain = part switch { Part.Intro => 0.13, Part.Bridge => 0.15, Part.End => 0.15, _ => 0.12 };
        foreach (var note in notes)
        {
            if (mood.Lead is Lead.Strings) band.Strings(start, part is Part.End ? bar * 1.2 : bar * 0.98, note, gain * 1.5);
            band.Pad(start, part is Part.End ? bar * 1.1 : bar * 0.98, note, mood.Lead is Lead.Strings ? gain * 0.7 : gain);
        }
        if (mood.Lead is Lead.Keys || mood.Beat is Beat.Lofi)
        {
            var spread = part is Part.End ? 0.05 : 0.014;
            for (var i = 0; i < notes.Length; i++)
            {
                band.Keys(start + i * spread, bar * (part is Part.End ? 1.1 : 0.46), notes[i], 0.15, (i - 1.5) * 0.2);
                if (part is not (Part.Intro or Part.End) && mood.Beat is not Beat.None)
                    band.Keys(start + Swung(10) + i * spread, bar * 0.3, notes[i], 0.10, (i - 1.5) * 0.2);
            }
        }
    }

    private void Low(int index, double start, Part part)
    {
        if (part is Part.Intro && mood.Bass is not Bass.Long) return;
        var root = Note(chords[index], -1);
        while (root > 45) root -= 12;
        while (root < 31) root += 12;
        var gain = part is Part.Intro ? 0.16 : 0.27;
        if (part is Part.End)
        {
            band.Bass(start, bar * 0.95, root, gain);
            return;
        }
        switch (mood.Bass)
        {
            case Bass.Long:
                band.Bass(start, bar * 0.94, root, gain);
                break;
            case Bass.Eighths:
                for (var i = 0; i < 8; i++)
                    band.Bass(
                        start + Swung(i * 2), bar * 0.10, i == 7 && dice.Chance(0.4) ? root + 12 : root, gain * (i % 2 == 0 ? 0.95 : 0.72));
                break;
            case Bass.Offbeat:
                band.Bass(start, bar * 0.2, root, gain);
                foreach (var step in (ReadOnlySpan<int>)[3, 6, 10, 14])
                    band.Bass(start + Swung(step), bar * 0.09, step == 14 ? root + 7 : root, gain * 0.85);
                break;
            default:
                band.Bass(start, bar * 0.34, root, gain);
                band.Bass(start + Swung(6), bar * 0.1, root, gain * 0.7);
                band.Bass(start + Swung(10), bar * 0.26, dice.Chance(0.4) ? root + 7 : root, gain * 0.9);
                break;
        }
    }

    private void Melody(int index, double start, Part part)
    {
        var notes = Voicing(chords[index]);
        double Tone(int step) => notes[step % notes.Length] + 12 * (step / notes.Length) + (mood.Lead is Lead.Bell ? 12 : 0);
        if (part is Part.End)
        {
            for (var i = 0; i < 4; i++) Play(start + i * 0.07, Tone(i), 0.13, (i - 1.5) * 0.25, bar);
            return;
        }
        if (mood.Lead is Lead.Arp)
        {
            if (part is Part.Intro && index == 0) return;
            int[] run = [0, 1, 2, 3, 2, 1, 3, 2];
            for (var step = 0; step < 16; step++)
                band.Arp(
                    start + Swung(step), Tone(run[step % 8]) + (step % 8 == 6 && part is Part.Full ? 12 : 0),
                    (part is Part.Intro or Part.Bridge ? 0.08 : 0.115) * (step % 4 == 0 ? 1.15 : 0.85), Math.Sin(step * 0.9) * 0.5);
            return;
        }
        if (mood.Lead is Lead.Strings && part is not (Part.Full or Part.Bridge)) return;
        if (mood.Lead is Lead.Keys && part is Part.Intro) return;
        if (mood.Lead is Lead.Pluck)
            foreach (var step in part is Part.Intro ? (int[])[0, 6, 12] : part is Part.Bridge ? [0, 4, 8, 12] : [0, 2, 3, 6, 8, 10, 12, 14])
                band.Pluck(
                    start + Swung(step), Tone(step % 3 + (step > 8 ? 1 : 0)), part is Part.Intro ? 0.15 : 0.12,
                    step % 4 < 2 ? -0.45 : 0.45);
        // The motif: the same rhythm in every bar, its notes bent to the chord; every fourth bar answers.
        if (part is Part.Intro && index % 2 == 0 && mood.Lead is not Lead.Bell) return;
        for (var step = 0; step < 16; step++)
        {
            var answer = index % 4 == 3;
            var pick = motif[answer ? 15 - step : step];
            if (pick < 0 || (part is Part.Bridge && step % 8 != 0)) continue;
            Play(start + Swung(step), Tone(pick) + 12, mood.Lead is Lead.Pluck ? 0.07 : 0.095, pick % 2 == 0 ? 0.3 : -0.3, bar * 0.22);
        }
    }

    private void Play(double at, double note, double gain, double pan, double length)
    {
        switch (mood.Lead)
        {
            case Lead.Pluck: band.Pluck(at, note, gain * 1.2, pan); break;
            case Lead.Keys: band.Keys(at, length, note, gain, pan); break;
            case Lead.Bell: band.Bell(at, note, gain, pan); break;
            case Lead.Arp: band.Arp(at, note, gain, pan); break;
            default: band.Bell(at, note, gain * 0.55, pan); band.Strings(at, length * 1.4, note, gain * 0.6); break;
        }
    }

    private void Drums(int index, double start, Part part)
    {
        var strong = mood.Drums * part switch { Part.Intro => 0, Part.Build => 0.6, Part.Bridge => 0.4, Part.End => 0, _ => 1.0 };
        if (index > 0 && part is Part.Full && PartOf(index - 1) is Part.Build or Part.Bridge && mood.Drums > 0.5)
            band.Hat(start, 0.2 * mood.Drums, open: true);
        if (mood.Drums > 0.5 && index + 1 < bars && PartOf(index + 1) is Part.Full && part is Part.Build or Part.Bridge)
            band.Riser(start, bar, 0.22);
        if (part is Part.End && mood.Beat is not Beat.None) band.Kick(start, 0.3 * mood.Drums);
        if (strong <= 0) return;
        var fill = index % 4 == 3 && part is Part.Full;
        switch (mood.Beat)
        {
            case Beat.FourOnFloor:
                for (var beat = 0; beat < 4; beat++)
                {
                    band.Kick(start + Swung(beat * 4), 0.44 * strong);
                    if (part is not Part.Build) band.Hat(start + Swung(beat * 4 + 2), 0.16 * strong, open: beat == 3);
                }
                band.Clap(start + Swung(4), 0.2 * strong);
                band.Clap(start + Swung(12), 0.2 * strong);
                if (part is Part.Full)
                    for (var step = 0; step < 16; step++)
                        band.Hat(start + Swung(step), 0.055 * strong * dice.Between(0.7, 1.1), open: false);
                break;
            case Beat.Soft:
                band.Kick(start, 0.36 * strong);
                band.Kick(start + Swung(10), 0.26 * strong);
                band.Snare(start + Swung(4), 0.13 * strong, brush: true);
                band.Snare(start + Swung(12), 0.13 * strong, brush: true);
                for (var step = 0; step < 16; step += 2)
                    band.Hat(start + Swung(step), 0.09 * strong * (step % 4 == 0 ? 0.7 : 1), open: false);
                break;
            case Beat.Lofi:
                band.Kick(start + 0.006, 0.4 * strong);
                band.Kick(start + Swung(7), 0.3 * strong);
                band.Kick(start + Swung(10), 0.34 * strong);
                band.Snare(start + Swung(4) + 0.012, 0.2 * strong, brush: false);
                band.Snare(start + Swung(12) + 0.012, 0.2 * strong, brush: false);
                for (var step = 0; step < 16; step += 2)
                    band.Hat(start + Swung(step), 0.11 * strong * dice.Between(0.5, 1), open: step == 14 && fill);
                break;
            case Beat.Trap:
                band.Kick(start, 0.5 * strong);
                band.Kick(start + Swung(6), 0.36 * strong);
                if (index % 2 == 1) band.Kick(start + Swung(11), 0.36 * strong);
                band.Clap(start + Swung(8), 0.24 * strong);
                for (var step = 0; step < 16; step++)
                    if (step % 2 == 0 || (fill && step > 11))
                        band.Hat(start + Swung(step), 0.1 * strong * dice.Between(0.6, 1), open: false);
                if (fill) for (var i = 0; i < 3; i++) band.Hat(start + bar * (15 + i / 3.0) / 16, 0.09 * strong, open: false);
                break;
            case Beat.Toms:
                band.Tom(start, 36, 0.46 * strong, 0);
                band.Tom(start + Swung(6), 38, 0.24 * strong, -0.3);
                band.Tom(start + Swung(8), 36, 0.34 * strong, 0);
                if (fill)
                    foreach (var step in (ReadOnlySpan<int>)[10, 12, 13, 14, 15])
                        band.Tom(start + Swung(step), 40 + step % 3 * 2, 0.26 * strong, (step - 12.5) * 0.2);
                else band.Tom(start + Swung(14), 41, 0.2 * strong, 0.35);
                break;
        }
    }

    /// <summary>When a sixteenth of the bar sounds; the odd ones are late by the swing.</summary>
    private double Swung(int step) => bar * (step + (step % 2 == 1 ? mood.Swing : step % 4 == 2 ? mood.Swing * 0.9 : 0)) / 16;
}
