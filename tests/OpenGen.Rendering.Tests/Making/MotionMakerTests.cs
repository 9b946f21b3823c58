using NetVips;
using OpenGen.Making;
using OpenGen.Making.Motion;
using OpenGen.Making.Music;
using OpenGen.Media;

namespace OpenGen.Rendering.Tests.Making;

public sealed class MotionMakerTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private async Task<string> MakeAsync(MotionBrief brief, string name = "film.mp4")
    {
        var path = bench.File(name);
        await new MotionMaker(bench.Options).MakeAsync(brief, path, null, Workbench.Stop);
        return path;
    }

    private string Plain(string name, params double[] colour)
    {
        var path = bench.File(name);
        (Image.Black(200, 300) + colour).Cast(Enums.BandFormat.Uchar).Pngsave(path);
        return path;
    }

    [Theory]
    [InlineData(1.0, 30)]
    [InlineData(0.5, 15)]
    [InlineData(1.7, 51)]
    public async Task A_film_has_exactly_the_frames_asked_for_and_is_tagged_right(double seconds, int frames)
    {
        var film = await Workbench.ProbeAsync(await MakeAsync(new("sea at dawn", 108, 192, seconds, [])), "v");

        Assert.Equal(frames.ToString(), film["nb_read_frames"]);
        Assert.Equal(("h264", "High", "yuv420p", "30/1"), (film["codec_name"], film["profile"], film["pix_fmt"], film["r_frame_rate"]));
        Assert.Equal(("bt709", "bt709", "bt709"), (film["color_space"], film["color_transfer"], film["color_primaries"]));
        Assert.Equal(("108", "192"), (film["width"], film["height"]));
    }

    [Fact]
    public async Task The_same_brief_gives_the_same_bytes()
    {
        var brief = new MotionBrief("snowy mountains at night", 108, 192, 0.6, [], "Stay warm");

        var first = await File.ReadAllBytesAsync(await MakeAsync(brief, "a.mp4"), Workbench.Stop);
        var second = await File.ReadAllBytesAsync(await MakeAsync(brief, "b.mp4"), Workbench.Stop);

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("misty mountains with a hiker", 0)]
    [InlineData("winter forest in the snow", 0)]
    [InlineData("pictures", 1)]
    [InlineData("pictures", 3)]
    public async Task The_last_frame_leads_into_the_first(string prompt, int count)
    {
        var pictures = Enumerable.Range(0, count).Select(i => Plain($"p{i}.png", 60 + 70 * i, 200 - 60 * i, 90)).ToArray();
        var frames = await Workbench.FramesAsync(await MakeAsync(new(prompt, 216, 384, 3, pictures)), 54, 96);

        var steps = frames.Zip(frames.Skip(1), Workbench.Difference).ToList();
        var seam = Workbench.Difference(frames[^1], frames[0]);
        Assert.True(seam <= steps.Max() * 1.25 + 0.15, $"the seam differs by {seam:0.00}, neighbours by at most {steps.Max():0.00}");
    }

    [Fact]
    public void A_slow_move_does_not_shiver()
    {
        var plaid = bench.File("plaid.png");
        // A plaid: a step of a whole pixel among smaller ones would stand out in the differences.
        var place = Image.Xyz(600, 600) / 12 * 180;
        ((place[0].Sin() + place[1].Sin()) * 60 + 128).Cast(Enums.BandFormat.Uchar).Pngsave(plaid);
        var setting = ImageMaker.SettingOf(new ImageBrief("bars", 300, 300), SceneWords.Shipped);
        var film = new Film(new Album([Album.Load(plaid, 300, 300)], setting, 4), null, null, setting);
        var frames = Enumerable.Range(0, 121).Select(number =>
        {
            var frame = new Frame(300, 300);
            film.Draw(frame, number / 120.0);
            return frame.Bytes[..90_000];
        }).ToList();

        // The differences follow the camera's smooth speed: from one frame to the next they change little.
        var steps = frames.Zip(frames.Skip(1), Workbench.Difference).ToList();
        var jolt = steps.Zip(steps.Skip(1), (a, b) => Math.Abs(a - b)).Max();
        Assert.True(steps.Max() > 1, "nothing moves");
        Assert.True(jolt < steps.Max() * 0.15, $"differences jump by {jolt:0.00} of at most {steps.Max():0.00}");
        Assert.Equal(frames[0], frames[120]);
    }

    [Fact]
    public async Task Several_pictures_are_each_seen_in_their_turn()
    {
        var film = await MakeAsync(
            new("", 108, 192, 3, [Plain("r.png", 220, 30, 30), Plain("g.png", 30, 200, 30), Plain("b.png", 30, 30, 220)]));

        var frames = await Workbench.FramesAsync(film, 2, 2);
        Assert.True(frames[15][0] > 180 && frames[15][1] < 80, "red first");
        Assert.True(frames[45][1] > 160 && frames[45][0] < 80, "then green");
        Assert.True(frames[75][2] > 180 && frames[75][1] < 80, "then blue");
    }

    [Theory]
    [InlineData("Stop scrolling now")]
    [InlineData("مرحبا بالعالم")]
    [InlineData("<b>&</b> 🎉")]
    public async Task Kinetic_words_come_and_go(string words)
    {
        var black = Plain("black.png", 10, 10, 10);
        var frames = await Workbench.FramesAsync(await MakeAsync(new("", 216, 384, 2, [black], words)), 54, 96);

        double Bright(int frame) => frames[frame].Count(value => value > 150);
        Assert.True(Bright(0) < 5);
        Assert.True(Bright(40) > 100);
        Assert.True(Bright(59) < Bright(40) / 2);
    }

    [Theory]
    [InlineData(101, 200, 1)]
    [InlineData(100, 200, 0.01)]
    [InlineData(100, 5000, 1)]
    public async Task A_brief_out_of_range_is_refused(int width, int height, double seconds) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MakeAsync(new("sea", width, height, seconds, [])));

    [Fact]
    public async Task Cancelling_ends_a_film_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var seen = new CancelAt(0.05, cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new MotionMaker(bench.Options).MakeAsync(new("sea", 108, 192, 60, []), bench.File("cut.mp4"), seen, cancel.Token));
    }

    [Fact]
    public async Task Speech_on_a_shorter_film_sets_the_length()
    {
        var audio = bench.File("speech.wav");
        await new MusicMaker().ComposeAsync(new MusicBrief("calm", 1.37), audio, Workbench.Stop);
        var source = await MakeAsync(new("portrait", 108, 192, 0.5, []));

        var output = bench.File("talk.mp4");
        await new LipsyncMaker(bench.Options).LayAsync(source, audio, output, cancellationToken: Workbench.Stop);

        var (film, sound) = (await Workbench.ProbeAsync(output, "v"), await Workbench.ProbeAsync(output, "a"));
        Assert.Equal("42", film["nb_read_frames"]);
        Assert.Equal(("aac", "48000", "2"), (sound["codec_name"], sound["sample_rate"], sound["channels"]));
        Assert.InRange(double.Parse(sound["duration"]), 1.36, 1.44);
    }

    [Fact]
    public async Task Speech_that_is_no_audio_is_refused() =>
        await Assert.ThrowsAsync<FFmpegFailedException>(
            () =>
                new LipsyncMaker(bench.Options).LayAsync(
                    Plain("f.png", 1, 2, 3), Plain("g.png", 1, 2, 3), bench.File("x.mp4"), cancellationToken: Workbench.Stop));

    private sealed class CancelAt(double when, CancellationTokenSource cancel) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= when) cancel.Cancel();
        }
    }
}
