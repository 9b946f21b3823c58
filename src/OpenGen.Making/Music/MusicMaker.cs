using System.Buffers.Binary;

namespace OpenGen.Making.Music;

/// <summary>
/// Composes and plays background music on this machine: every sound is synthesised here, so nobody else has a right to it.
/// </summary>
public sealed class MusicMaker
{
    /// <summary>−3 dBFS.</summary>
    private const double Peak = 0.7079;

    /// <summary>
    /// Writes a WAV file: 48 kHz, stereo, 16 bits, its peak at −3 dBFS, ending in silence. The same brief gives the same bytes.
    /// </summary>
    /// <param name="brief">Mood and length.</param>
    /// <param name="outputWav">The file to write.</param>
    /// <param name="cancellationToken">Cancels while voices are played, not in the few moments after.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is outside 1–600 s.</exception>
    public async Task ComposeAsync(MusicBrief brief, string outputWav, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brief.Seconds, MusicBrief.Shortest, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brief.Seconds, MusicBrief.Longest, nameof(brief));
        var wav = await Task.Run(() => Render(brief, cancellationToken), cancellationToken);
        await File.WriteAllBytesAsync(outputWav, wav, cancellationToken);
    }

    private static byte[] Render(MusicBrief brief, CancellationToken cancellationToken)
    {
        var dice = new Dice(Dice.SeedOf(brief.Mood.Trim().ToLowerInvariant(), (ulong)brief.Seed));
        var mood = Moods.Of(brief.Mood, dice);
        var mix = new Mix((int)Math.Round(brief.Seconds * Mix.Rate));
        new Composer(mood, dice, mix, brief.Seconds).Write();
        mix.Play(cancellationToken);
        Room(mix, mood);
        Master(mix, brief.Seconds);
        return Wav(mix);
    }

    private static void Room(Mix mix, MoodSound mood)
    {
        var room = new Reverb(mood.Space);
        var wet = (float)(0.5 + 1.1 * mood.Space);
        float[] left = [], right = [];
        Parallel.Invoke(() => left = room.Render(mix.Send, right: false), () => right = room.Render(mix.Send, right: true));
        for (var i = 0; i < mix.Samples; i++)
        {
            mix.Left[i] += left[i] * wet;
            mix.Right[i] += right[i] * wet;
        }
    }

    /// <summary>Rumble out, a gentle bend instead of hard peaks, short fade in, long fade out, level.</summary>
    private static void Master(Mix mix, double seconds)
    {
        var fade = (int)(Math.Min(2.5, seconds * 0.14) * Mix.Rate);
        var silence = (int)(0.02 * Mix.Rate);
        foreach (var side in (float[][])[mix.Left, mix.Right])
        {
            var rumble = new LowPass();
            for (var i = 0; i < side.Length; i++)
            {
                var value = side[i] - rumble.Next(side[i], 28);
                value = Math.Tanh(value * 1.1);
                var left = side.Length - silence - i;
                var gain = Math.Min(1, i / (0.004 * Mix.Rate))
                    * (left >= fade ? 1 : left <= 0 ? 0 : Math.Pow(Math.Sin(left / (double)fade * Math.PI / 2), 1.5));
                side[i] = (float)(value * gain);
            }
        }
        var most = 1e-6f;
        for (var i = 0; i < mix.Samples; i++) most = Math.Max(most, Math.Max(Math.Abs(mix.Left[i]), Math.Abs(mix.Right[i])));
        var level = (float)(Peak / most);
        for (var i = 0; i < mix.Samples; i++) (mix.Left[i], mix.Right[i]) = (mix.Left[i] * level, mix.Right[i] * level);
    }

    private static byte[] Wav(Mix mix)
    {
        var data = mix.Samples * 4;
        var wav = new byte[44 + data];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), 36 + data);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 2);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Mix.Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Mix.Rate * 4);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 4);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), data);
        for (var i = 0; i < mix.Samples; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(44 + i * 4), (short)Math.Round(mix.Left[i] * 32767));
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(46 + i * 4), (short)Math.Round(mix.Right[i] * 32767));
        }
        return wav;
    }
}
