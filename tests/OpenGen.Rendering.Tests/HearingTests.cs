using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

/// <summary>
/// What of a clip or sound is heard: its volume beside others, its trim, its fades. The whole is levelled, so parts are compared with
/// one another.
/// </summary>
public sealed class HearingTests(Media media)
{
    [Fact]
    public async Task Volume_is_linear_and_zero_is_silence()
    {
        var samples = await SamplesAsync(
            Layer("sound", media.Music, """{"durationInFrames":30}"""),
            Layer("sound", media.Music, """{"from":30,"durationInFrames":30,"styles":{"volume":0.25}}""", position: 1),
            Layer("sound", media.Music, """{"from":60,"durationInFrames":30,"styles":{"volume":0}}""", position: 2));

        Assert.Equal(20 * Math.Log10(4), Level(samples, 0.2, 0.8) - Level(samples, 1.2, 1.8), 0.5);
        Assert.InRange(Level(samples, 2.2, 2.8), -120, -70);
    }

    [Fact]
    public async Task A_sound_starts_at_its_trim()
    {
        // Its words are at 0.5, 1.5 and 2.5 s; a second of it is cut away.
        var samples = await SamplesAsync(Layer("sound", media.Speech, """{"startFromSound":30}"""));

        Assert.InRange(Level(samples, 0.55, 0.95) - Level(samples, 0.05, 0.45), 30, 120);
        Assert.InRange(Level(samples, 1.55, 1.95) - Level(samples, 1.05, 1.45), 30, 120);
        Assert.InRange(Level(samples, 2.05, 2.4), -120, -50);
    }

    [Fact]
    public async Task A_clip_has_its_own_volume_and_fades()
    {
        var tone = media.In("tone.mp4");
        await media.FFmpeg.RunAsync(
            ["-f", "lavfi", "-i", "color=c=black:s=64x64:r=30:d=2", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=2", "-pix_fmt", "yuv420p",
                "-c:a", "aac", tone], null, TestContext.Current.CancellationToken);
        var samples = await SamplesAsync(
            Layer("clip", tone, """{"durationInFrames":60,"fadeIn":20,"fadeOut":20}"""),
            Layer("clip", tone, """{"from":60,"durationInFrames":60,"styles":{"volume":0.5}}""", position: 1));

        var full = Level(samples, 0.8, 1.2);
        Assert.Equal(20 * Math.Log10(2), full - Level(samples, 2.5, 3.5), 0.5);
        Assert.InRange(full - Level(samples, 0.05, 0.15), 8, 40);
        Assert.InRange(full - Level(samples, 1.85, 1.95), 8, 40);
    }

    private async Task<float[]> SamplesAsync(params LayerInput[] layers) =>
        await media.SamplesAsync((await media.RenderAsync([.. layers, Layer("shape", position: 9)])).Path);
}
