using OpenGen.Making.Motion;
using OpenGen.Making.Scenes;
using OpenGen.Media;
using OpenGen.Rendering;

namespace OpenGen.Making.Presenter;

/// <summary>
/// Makes a film of a drawn person who says what is heard: no model, no network, the same film for the same brief and sound.
/// </summary>
/// <remarks>
/// 1. The sound is read: its length, its loudness, and how high the voice is, which says whether a woman or a man speaks.
/// 2. Phonemes become visemes (<see cref="Visemes"/>); without phonemes, the loudness does (<see cref="LoudnessCurve"/>).
/// 3. The whole performance is worked out (<see cref="Performance"/>), one pose for each frame.
/// 4. The frames are drawn in memory and encoded together with the sound (<see cref="PresenterFilm"/>, <see cref="InsetFilm"/>).
/// </remarks>
/// <param name="options">Tools and limits.</param>
/// <param name="words">What it understands; those beside the program when null.</param>
public sealed class PresenterMaker(RenderingOptions options, SceneWords? words = null)
{
    /// <summary>Between men's and women's usual pitch (85–155 and 165–255 Hz), in hertz.</summary>
    private const double BetweenMenAndWomen = 160;

    /// <summary>How much of the voice is listened to for its pitch, seconds.</summary>
    private const int Listen = 20;

    /// <summary>
    /// Writes an MP4 (H.264, yuv420p, BT.709, 30 frames a second, AAC 48 kHz stereo) that lasts as long as the audio, to a frame.
    /// </summary>
    /// <param name="brief">Who speaks, and where.</param>
    /// <param name="audio">What is heard.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="progress">0–1.</param>
    /// <param name="cancellationToken">Cancelling ends the encoder.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    /// <exception cref="FFmpegFailedException">The audio cannot be read, is none, or is longer than
    /// <see cref="RenderingOptions.MaxFrames"/>.</exception>
    /// <exception cref="NetVips.VipsException">The picture cannot be read.</exception>
    /// <exception cref="HeicNotOpenedException">Nor can it as a HEIC.</exception>
    public Task MakeAsync(
        PresenterBrief brief, string audio, string output, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        MotionMaker.CheckSize(brief.Width, brief.Height);
        return NativeHeap.BorrowAsync(() => WriteAsync(brief, audio, output, progress, cancellationToken));
    }

    private async Task WriteAsync(
        PresenterBrief brief, string audio, string output, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        // 1
        if (await new MediaProbe(options).ReadAsync(audio, cancellationToken) is not { HasAudio: true, Duration: > 0 } facts)
            throw new FFmpegFailedException(1, "There is no sound in it");
        var frames = Math.Max(1, (int)Math.Ceiling(facts.Duration * FilmWriter.FramesPerSecond - 0.01));
        if (frames > options.MaxFrames)
            throw new FFmpegFailedException(1, $"The sound is longer than {options.MaxFrames / FilmWriter.FramesPerSecond} seconds");
        var input = InputGuard.Pinned(audio, facts.Demuxer);
        var samples = await new SoundReader(new FFmpegTool(options)).ReadAsync(input, facts.Duration, cancellationToken);

        if (brief.Picture is { } picture)
            brief = brief with
            {
                Picture = await new HeicConverter(options, new RenderCache(options)).OpenableAsync(picture, cancellationToken),
            };
        var draw = await Task.Run(() => Prepare(brief, samples, frames), cancellationToken);
        await new FilmWriter(options).WriteAsync(brief.Width, brief.Height, frames, draw, output, progress, cancellationToken, input);
    }

    private Action<Frame, int> Prepare(PresenterBrief brief, float[] samples, int frames)
    {
        var person = brief.Person ?? brief.Seed;
        var measure = VoiceMeter.MeasureSpeech(samples.AsSpan(0, Math.Min(samples.Length, Listen * SoundReader.Rate)));
        var look = Appearance.Of(person, measure.PitchHertz > 0 ? measure.PitchHertz > BetweenMenAndWomen : null);

        // 2, 3
        var poses = new Performance(Said(brief, samples), frames, brief.Seed).Poses;

        // 4
        var light = new Dice(Dice.SeedOf("light", person)).Pick("day", "morning", "sunset", "golden");
        var setting = ImageMaker.SettingOf(
            new ImageBrief($"portrait {light}", brief.Width, brief.Height, (int)(person & 0x7FFFFFFF)), words ?? SceneWords.Shipped);
        if (brief.Picture is null) return new PresenterFilm(setting, look, poses, close: false).Draw;
        return new InsetFilm(brief.Picture, setting, inset => new PresenterFilm(inset, look, poses, close: true), frames).Draw;
    }

    private static List<VisemeSpan> Said(PresenterBrief brief, float[] samples)
    {
        var loudness = new LoudnessCurve(samples, SoundReader.Rate);
        if (brief.Sounds.Count == 0) return loudness.Mouths(new Dice(Dice.SeedOf("mouths", brief.Seed)));
        // What is said louder is said with a wider mouth.
        return [
            .. Visemes.Of(brief.Sounds)
                .Select(
                    span =>
                        Visemes.IsVowel(span.Viseme)
                            ? span with { Force = Math.Clamp(0.6 + 0.55 * loudness.Over(span.Start, span.End), 0.7, 1.15) }
                            : span)];
    }
}
