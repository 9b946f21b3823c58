using CliWrap;
using NetVips;
using OpenGen.Making.Motion;
using OpenGen.Making.Presenter;
using OpenGen.Media;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Tests.Making;

public sealed class PresenterMakerTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    /// <summary>A second of an open vowel, a closed consonant, a pause, and so on.</summary>
    private static readonly SpokenSound[] Sounds = [
        new("ɑː", 0.2, 0.7), new("m", 0.7, 1.0), new("aɪ", 1.0, 1.4), new("p", 1.4, 1.6), new("uː", 2.2, 2.6)];

    private async Task<string> SoundAsync(string filter, double seconds, string name = "speech.wav")
    {
        var path = bench.File(name);
        await Cli.Wrap("ffmpeg")
            .WithArguments(
                ["-v", "error", "-y", "-f", "lavfi", "-i", filter, "-t",
                    seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), path]).ExecuteAsync(Workbench.Stop);
        return path;
    }

    private Task<string> HumAsync(double seconds) => SoundAsync("sine=frequency=210", seconds);

    private async Task<string> MakeAsync(PresenterBrief brief, string audio, string name = "film.mp4")
    {
        var path = bench.File(name);
        await new PresenterMaker(bench.Options).MakeAsync(brief, audio, path, null, Workbench.Stop);
        return path;
    }

    private string Plain(string name, params double[] colour)
    {
        var path = bench.File(name);
        (Image.Black(300, 300) + colour).Cast(Enums.BandFormat.Uchar).Pngsave(path);
        return path;
    }

    /// <summary>How many pixels around the mouth are as dark as the inside of a mouth, in each frame.</summary>
    private static async Task<List<int>> DarkAsync(string film)
    {
        const int side = 216;
        var frames = await Workbench.FramesAsync(film, side, side);
        return [.. frames.Select(frame =>
        {
            var dark = 0;
            // The mouth of a square presenter: below the middle, between the cheeks.
            for (var y = 113; y < 146; y++)
                for (var x = 93; x < 123; x++)
                    if (frame[(y * side + x) * 3] + frame[(y * side + x) * 3 + 1] + frame[(y * side + x) * 3 + 2] < 190) dark++;
            return dark;
        })];
    }

    private static double Mean(List<int> values, double from, double to) => values[(int)(from * 30)..(int)(to * 30)].Average();

    /// <summary>Light skin and no beard, so that what is dark is the mouth.</summary>
    private static ulong Fair()
    {
        ulong seed = 0;
        while (Appearance.Of(seed, true) is not { Skin.L: > 0.75 }) seed++;
        return seed;
    }

    [Fact]
    public async Task The_mouth_opens_for_vowels_and_shuts_for_lips_and_pauses()
    {
        var film = await MakeAsync(new(432, 432, 5) { Person = Fair(), Sounds = Sounds }, await HumAsync(3));

        var dark = await DarkAsync(film);
        var (vowel, lips, diphthong, pause) = (Mean(dark, 0.3, 0.65), Mean(dark, 0.8, 0.93), Mean(dark, 1.05, 1.3), Mean(dark, 1.8, 2.05));
        Assert.True(vowel > 40, $"the mouth is hardly open: {vowel:0} pixels");
        Assert.True(diphthong > 2 * Math.Max(lips, 5), $"{diphthong:0} in a vowel, {lips:0} in an m");
        Assert.True(lips < vowel / 4 && pause < vowel / 4, $"open {vowel:0}, closed {lips:0}, silent {pause:0}");
    }

    [Fact]
    public void Lips_do_not_move_in_a_pause_and_never_jump()
    {
        var shapes = MouthTrack.Of(Visemes.Of(Sounds), 90);

        Assert.All(shapes[52..63], shape => Assert.Equal((0, 34), (Math.Round(shape.Open, 3), Math.Round(shape.Wide, 3))));
        var steps = shapes.Zip(shapes.Skip(1), (a, b) => Math.Abs(b.Open - a.Open)).ToList();
        Assert.InRange(steps.Max(), 5, 24);
        Assert.True(shapes[6].Open > 10, "lips are on their way when the sound begins");
    }

    [Theory]
    [InlineData("m", "Closed")]
    [InlineData("tʃ", "Ridge Hush")]
    [InlineData("aʊ", "Open Pucker")]
    [InlineData("ˈɔ̃", "Round")]
    [InlineData("θ", "Tongue")]
    [InlineData("(en)", "")]
    [InlineData("‖", "Back")]
    public void Phonemes_have_visemes(string phoneme, string visemes)
    {
        var spans = Visemes.Of([new SpokenSound(phoneme, 0, 1)]);

        Assert.Equal(visemes, string.Join(" ", spans.Select(span => span.Viseme)));
        if (spans.Count > 0) Assert.Equal((0, 1), (spans[0].Start, spans[^1].End));
    }

    [Fact]
    public void A_closure_is_seen_however_short_it_is()
    {
        var shapes = MouthTrack.Of(Visemes.Of([new("a", 0, 0.5), new("p", 0.5, 0.53), new("a", 0.53, 1)]), 30);
        Assert.True(shapes.Min(shape => shape.Open) < 4, $"{shapes[10..20].Min(shape => shape.Open):0.0}");
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_film_and_another_does_not()
    {
        var audio = await HumAsync(0.7);
        byte[][] films =
        [
            await File.ReadAllBytesAsync(await MakeAsync(new(216, 384, 5) { Sounds = Sounds }, audio, "a.mp4"), Workbench.Stop),
            await File.ReadAllBytesAsync(await MakeAsync(new(216, 384, 5) { Sounds = Sounds }, audio, "b.mp4"), Workbench.Stop),
            await File.ReadAllBytesAsync(await MakeAsync(new(216, 384, 6) { Sounds = Sounds }, audio, "c.mp4"), Workbench.Stop),
        ];

        Assert.Equal(films[0], films[1]);
        Assert.NotEqual(films[0], films[2]);
    }

    [Theory]
    [InlineData(108, 192, false)]
    [InlineData(192, 108, false)]
    [InlineData(144, 144, false)]
    [InlineData(192, 144, true)]
    [InlineData(144, 192, true)]
    public async Task A_film_of_any_shape_lasts_as_long_as_the_sound_to_a_frame(int width, int height, bool picture)
    {
        var film = await MakeAsync(
            new(width, height, 1) { Sounds = Sounds, Picture = picture ? Plain("face.png", 200, 150, 120) : null }, await HumAsync(1.37));

        var (seen, heard) = (await Workbench.ProbeAsync(film, "v"), await Workbench.ProbeAsync(film, "a"));
        Assert.Equal(("42", $"{width}", $"{height}"), (seen["nb_read_frames"], seen["width"], seen["height"]));
        Assert.Equal(
            ("h264", "High", "yuv420p", "30/1", "bt709"),
            (seen["codec_name"], seen["profile"], seen["pix_fmt"], seen["r_frame_rate"], seen["color_space"]));
        Assert.Equal(("aac", "48000", "2"), (heard["codec_name"], heard["sample_rate"], heard["channels"]));
        Assert.InRange(double.Parse(heard["duration"], System.Globalization.CultureInfo.InvariantCulture), 1.36, 1.44);
    }

    [Fact]
    public async Task A_given_picture_is_what_is_seen()
    {
        var film = await MakeAsync(new(270, 480, 1) { Sounds = Sounds, Picture = Plain("blue.png", 30, 60, 220) }, await HumAsync(1));

        var frame = (await Workbench.FramesAsync(film, 9, 16))[15];
        var blue = Enumerable.Range(0, 9 * 16).Count(i => frame[i * 3 + 2] > 200 && frame[i * 3] < 60);
        Assert.InRange(blue, 9 * 16 * 0.75, 9 * 16 * 0.95);
    }

    [Fact]
    public async Task Without_phonemes_the_mouth_follows_the_loudness()
    {
        // A quarter of a second loud, a quarter silent.
        var film = await MakeAsync(
            new(432, 432, 5) { Person = Fair() }, await SoundAsync("aevalsrc='0.6*sin(1400*t)*gt(sin(2*PI*t),0)'", 3));

        var dark = await DarkAsync(film);
        var (loud, silent) = (
            dark.Where((_, i) => i % 30 is > 2 and < 13).Average(), dark.Where((_, i) => i % 30 is > 19 and < 28).Average());
        Assert.True(loud > 12 && loud > 4 * silent, $"{loud:0.0} dark pixels when loud, {silent:0.0} when silent");
    }

    [Fact]
    public async Task In_silence_the_presenter_lives_and_says_nothing()
    {
        var film = await MakeAsync(new(432, 432, 5) { Person = Fair() }, await SoundAsync("anullsrc=r=44100", 4));

        var dark = await DarkAsync(film);
        Assert.True(dark.Max() < 25, $"{dark.Max()} dark pixels");
        var frames = await Workbench.FramesAsync(film, 72, 72);
        Assert.True(frames.Zip(frames.Skip(1), Workbench.Difference).Max() > 0.05, "nothing moves");
    }

    [Fact]
    public void Nothing_of_a_pose_jumps()
    {
        var poses = new Performance(
            Visemes.Of([.. Sounds, .. Sounds.Select(s => s with { Start = s.Start + 3, End = s.End + 3 })]), 600, 11).Poses;

        double Most(Func<Pose, double> of) => poses.Zip(poses.Skip(1), (a, b) => Math.Abs(of(b) - of(a))).Max();
        Assert.True(
            Most(p => p.Turn) < 0.6 && Most(p => p.Nod) < 1.1 && Most(p => p.Tilt) < 0.35 && Most(p => p.Sway) < 0.6
                && Most(p => p.Brow) < 2 && Most(p => p.Breath) < 0.05,
            $"turn {Most(p => p.Turn):0.00}, nod {Most(p => p.Nod):0.00}, tilt {Most(p => p.Tilt):0.00}, sway {Most(p => p.Sway):0.00}, "
                + $"brow {Most(p => p.Brow):0.00}, breath {Most(p => p.Breath):0.000}");
        Assert.InRange(poses.Count(p => p.Shut > 0.9), 4, 60);
    }

    [Fact]
    public async Task What_is_no_sound_is_refused()
    {
        await File.WriteAllTextAsync(bench.File("noise.wav"), "RIFF and nothing else", Workbench.Stop);

        await Assert.ThrowsAsync<FFmpegFailedException>(() => MakeAsync(new(108, 192, 1), bench.File("noise.wav")));
        await Assert.ThrowsAsync<FFmpegFailedException>(() => MakeAsync(new(108, 192, 1), Plain("picture.png", 1, 2, 3)));
    }

    [Fact]
    public async Task Times_that_make_no_sense_do_no_harm()
    {
        SpokenSound[] sounds = [new("a", -3, 0.1), new("b", 0.4, 0.2), new("o", 0.3, 900), new("", 0.1, 0.2)];

        var film = await Workbench.ProbeAsync(await MakeAsync(new(108, 192, 1) { Sounds = sounds }, await HumAsync(0.5)), "v");
        Assert.Equal("15", film["nb_read_frames"]);
    }
}
