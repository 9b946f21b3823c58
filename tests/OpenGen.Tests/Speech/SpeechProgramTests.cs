using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Tests.Speech;

public sealed class SpeechProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-speech-");
    private readonly SpeechProgram _program = new(new SpeechOptions());

    [Theory]
    [InlineData("en", "It costs $3.50 or 1,250 yen. Send an e-mail now… okay 😀 fine — good?")]
    [InlineData("en-GB", "Three things nobody tells you about coffee.\nOne: grind it fresh! Two: weigh it.\n\nThree? Taste it.")]
    [InlineData("de", "Das kostet 1.250 €, z.B. im Café. Wie bitte? Dr. Müller kommt um 8 Uhr.")]
    [InlineData("es", "¿Cuánto cuesta? Son 1.250 pesos, señora.")]
    [InlineData("ja", "こんにちは、せかい。きょうはいいてんきです。")]
    public async Task The_words_of_a_script_come_back_timed_within_the_sound(string language, string script)
    {
        var wav = Path.Combine(_folder.FullName, "voice.wav");

        var audio = await _program.SpeakAsync(new SpeechRequest(script, language), wav, TestContext.Current.CancellationToken);

        Assert.Equal(
            string.Concat(script.Where(c => !char.IsWhiteSpace(c))), string.Concat(audio.Words.Select(word => word.Word)));
        Assert.All(audio.Words, word => Assert.Equal(word.Word, script.Substring(word.CharStart, word.CharLength)));
        var before = 0.0;
        foreach (var word in audio.Words)
        {
            Assert.True(word.Start >= before && word.End > word.Start, $"{word} after {before}");
            before = word.End;
        }

        var length = await LengthAsync(wav);
        Assert.Equal(length, audio.DurationSeconds, 0.002);
        Assert.InRange(length - before, 0, 0.4);
        Assert.NotEmpty(audio.Phonemes);
        Assert.InRange(audio.Phonemes[^1].End, before - 0.5, length);
    }

    [Fact]
    public async Task A_faster_rate_is_a_shorter_sound()
    {
        var slow = await SpeakAsync(new SpeechRequest("Every good morning begins with a slow cup of coffee.", Rate: 0.8));
        var fast = await SpeakAsync(new SpeechRequest("Every good morning begins with a slow cup of coffee.", Rate: 1.4));

        Assert.InRange(slow.DurationSeconds / fast.DurationSeconds, 1.4, 2.1);
    }

    [Fact]
    public async Task A_voice_nobody_has_is_refused_by_name()
    {
        var refused = await Assert.ThrowsAsync<SpeechFailedException>(
            () => SpeakAsync(new SpeechRequest("Hello", Voice: "nobody")));

        Assert.True(refused.Refused);
        Assert.Contains("nobody", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var program = new SpeechProgram(new SpeechOptions { ProgramPath = Path.Combine(_folder.FullName, "absent") });

        var failed = await Assert.ThrowsAsync<SpeechFailedException>(
            () => program.SpeakAsync(new SpeechRequest("Hello"), "voice.wav", CancellationToken.None));

        Assert.Contains("absent", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_killed_at_the_limit_and_on_cancellation()
    {
        // `cat` waits for what follows on a pipe that stays open: /dev/zero never ends.
        var endless = Path.Combine(_folder.FullName, "endless");
        await File.WriteAllTextAsync(endless, "#!/bin/sh\nexec cat /dev/zero > /dev/null\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(endless, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var limited = new SpeechProgram(new SpeechOptions { ProgramPath = endless, TimeLimit = TimeSpan.FromMilliseconds(200) });
        var late = await Assert.ThrowsAsync<SpeechFailedException>(
            () => limited.SpeakAsync(new SpeechRequest("Hello"), "voice.wav", CancellationToken.None));
        Assert.Contains("longer", late.Message, StringComparison.Ordinal);

        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var patient = new SpeechProgram(new SpeechOptions { ProgramPath = endless });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => patient.SpeakAsync(new SpeechRequest("Hello"), "voice.wav", cancellation.Token));
    }

    [Fact]
    public async Task The_softening_filter_is_one_that_ffmpeg_takes_and_that_keeps_the_length()
    {
        var wav = Path.Combine(_folder.FullName, "voice.wav");
        var soft = Path.Combine(_folder.FullName, "soft.wav");
        var audio = await _program.SpeakAsync(new SpeechRequest("A warm voice is worth a filter."), wav, CancellationToken.None);

        await Cli.Wrap("ffmpeg").WithArguments(["-v", "error", "-i", wav, "-af", SpeechProgram.SofteningFilter, soft]).ExecuteAsync();

        Assert.Equal(audio.DurationSeconds, await LengthAsync(soft), 0.1);
    }

    [Fact]
    public async Task The_machine_lists_voices_for_many_languages()
    {
        var voices = await _program.VoicesAsync(CancellationToken.None);

        Assert.Contains(voices, voice => voice.Language == "de");
        Assert.Contains(voices, voice => voice.Language == "en-us");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<SpokenAudio> SpeakAsync(SpeechRequest request) =>
        _program.SpeakAsync(request, Path.Combine(_folder.FullName, "voice.wav"), TestContext.Current.CancellationToken);

    private static async Task<double> LengthAsync(string file)
    {
        var probe = await Cli.Wrap("ffprobe")
            .WithArguments(["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file]).ExecuteBufferedAsync();
        return double.Parse(probe.StandardOutput, CultureInfo.InvariantCulture);
    }
}
