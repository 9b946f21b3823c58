using OpenGen.Media;
using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class SoundTests(Media media)
{
    /// <summary>Music and noise at every rate that files have, in one to six channels, clipped, and hardly to be heard.</summary>
    [Theory]
    [InlineData("0.3*sin(2*PI*440*t)", 8000, "wav")]
    [InlineData("0.3*sin(2*PI*440*t)", 11025, "wav", Explicit = true)]
    [InlineData("0.3*sin(2*PI*440*t)|0.1*sin(2*PI*660*t)", 22050, "mp3", Explicit = true)]
    [InlineData("0.3*sin(2*PI*440*t)|0.1*sin(2*PI*660*t)", 44100, "m4a")]
    [InlineData("0.3*sin(2*PI*440*t)", 96000, "flac", Explicit = true)]
    [InlineData("0.3*sin(2*PI*440*t)", 192000, "wav")]
    [InlineData("0|0|0.2*sin(2*PI*440*t)|0|0|0", 48000, "ac3")]
    [InlineData("clip(9*sin(2*PI*440*t)+3*random(0),-1,1)", 48000, "wav")]
    [InlineData("0.012*(random(0)-0.5)", 48000, "wav")]
    public async Task Any_sound_comes_out_at_minus_14_LUFS_and_under_minus_1_dBTP(string wave, int rate, string container)
    {
        var file = media.In($"loudness-{Guid.NewGuid():n}.{container}");
        await media.FFmpeg.RunAsync(
            ["-f", "lavfi", "-i", $"aevalsrc='{wave}':s={rate}:d=2", file], null, TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("sound", file), Layer("shape", position: 1));

        var loudness = await media.LoudnessAsync(video.Path);
        Assert.InRange(loudness.Integrated, -15, -13);
        Assert.InRange(loudness.TruePeak, -40, -1);
    }

    [Theory]
    [InlineData("music", 0.02)]
    [InlineData("speech", 0.7)]
    public async Task A_volume_turned_down_is_made_up_for_when_nothing_else_plays(string which, double volume)
    {
        var file = which == "music" ? media.Music : media.Speech;
        var video = await media.RenderAsync(Layer("sound", file, FormattableString.Invariant($$"""{"styles":{"volume":{{volume}} } }""")), Layer("shape", position: 1));

        var loudness = await media.LoudnessAsync(video.Path);
        Assert.InRange(loudness.Integrated, -15, -13);
        Assert.InRange(loudness.TruePeak, -40, -1);
    }

    /// <summary>
    /// Too short to be measured as programmes are; and nearly all silence. What counts is that neither is blown up nor passes the
    /// ceiling.
    /// </summary>
    [Theory]
    [InlineData("0.5*sin(2*PI*440*t)*lt(t,0.1)", 0.1)]
    [InlineData("0.9*sin(2*PI*1000*t)*between(t,10,10.02)", 20)]
    public async Task A_very_short_sound_is_heard_under_the_ceiling(string wave, double seconds)
    {
        var file = media.In($"short-{seconds}.wav");
        await media.FFmpeg.RunAsync(
            ["-f", "lavfi", "-i", FormattableString.Invariant($"aevalsrc='{wave}':s=48000:d={seconds}"), file], null,
            TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("sound", file), Layer("shape", position: 1));

        Assert.InRange((await media.LoudnessAsync(video.Path)).TruePeak, -30, -1);
        var samples = await media.SamplesAsync(video.Path);
        Assert.InRange(samples.Max(Math.Abs), 0.05f, 1.3f);
        if (seconds > 1) Assert.InRange(Level(samples, 1, 9), -120, -80);
    }

    [Fact]
    public async Task The_centre_of_surround_sound_is_heard_as_loud_as_its_front()
    {
        // Speech of films is in the centre: taken away it would be gone, taken whole it would drown the rest.
        var file = media.In("surround.wav");
        await media.FFmpeg.RunAsync(
            ["-f", "lavfi", "-i",
                "aevalsrc='0.2*sin(2*PI*440*t)*lt(t,1)|0.2*sin(2*PI*440*t)*lt(t,1)|0.2*sin(2*PI*440*t)*gte(t,1)|0|0|0:c=5.1:s=48000:d=2'",
                file], null, TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("sound", file), Layer("shape", position: 1));

        var samples = await media.SamplesAsync(video.Path);
        Assert.InRange(Level(samples, 1.2, 1.8) - Level(samples, 0.2, 0.8), -6, 1);
    }

    [Fact]
    public async Task Sound_that_begins_after_its_picture_stays_that_much_later()
    {
        var file = media.In("late.mkv");
        await media.FFmpeg.RunAsync(
            ["-i", media.RedClip, "-itsoffset", "0.5", "-f", "lavfi", "-i", "sine=d=0.5", "-c:v", "copy", "-c:a", "flac", file], null,
            TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":30}"""));

        var samples = await media.SamplesAsync(video.Path);
        Assert.InRange(
            Array.FindIndex(samples, sample => Math.Abs(sample) > 0.05) / (double)SoundReader.Rate, 0.5 - 1 / 30.0, 0.5 + 1 / 30.0);
    }

    /// <summary>A flash of a frame and a click at one second, in pictures and sounds of any rate; whole, trimmed and in a loop.</summary>
    [Theory]
    [InlineData("24", 8000, "mp4", Explicit = true)]
    [InlineData("25", 44100, "mkv", Explicit = true)]
    [InlineData("30000/1001", 48000, "mp4")]
    [InlineData("60", 96000, "mkv", Explicit = true)]
    [InlineData("30", 22050, "webm")]
    public async Task A_click_stays_with_its_flash_at_any_rate(string rate, int samplesPerSecond, string container)
    {
        var file = media.In($"sync-{rate.Replace('/', '-')}.{container}");
        string[] codecs = container switch
        {
            "webm" => ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"],
            "mkv" => ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "flac"],
            _ => ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"],
        };
        await media.FFmpeg.RunAsync([
            "-f", "lavfi", "-i", $"color=c=black:s=160x160:r={rate}:d=2,drawbox=t=fill:c=white:enable='between(t,0.995,1.045)'",
            "-f", "lavfi", "-i", $"aevalsrc='0.9*sin(2*PI*1000*t)*between(t,1,1.03)':s={samplesPerSecond}:d=2", .. codecs, file], null,
            TestContext.Current.CancellationToken);

        foreach (var (attributes, moments) in ((string, double[])[])[
            ("""{"durationInFrames":30,"videoStartTime":0.7}""", [0.3]),
            ("""{"durationInFrames":70,"videoStartTime":0.8,"loop":true}""", [0.2, 1.4]),
            ("""{"durationInFrames":120,"loop":true}""", [1, 3])])
        {
            var video = await media.RenderAsync(Layer("clip", file, attributes));
            var flashes = Starts([.. (await media.ColoursAsync(video.Path, 400, 400, 100, 100)).Select(colour => colour.R > 110)], 3)
                .Select(frame => frame / 30.0).ToList();
            var clicks = Starts([.. (await media.SamplesAsync(video.Path)).Select(sample => Math.Abs(sample) > 0.1)], SoundReader.Rate / 5)
                .Select(sample => sample / (double)SoundReader.Rate).ToList();

            Assert.Equal(moments.Length, flashes.Count);
            Assert.Equal(moments.Length, clicks.Count);
            for (var i = 0; i < moments.Length; i++)
            {
                Assert.InRange(flashes[i] - moments[i], -1.2 / 30, 1.2 / 30);
                Assert.InRange(clicks[i] - flashes[i], -1.01 / 30, 1.01 / 30);
            }
        }
    }

    /// <summary>Where it becomes true after a while in which it was not.</summary>
    private static IEnumerable<int> Starts(bool[] values, int quiet)
    {
        var last = -quiet;
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i]) continue;
            if (i - last >= quiet) yield return i;
            last = i;
        }
    }

    [Fact]
    public async Task A_silent_timeline_has_a_silent_track()
    {
        var quiet = await media.RenderAsync(Layer("shape", attributes: """{"durationInFrames":30}"""));
        var muted = await media.RenderAsync(Layer("sound", media.Silence), Layer("shape", position: 1));

        foreach (var video in (RenderedVideo[])[quiet, muted])
        {
            var samples = await media.SamplesAsync(video.Path);
            Assert.InRange(samples.Length / (double)SoundReader.Rate, 1 - 1 / 30.0, 1 + 1 / 30.0);
            Assert.InRange(samples.Max(Math.Abs), 0, 0.001f);
        }
    }

    [Fact]
    public async Task Music_gives_way_to_speech_before_it_starts_and_comes_back()
    {
        // Speech is taken out of the measured band: its tone is 180 Hz, the music's is 440 Hz. What is compared is music alone.
        async Task<float[]> MusicAsync(string attributes)
        {
            var video = await media.RenderAsync(
                Layer("sound", media.Speech, """{"from":60,"durationInFrames":90}""", "Voice", isSpeech: true),
                Layer("sound", media.Music, attributes, "Music", position: 1, isMusic: true));
            var filtered = media.In($"band-{Guid.NewGuid():n}.wav");
            await media.FFmpeg.RunAsync(
                ["-i", video.Path, "-af", "highpass=f=380:p=2,highpass=f=380:p=2,highpass=f=380:p=2", filtered], null,
                TestContext.Current.CancellationToken);
            return await media.SamplesAsync(filtered);
        }

        var music = await MusicAsync("""{"durationInFrames":240,"loop":true}""");
        var open = Level(music, 0.5, 1.8);
        var underSpeech = Level(music, 2.8, 4.6);
        var after = Level(music, 6.2, 7.8);
        Assert.InRange(open - underSpeech, 9, 16);
        Assert.InRange(Math.Abs(open - after), 0, 1.5);

        var stubborn = await MusicAsync("""{"durationInFrames":240,"loop":true,"duck":false}""");
        Assert.InRange(Math.Abs(Level(stubborn, 0.5, 1.8) - Level(stubborn, 2.8, 4.6)), 0, 3);
    }

    [Fact]
    public async Task A_click_stays_with_its_flash()
    {
        var video = await media.RenderAsync(Layer("clip", media.FlashAndClick, """{"from":10,"durationInFrames":60}"""));

        var flash = (await media.ColoursAsync(video.Path, 400, 400, 100, 100)).Select((colour, i) => (colour.R, i)).Max().i / 30.0;
        var samples = await media.SamplesAsync(video.Path);
        var click = Array.FindIndex(samples, sample => Math.Abs(sample) > 0.1) / (double)SoundReader.Rate;
        Assert.Equal(40 / 30.0, flash, 0.001);
        Assert.InRange(click - flash, -1 / 30.0, 1 / 30.0);
    }

    [Fact]
    public async Task Sound_fades_loops_and_starts_at_its_trim()
    {
        var video = await media.RenderAsync(
            Layer("sound", media.Music, """{"from":30,"durationInFrames":120,"startFromSound":15,"loop":true,"fadeIn":30,"fadeOut":30}"""),
            Layer("shape", position: 1));

        var samples = await media.SamplesAsync(video.Path);
        Assert.InRange(Level(samples, 0.1, 0.9), -120, -70);
        var steady = Level(samples, 2.2, 2.6);
        Assert.InRange(Math.Abs(Level(samples, 3.2, 3.8) - steady), 0, 1);
        Assert.InRange(steady - Level(samples, 1.4, 1.6), 3, 12);
        Assert.InRange(steady - Level(samples, 4.4, 4.6), 3, 12);
    }
}
