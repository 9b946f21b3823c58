using System.Buffers.Binary;
using OpenGen.Making;
using OpenGen.Making.Music;

namespace OpenGen.Rendering.Tests.Making;

public sealed class MusicMakerTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    public static TheoryData<string> EveryMood => [.. Moods.All.Select(mood => mood.Name)];

    private async Task<byte[]> ComposeAsync(string mood, double seconds, int seed = 0)
    {
        var path = bench.File($"{Guid.NewGuid():n}.wav");
        await new MusicMaker().ComposeAsync(new MusicBrief(mood, seconds, seed), path, Workbench.Stop);
        return await File.ReadAllBytesAsync(path, Workbench.Stop);
    }

    /// <summary>Left and right in turn, −1 to 1.</summary>
    private static double[] Samples(byte[] wav) =>
        [.. wav.Skip(44).Chunk(2).Select(pair => BinaryPrimitives.ReadInt16LittleEndian(pair) / 32767.0)];

    [Theory]
    [MemberData(nameof(EveryMood))]
    public async Task Every_mood_is_as_long_as_asked_peaks_at_minus_3_dB_and_ends_in_silence(string mood)
    {
        var wav = await ComposeAsync(mood, 7.5);

        Assert.Equal(44 + (int)(7.5 * 48_000) * 4, wav.Length);
        var samples = Samples(wav);
        Assert.InRange(20 * Math.Log10(samples.Max(Math.Abs)), -3.05, -2.95);
        Assert.True(samples.Average(sample => sample * sample) > 0.0009, "it is all but silent");
        Assert.True(Math.Abs(samples.Average()) < 0.002, "it has an offset");
        Assert.All(samples.TakeLast(1500), sample => Assert.Equal(0, sample));
        Assert.True(samples.TakeLast(9600).Max(Math.Abs) < 0.12, "it breaks off instead of fading");
    }

    [Fact]
    public async Task Neither_side_is_empty_and_they_are_not_the_same()
    {
        var samples = Samples(await ComposeAsync("corporate", 6));

        var (left, right) = (samples.Where((_, i) => i % 2 == 0).ToArray(), samples.Where((_, i) => i % 2 == 1).ToArray());
        var (l, r) = (left.Average(x => x * x), right.Average(x => x * x));
        Assert.InRange(l / r, 0.5, 2);
        Assert.True(left.Zip(right, (a, b) => (a - b) * (a - b)).Average() > 0.02 * (l + r));
    }

    [Fact]
    public async Task The_same_brief_gives_the_same_bytes_and_another_seed_others()
    {
        var first = await ComposeAsync("lofi", 4);

        Assert.Equal(first, await ComposeAsync("lofi", 4));
        Assert.NotEqual(first, await ComposeAsync("lofi", 4, seed: 1));
    }

    [Theory]
    [InlineData("happy summer vlog", "upbeat")]
    [InlineData("a relaxing meditation", "calm")]
    [InlineData("epic movie trailer", "cinematic")]
    [InlineData("chill study beats", "lofi")]
    [InlineData("scary mystery", "dark")]
    [InlineData("startup product explainer", "corporate")]
    public void Words_choose_the_mood(string words, string mood) => Assert.Equal(mood, Moods.Of(words, new Dice(1)).Name);

    [Theory]
    [InlineData(0.2)]
    [InlineData(10_000)]
    public async Task A_length_out_of_range_is_refused(double seconds) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ComposeAsync("calm", seconds));
}
