using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;

namespace OpenGen.Tests.Voices;

/// <summary>What this machine makes of descriptions and recordings, measured with a microphone's ears.</summary>
public sealed class DesignTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-voices-");
    private readonly SpeechProgram _program = new(new SpeechOptions());
    private readonly VoiceMeter _meter = new(new FFmpegTool(new RenderingOptions()), new MediaProbe(new RenderingOptions()));

    [Theory]
    [InlineData("A deep, slow male voice")]
    [InlineData("A bright young woman, fast and cheerful")]
    [InlineData("An old grandmother telling a story")]
    [InlineData("A neutral robot voice, monotone")]
    [InlineData("")]
    public async Task The_three_samples_of_a_description_differ_to_the_ear(string description)
    {
        var manners = VoiceDesigner.Design(description, null, null);

        Assert.Equal(3, manners.Count);
        var measured = new List<(VoiceMeasure Voice, double Seconds)>();
        foreach (var manner in manners) measured.Add(await SpeakAsync(manner));
        for (var i = 0; i < 3; i++)
            for (var k = i + 1; k < 3; k++)
            {
                var pitch = Math.Abs(12 * Math.Log2(measured[i].Voice.PitchHertz / measured[k].Voice.PitchHertz));
                var length = Math.Abs(Math.Log(measured[i].Seconds / measured[k].Seconds));
                // A semitone, or a twentieth of the pace, is heard by anybody; and each has a sound of its own.
                Assert.True(pitch > 1 || length > 0.05, $"{manners[i]} and {manners[k]}: {pitch:0.00} semitones, {length:0.000} in length");
                Assert.NotEqual(manners[i].Variant, manners[k].Variant);
            }
    }

    [Fact]
    public async Task What_a_description_says_is_what_is_heard()
    {
        var deep = await SpeakAsync(VoiceDesigner.Design("a very deep man, slow and calm", null, null)[0]);
        var bright = await SpeakAsync(VoiceDesigner.Design("a bright young woman, fast and energetic", null, null)[0]);

        Assert.True(bright.Voice.PitchHertz > 1.5 * deep.Voice.PitchHertz, $"{bright.Voice.PitchHertz:0} and {deep.Voice.PitchHertz:0} Hz");
        Assert.True(deep.Seconds > 1.2 * bright.Seconds, $"{deep.Seconds:0.00} and {bright.Seconds:0.00} s");
    }

    [Fact]
    public void The_same_words_design_the_same_voices_and_others_do_not()
    {
        var once = VoiceDesigner.Design("A warm female voice", null, null);

        Assert.Equal(once, VoiceDesigner.Design("  a warm FEMALE voice ", null, null));
        Assert.NotEqual(once, VoiceDesigner.Design("A warm male voice", null, null));
        Assert.NotEqual(once, VoiceDesigner.Design("A warm, deep female voice", null, null));
    }

    [Theory]
    [InlineData("a woman", "female")]
    [InlineData("a man who sounds like a woman's brother, he speaks", "male")]
    [InlineData("an androgynous voice", "neutral")]
    public void A_gender_is_read_from_the_words(string description, string gender) =>
        Assert.Equal(gender, VoiceHints.Read(description).Gender);

    [Theory]
    [InlineData("twenty years old", "Grown")]
    [InlineData("an old man", "Old")]
    [InlineData("a teenager", "Young")]
    [InlineData("a little girl", "Child")]
    public void An_age_is_read_from_the_words(string description, string age) =>
        Assert.Equal(age, VoiceHints.Read(description).Age.ToString());

    [Theory]
    [InlineData("very deep", -2)]
    [InlineData("not deep", 1)]
    [InlineData("high and bright", 2)]
    public void Depth_is_read_from_the_words(string description, int depth) => Assert.Equal(depth, VoiceHints.Read(description).Depth);

    [Fact]
    public void What_is_said_explicitly_wins_over_the_words()
    {
        var manner = VoiceDesigner.Design("A British man", "female", "de")[0];

        Assert.Equal(("female", "de"), (manner.Gender, manner.Language));
        Assert.Equal("en-gb", VoiceDesigner.Design("A British man", null, null)[0].Language);
    }

    [Fact]
    public async Task A_fitted_voice_has_the_pitch_and_pace_of_the_recording()
    {
        // Nobody's voice but one this machine can make: pitch, movement and pace are known to be other than the defaults.
        var speaker = new VoiceManner("en", "male", "m3", 70, 40, 1.2);
        var recording = Path.Combine(_folder.FullName, "speaker.wav");
        const string script = "I have been roasting coffee for twenty years. Every bean is different, and every morning I learn "
            + "something new. Would you like to taste it?";
        await _program.SpeakAsync(Request(speaker, script), recording, CancellationToken.None);
        var heard = (await _meter.ReadAsync(recording, CancellationToken.None))!;

        var fitted = await new VoiceFitting(_program, _meter).FitAsync(recording, null, null, _folder.FullName, CancellationToken.None);

        var again = await SpeakAsync(fitted.Manner);
        Assert.InRange(12 * Math.Log2(again.Voice.PitchHertz / heard.PitchHertz), -1.5, 1.5);
        Assert.InRange(again.Voice.SyllablesPerSecond / heard.SyllablesPerSecond, 0.8, 1.25);
        Assert.Contains("Hz", fitted.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_no_voice_to_fit()
    {
        var silence = Path.Combine(_folder.FullName, "silence.wav");
        string[] arguments = ["-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "5", silence];
        await new FFmpegTool(new RenderingOptions()).RunAsync(arguments, null, CancellationToken.None);

        var fitting = new VoiceFitting(_program, _meter);
        var refused = await Assert.ThrowsAsync<SpeechFailedException>(
            () => fitting.FitAsync(silence, null, null, _folder.FullName, CancellationToken.None));

        Assert.True(refused.Refused);
    }

    [Theory]
    [InlineData(110)]
    [InlineData(220)]
    [InlineData(330)]
    public async Task A_tone_is_measured_at_its_pitch(int hertz)
    {
        var tone = Path.Combine(_folder.FullName, "tone.wav");
        var sound = $"aevalsrc=0.3*sin(2*PI*{hertz}*t)+0.2*sin(4*PI*{hertz}*t)+0.1*sin(6*PI*{hertz}*t):s=16000:d=2";
        await new FFmpegTool(new RenderingOptions()).RunAsync(["-f", "lavfi", "-i", sound, tone], null, CancellationToken.None);

        Assert.InRange((await _meter.ReadAsync(tone, CancellationToken.None))!.PitchHertz, hertz * 0.97, hertz * 1.03);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    [InlineData("ar")]
    public void Every_sample_text_is_long_enough_for_any_designer(string language)
    {
        Assert.Contains(language, SampleScripts.Languages);
        Assert.All(SampleScripts.Languages, l => Assert.InRange(SampleScripts.In(l)!.Length, 100, 1000));
        Assert.Null(SampleScripts.In("xx"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(VoiceMeasure Voice, double Seconds)> SpeakAsync(VoiceManner manner)
    {
        var path = Path.Combine(_folder.FullName, "said.wav");
        var spoken = await _program.SpeakAsync(Request(manner, SampleScripts.In(null)!), path, TestContext.Current.CancellationToken);
        return ((await _meter.ReadAsync(path, TestContext.Current.CancellationToken))!, spoken.DurationSeconds);
    }

    private static SpeechRequest Request(VoiceManner manner, string text) =>
        new(text, manner.Language, manner.Gender, manner.Rate, manner.Pitch, manner.Range, manner.Variant);
}
