using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Generations.Vendors;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Tests.Vendors;

/// <summary>
/// How far the words of a speech are from where they are heard when its vendor does not say: speech of espeak-ng with another voice,
/// rate and pitch, whose times are known, stands for the vendor's.
/// </summary>
public sealed class SpeechAlignment(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-alignment-");
    private readonly SpeechProgram _program = new(new SpeechOptions());
    private readonly FFmpegTool _ffmpeg = new(new RenderingOptions());

    public static readonly TheoryData<string, string, double, int> Cases = new()
    {
        { "en", "Good coffee takes three minutes. Shall I show you how it is done? Grind it fresh, weigh it, and pour slowly!", 0.8, 30 },
        {
            "en",
            "Nobody tells you this about mornings: the first hour decides the day. Drink water, open a window, and leave the phone where "
                + "it is. Then write down three things that matter, and do the hardest one before breakfast.", 1.25, 70
        },
        {
            "en-US", "In 2024 we sold 1,250 mugs for $18.50 each. That is a lot of mugs! Visit example.com, or come to the shop on Friday "
                + "between nine and five.", 1, 40
        },
        { "de",
            "Guter Kaffee braucht drei Minuten. Soll ich dir zeigen, wie es geht? Mahle ihn frisch, wiege ihn ab und gieße langsam auf!",
            0.85, 35 },
        { "fr", "Le bon café prend trois minutes. Tu veux voir comment on fait? Mouds-le frais, pèse-le, et verse doucement.", 0.9, 30 },
        { "es", "El buen café tarda tres minutos. ¿Quieres que te enseñe cómo se hace? Muélelo fresco, pésalo y vierte despacio.", 1.2,
            60 },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Words_are_laid_where_they_are_heard(string language, string script, double rate, int pitch)
    {
        var recording = Path.Combine(_folder.FullName, "vendor.wav");
        var known = await _program.SpeakAsync(
            new SpeechRequest(script, language, "male", rate, pitch), recording, TestContext.Current.CancellationToken);
        var times = new SpeechTimes(new LocalSpeaker(_program, _ffmpeg), new SpeechSpread(_ffmpeg));

        var words = await times.OfAsync(recording, script, language, _folder.FullName, TestContext.Current.CancellationToken);
        var bySyllables = await new SpeechSpread(_ffmpeg).SpreadAsync(recording, script, TestContext.Current.CancellationToken);

        Assert.Equal(known.Words.Select(w => w.Word), words!.Select(w => w.Word));
        var (mean, most) = Errors(words!, known.Words);
        var (before, worst) = Errors(bySyllables, known.Words);
        output.WriteLine(
            $"{language}, rate {rate}: mean {mean * 1000:0} ms, most {most * 1000:0} ms; "
            + $"by syllables {before * 1000:0} and {worst * 1000:0} ms");
        Assert.InRange(mean, 0, 0.06);
        Assert.InRange(most, 0, 0.25);
        Assert.True(mean < before, "This machine's times say no more than syllables do");
    }

    [Fact]
    public async Task In_silence_no_words_are_heard()
    {
        var recording = Path.Combine(_folder.FullName, "silence.wav");
        await _ffmpeg.RunAsync(
            ["-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "2", recording], null, TestContext.Current.CancellationToken);
        var times = new SpeechTimes(new LocalSpeaker(_program, _ffmpeg), new SpeechSpread(_ffmpeg));
        foreach (var script in new[] { "Hello there.", "今天天气很好" })
            Assert.Null(await times.OfAsync(recording, script, null, _folder.FullName, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_full_disk_is_not_taken_for_silence()
    {
        var program = Path.Combine(_folder.FullName, "ffmpeg");
        await File.WriteAllTextAsync(
            program, "#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var ffmpeg = new FFmpegTool(new RenderingOptions { FFmpegPath = program });
        var times = new SpeechTimes(new LocalSpeaker(_program, ffmpeg), new SpeechSpread(ffmpeg));
        await Assert.ThrowsAsync<FFmpegFailedException>(
            () => times.OfAsync(program, "Hello there.", null, _folder.FullName, TestContext.Current.CancellationToken));
    }

    private static (double Mean, double Most) Errors(IReadOnlyList<TimedWord> words, IReadOnlyList<SpokenWord> known)
    {
        var errors = words.Zip(known, (word, spoken) => Math.Abs(word.Start - spoken.Start)).ToList();
        return (errors.Average(), errors.Max());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
