using OpenGen.Rendering.FFmpeg;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class SoundTests(Media media)
{
    [Theory]
    [InlineData("music", 1)]
    [InlineData("music", 0.02)]
    [InlineData("whisper", 1)]
    [InlineData("speech", 0.7)]
    public async Task Any_sound_comes_out_at_minus_14_LUFS_and_under_minus_1_dBTP(string which, double volume)
    {
        var file = which switch { "music" => media.Music, "whisper" => media.Whisper, _ => media.Speech };
        var video = await media.RenderAsync(Layer("sound", file, $$"""{"styles":{"volume":{{volume.ToString(System.Globalization.CultureInfo.InvariantCulture)}} } }"""), Layer("shape", position: 1));

        var loudness = await media.LoudnessAsync(video.Path);
        Assert.InRange(loudness.Integrated, -15, -13);
        Assert.InRange(loudness.TruePeak, -40, -1);
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
            await media.FFmpeg.RunAsync(["-i", video.Path, "-af", "highpass=f=380:p=2,highpass=f=380:p=2,highpass=f=380:p=2", filtered], null, TestContext.Current.CancellationToken);
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
        var video = await media.RenderAsync(Layer("sound", media.Music, """{"from":30,"durationInFrames":120,"startFromSound":15,"loop":true,"fadeIn":30,"fadeOut":30}"""), Layer("shape", position: 1));

        var samples = await media.SamplesAsync(video.Path);
        Assert.InRange(Level(samples, 0.1, 0.9), -120, -70);
        var steady = Level(samples, 2.2, 2.6);
        Assert.InRange(Math.Abs(Level(samples, 3.2, 3.8) - steady), 0, 1);
        Assert.InRange(steady - Level(samples, 1.4, 1.6), 3, 12);
        Assert.InRange(steady - Level(samples, 4.4, 4.6), 3, 12);
    }
}
