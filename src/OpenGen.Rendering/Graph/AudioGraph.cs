using OpenGen.Media;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Graph;

/// <summary>What is heard of one layer.</summary>
/// <param name="Duck">Multiplied with the timeline's ducking curve.</param>
internal sealed record Voice(FrameSpan Span, string File, MediaFacts Facts, Hearing Hearing, bool Duck)
{
    /// <summary>
    /// Seconds after which a clip's sound begins anew with its picture; null for a sound alone, which goes round when it is at its
    /// end.
    /// </summary>
    public double? Round { get; init; }
}

/// <summary>Builds the sound's filter graph: each voice trimmed, looped, faded and put in its place, then the sum of all.</summary>
internal static class AudioGraph
{
    public const int SampleRate = 48_000;
    public const int SamplesPerFrame = SampleRate / Timeline.FramesPerSecond;

    /// <summary>
    /// Broken files decode to infinities and to what is no number at all, which would be heard of every voice. Through whole numbers and
    /// back they become 18 dB above full scale at most; what honest decoders give, a little above it, stays as it is.
    /// </summary>
    private const string Bounded = ",volume=0.125,aformat=sample_fmts=s32p,aformat=sample_fmts=fltp,volume=8";

    /// <param name="duckingFile">The ducking curve: mono 32-bit floats at <see cref="Ducking.Rate"/>; null when nothing gives way.</param>
    /// <returns>The chains; the last one's output is labelled <c>[mix]</c>.</returns>
    public static IReadOnlyList<string> Build(IReadOnlyList<Voice> voices, int frames, string? duckingFile, InputList inputs)
    {
        var samples = Samples(frames);
        if (voices.Count == 0) return [Expression.Of($"anullsrc=r={SampleRate}:cl=stereo,atrim=end_sample={samples}[mix]")];

        var chains = new List<string>();
        var ducked = duckingFile is null ? 0 : voices.Count(voice => voice.Duck);
        if (ducked > 0)
        {
            var input = inputs.Add(
                "-f", "f32le", "-ar", Expression.Of($"{Ducking.Rate}"), "-ac", "1", "-protocol_whitelist", "file", "-i",
                InputGuard.Address(duckingFile!));
            var labels = string.Concat(Enumerable.Range(0, ducked).Select(i => $"[duck{i}]"));
            chains.Add(
                Expression.Of(
                    $"[{input}:a]aresample={SampleRate},pan=stereo|c0=c0|c1=c0,aformat=sample_fmts=fltp{(ducked > 1 ? $",asplit={ducked}" : "")}{labels}"));
        }

        var duck = 0;
        for (var i = 0; i < voices.Count; i++)
        {
            var chain = Chain(voices[i], inputs);
            if (voices[i].Duck && duckingFile is not null)
            {
                // Both as long as the video: amultiply ends with the shorter one.
                chains.Add(chain + Expression.Of($",apad=whole_len={samples},atrim=end_sample={samples}[u{i}]"));
                chain = $"[u{i}][duck{duck++}]amultiply";
            }
            chains.Add($"{chain}[a{i}]");
        }
        var all = string.Concat(Enumerable.Range(0, voices.Count).Select(i => $"[a{i}]"));
        var sum = voices.Count == 1 ? $"{all}anull" : $"{all}amix=inputs={voices.Count}:duration=longest:dropout_transition=0:normalize=0";
        chains.Add(sum + Expression.Of($",apad=whole_len={samples},atrim=end_sample={samples}[mix]"));
        return chains;
    }

    public static long Samples(int frames) => (long)frames * SamplesPerFrame;

    private static string Chain(Voice voice, InputList inputs)
    {
        var hearing = voice.Hearing;
        // A decoder that starts in the middle of an MP3 is silent at first: seek a second early, and cut that off by samples.
        var seek = Math.Max(0, hearing.StartSeconds - 1);
        var input = inputs.Add([
            .. seek > 0 ? (string[])["-ss", Expression.Number(seek)] : [],
            .. hearing.Loop
                ? []
                : (string[])[
                    "-t", Expression.Number(hearing.StartSeconds - seek + voice.Span.Frames / (double)Timeline.FramesPerSecond + 0.1)],
            .. InputGuard.Pinned(voice.File, voice.Facts.Demuxer),
        ]);
        var length = Samples(voice.Span.Frames);
        // Sound that begins after its file's picture stays that much later: the gap is filled.
        var chain = Expression.Of(
            $"[{input}:{voice.Facts.AudioStream}]aresample={SampleRate}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo{Bounded}");
        if (hearing.StartSeconds > 0) chain += $",atrim=start={Expression.Number(hearing.StartSeconds - seek)},asetpts=PTS-STARTPTS";
        // Whole samples of the decoded sound repeat: a loop of MP3 or AAC packets would have a gap at every seam.
        if (hearing.Loop) chain += Loop(voice, length);
        chain += Expression.Of($",atrim=end_sample={length},asetpts=N/SR/TB");
        if (hearing.Volume < 1) chain += $",volume={Expression.Number(hearing.Volume)}";
        var heard = Heard(voice);
        if (Math.Min(hearing.FadeIn, heard) is var fadeIn and > 0) chain += Expression.Of($",afade=t=in:ss=0:ns={Samples(fadeIn)}");
        if (Math.Min(hearing.FadeOut, heard) is var fadeOut and > 0)
            chain += Expression.Of($",afade=t=out:ss={Samples(heard - fadeOut)}:ns={Samples(fadeOut)}");
        if (voice.Span.From > 0) chain += Expression.Of($",adelay=delays={Samples(voice.Span.From)}S:all=1");
        return chain;
    }

    /// <summary>
    /// A codec's last packet is longer than the sound was: going round at its own end, it would come a little later than the picture,
    /// and later every time.
    /// </summary>
    private static string Loop(Voice voice, long length)
    {
        var samples = (long)Math.Ceiling((voice.Facts.Duration - voice.Hearing.StartSeconds + 1) * SampleRate);
        var fit = "";
        if (voice.Round is { } seconds)
        {
            samples = Math.Max(1, (long)Math.Round(seconds * SampleRate));
            fit = Expression.Of($",apad=whole_len={samples},atrim=end_sample={samples}");
        }
        // What is longer than its layer does not come round: there, the size is one that FFmpeg takes.
        return fit + Expression.Of($",aloop=loop=-1:size={Math.Min(length, samples)}");
    }

    /// <summary>Frames until the sound ends: its source may be shorter than its layer, and a fade belongs to what is heard.</summary>
    private static int Heard(Voice voice) => voice.Hearing.Loop
        ? voice.Span.Frames
        : Math.Clamp((int)Math.Round((voice.Facts.Duration - voice.Hearing.StartSeconds) * Timeline.FramesPerSecond), 1, voice.Span.Frames);
}
