using System.Globalization;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;

namespace OpenGen.Server.Modules.Voices;

/// <summary>
/// Sets a voice of this machine near the speaker of a recording. It copies pitch, how much the pitch moves, and pace; the
/// timbre stays espeak-ng's, so that nobody would take one for the other.
/// 1. measure the recording; 2. choose a sound by its pitch; 3. speak low and high, and find the pitch in between;
/// 4. speak so, measure, and set pace, movement and the pitch's rest.
/// </summary>
internal sealed class VoiceFitting(SpeechProgram program, VoiceMeter meter)
{
    private const double LeastVoicedSeconds = 1.5;

    /// <summary>Between men's and women's usual pitch (85–155 and 165–255 Hz), in hertz.</summary>
    private const double BetweenMenAndWomen = 160;

    private const int Low = 25;
    private const int High = 75;

    /// <exception cref="SpeechFailedException">The recording holds too little of a voice.</exception>
    public async Task<FittedVoice> FitAsync(
        string recording, string? gender, string? language, string scratch, CancellationToken cancellationToken)
    {
        // 1, 2
        var heard = await meter.ReadAsync(recording, cancellationToken);
        if (heard is null or { VoicedSeconds: < LeastVoicedSeconds })
            throw new SpeechFailedException(
                "The recording holds too little of a voice: speak for some seconds, without music", refused: true);
        var sound = gender ?? (heard.PitchHertz > BetweenMenAndWomen ? "female" : "male");
        var variant = sound switch
        {
            "female" => heard.PitchHertz > 240 ? "f5" : "f3",
            "male" => heard.PitchHertz < 100 ? "m1" : "Gene",
            _ => "Alex",
        };
        var manner = new VoiceManner(language ?? "en", sound, variant, 50, 50);

        // 3
        var low = await SpokenAsync(manner with { Pitch = Low }, scratch, cancellationToken);
        var high = await SpokenAsync(manner with { Pitch = High }, scratch, cancellationToken);
        var slope = Math.Max(0.005, Math.Log2(high.PitchHertz / low.PitchHertz) / (High - Low));
        manner = manner with { Pitch = PitchAt(Low + Math.Log2(heard.PitchHertz / low.PitchHertz) / slope) };

        // 4
        var near = await SpokenAsync(manner, scratch, cancellationToken);
        manner = manner with
        {
            Rate = Math.Round(Math.Clamp(heard.SyllablesPerSecond / Math.Max(1, near.SyllablesPerSecond), 0.7, 1.4), 3),
            Range = (int)Math.Clamp(50 * heard.PitchSpread / Math.Max(0.2, near.PitchSpread), 10, 95),
        };
        near = await SpokenAsync(manner, scratch, cancellationToken);
        manner = manner with { Pitch = PitchAt(manner.Pitch!.Value + Math.Log2(heard.PitchHertz / near.PitchHertz) / slope) };
        return new FittedVoice(manner, string.Create(CultureInfo.InvariantCulture,
            $"{heard.PitchHertz:0} Hz, moving by {heard.PitchSpread:0.0} semitones, {heard.SyllablesPerSecond:0.0} syllables a second"));
    }

    private async Task<VoiceMeasure> SpokenAsync(VoiceManner manner, string scratch, CancellationToken cancellationToken)
    {
        var path = Path.Combine(scratch, "fitting.wav");
        var script = SampleScripts.In(manner.Language) ?? SampleScripts.In(null)!;
        await program.SpeakAsync(
            new SpeechRequest(script, manner.Language, manner.Gender, manner.Rate, manner.Pitch, manner.Range, manner.Variant), path,
            cancellationToken);
        return await meter.ReadAsync(path, cancellationToken) is { PitchHertz: > 0 } measure
            ? measure
            : throw new SpeechFailedException("this machine's voice has no pitch");
    }

    private static int PitchAt(double pitch) => (int)Math.Clamp(Math.Round(pitch), 0, 100);
}
