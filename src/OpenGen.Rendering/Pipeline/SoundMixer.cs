using System.Runtime.InteropServices;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.Pipeline;

/// <summary>
/// Makes a timeline's sound: 1. find where speech is and draw the curve by which music gives way; 2. mix, and measure the mix;
/// 3. one linear gain to −14 LUFS and, where peaks would pass the ceiling, a limiter; 4. encode, and measure what was encoded:
/// a limiter takes loudness away and a codec adds peaks, so 3 is done again with what was learned, until it is right.
/// A preview's sound is encoded once, and by AAC's quicker search: half of the time, within a decibel.
/// </summary>
internal sealed class SoundMixer(FFmpegTool ffmpeg, RenderCache cache, bool isPreview)
{
    private const double Target = -14;
    private const double Ceiling = -1;

    /// <summary>What AAC adds to peaks, dB; found to be less on nearly all material, and step 4 sees the rest.</summary>
    private const double FirstHeadroom = 0.6;

    private const int MostRounds = 5;

    /// <summary>The lowest ceiling that FFmpeg's limiter takes: −24 dB.</summary>
    private const double LeastLimit = 0.0625;

    /// <returns>An MP4 with the sound alone, as long as the timeline; the same one for the same sound.</returns>
    public async Task<string> MixAsync(Timeline timeline, ScratchFolder scratch, CancellationToken cancellationToken)
    {
        var key = new List<string> { isPreview ? "rough sound" : "sound", Expression.Of($"{timeline.Frames}") };
        foreach (var layer in timeline.Layers)
        {
            if (layer is SoundLayer sound)
                key.AddRange(
                    [await cache.ContentAsync(sound.File, cancellationToken),
                        $"{sound.Span} {sound.Hearing} {sound.Duck} {sound.IsSpeech}"]);
            if (layer is ClipLayer { Facts.HasAudio: true } clip)
                key.AddRange([await cache.ContentAsync(clip.File, cancellationToken), $"{clip.Span} {clip.Hearing} {Round(clip)}"]);
        }
        return await cache.GetAsync(
            RenderCache.Key(typeof(SoundMixer), key), ".m4a", path => MixAsync(timeline, scratch, path, cancellationToken),
            cancellationToken);
    }

    private async Task MixAsync(Timeline timeline, ScratchFolder scratch, string encoded, CancellationToken cancellationToken)
    {
        var voices = Voices(timeline);
        if (voices.Count == 0)
        {
            var silence = AudioGraph.Build([], timeline.Frames, null, new InputList());
            await ffmpeg.RunAsync(
                ["-filter_complex", silence[0], "-map", "[mix]", .. Encoding, InputGuard.Address(encoded)], null, cancellationToken);
            return;
        }

        var mix = scratch.File("mix.wav");
        var inputs = new InputList();
        var ducking = await DuckingAsync(timeline, voices, scratch, cancellationToken);
        var chains = AudioGraph.Build(voices, timeline.Frames, ducking, inputs);
        var log = await ffmpeg.RunForLogAsync(
            [.. inputs.Arguments, "-filter_complex", string.Join(';', chains) + $";[mix]{LoudnessLog.Filter}[measured]", "-map",
                "[measured]", "-c:a", "pcm_f32le", "-f", "wav", InputGuard.Address(mix)],
            cancellationToken);
        await LevelAsync(mix, LoudnessLog.Read(log), encoded, cancellationToken);
    }

    private IReadOnlyList<string> Encoding =>
        ["-c:a", "aac", "-aac_coder", isPreview ? "fast" : "twoloop", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-map_metadata", "-1",
            "-f", "mp4"];

    private static List<Voice> Voices(Timeline timeline)
    {
        var voices = new List<Voice>();
        foreach (var layer in timeline.Layers)
        {
            if (layer is SoundLayer sound && sound.Hearing.Volume > 0)
                voices.Add(new Voice(sound.Span, sound.File, sound.Facts, sound.Hearing, sound.Duck));
            if (layer is ClipLayer { Facts.HasAudio: true } clip && clip.Hearing.Volume > 0)
                voices.Add(new Voice(clip.Span, clip.File, clip.Facts, clip.Hearing, false) { Round = Round(clip) });
        }
        return voices;
    }

    /// <summary>As long as the picture takes; a film of our own is whole frames.</summary>
    private static double? Round(ClipLayer clip)
    {
        var seconds = clip.Facts.PictureDuration - clip.Hearing.StartSeconds;
        if (seconds <= 0) return null;
        return clip.Conformed is null ? seconds : Math.Max(1, Math.Round(seconds * Timeline.FramesPerSecond)) / Timeline.FramesPerSecond;
    }

    private async Task<string?> DuckingAsync(
        Timeline timeline, List<Voice> voices, ScratchFolder scratch, CancellationToken cancellationToken)
    {
        var speech = timeline.Layers.OfType<SoundLayer>().Where(sound => sound is { IsSpeech: true, Duck: false, Hearing.Volume: > 0 })
            .ToList();
        if (speech.Count == 0 || !voices.Exists(voice => voice.Duck)) return null;

        var stretches = new List<Stretch>();
        foreach (var sound in speech) stretches.AddRange(await SpeechAsync(sound, cancellationToken));
        if (stretches.Count == 0) return null;

        var file = scratch.File("ducking.f32");
        var curve = Ducking.Curve(stretches, timeline.Frames / (double)Timeline.FramesPerSecond + 1);
        await File.WriteAllBytesAsync(file, MemoryMarshal.AsBytes(curve.AsSpan()).ToArray(), cancellationToken);
        return file;
    }

    /// <summary>Where somebody speaks in a sound, in the timeline's seconds.</summary>
    private async Task<IEnumerable<Stretch>> SpeechAsync(SoundLayer sound, CancellationToken cancellationToken)
    {
        var from = sound.Span.From / (double)Timeline.FramesPerSecond;
        var length = sound.Span.Frames / (double)Timeline.FramesPerSecond;
        var samples = await new SoundReader(ffmpeg).ReadAsync(
            ["-ss", Expression.Number(sound.Hearing.StartSeconds), .. InputGuard.Pinned(sound.File, sound.Facts.Demuxer)], length,
            cancellationToken);
        return VoicedStretches.Find(samples, SoundReader.Rate).Select(stretch => new Stretch(stretch.Start + from, stretch.End + from));
    }

    private async Task LevelAsync(string mix, Loudness measured, string encoded, CancellationToken cancellationToken)
    {
        var gain = measured.IsSilent ? 0 : Target - measured.Integrated;
        var headroom = FirstHeadroom;
        for (var round = 1; ; round++)
        {
            var ceiling = Ceiling - headroom;
            var filters = $"volume={Expression.Number(gain)}dB";
            if (measured.TruePeak + gain > ceiling) filters += Limiter(ceiling);
            await ffmpeg.RunAsync(
                [.. InputGuard.Pinned(mix, "wav"), "-af", filters, .. Encoding, InputGuard.Address(encoded)], null, cancellationToken);
            if (isPreview || measured.IsSilent) return;

            var result = LoudnessLog.Read(
                await ffmpeg.RunForLogAsync(
                    [.. InputGuard.Pinned(encoded, "mov"), "-af", LoudnessLog.Filter, "-f", "null", "-"], cancellationToken));
            var isLoudEnough = Math.Abs(result.Integrated - Target) <= 0.6;
            var isLowEnough = result.TruePeak <= Ceiling;
            if ((isLoudEnough && isLowEnough) || round == MostRounds) return;
            if (!isLoudEnough) gain += Target - result.Integrated;
            if (!isLowEnough) headroom += result.TruePeak - Ceiling + 0.15;
        }
    }

    /// <summary>At four times the rate, so that it sees the peaks between the samples.</summary>
    private static string Limiter(double ceiling) =>
        $",aresample=192000,alimiter=limit={Expression.Number(Math.Max(LeastLimit, Math.Pow(10, ceiling / 20)))}:attack=4:release=60:level=0,aresample=48000";
}
