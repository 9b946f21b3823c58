using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CliWrap;
using CliWrap.Buffered;
using OpenGen.Media;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>
/// Speaks through OpenGen.Speech, as a child process: its licence (GPL) and a crash of its native library stay there.
/// </summary>
internal sealed partial class SpeechProgram(SpeechOptions options, ProcessGate? gate = null)
{
    /// <summary>
    /// FFmpeg audio filter that takes the edge off the synthetic voice: rumble out, some chest, the nasal and hissing bands
    /// down, level evened, a hint of a small room. For <c>-af</c>, or in a filter graph between the voice and the mix.
    /// </summary>
    public const string SofteningFilter =
        "highpass=f=70,equalizer=f=190:t=q:w=0.9:g=2.5,equalizer=f=1050:t=q:w=1.2:g=-2,equalizer=f=3100:t=q:w=1.1:g=-4," +
        "highshelf=f=6000:g=-5,acompressor=threshold=-20dB:ratio=2.5:attack=12:release=160:makeup=2," +
        "aecho=0.9:0.85:13|23|37:0.10|0.07|0.04";

    private const int Refused = 2;

    /// <summary>Speaks a script into a WAV file (mono, 16 bit, 22,050 Hz).</summary>
    /// <param name="request">What to say.</param>
    /// <param name="outputWav">Path of the file to write.</param>
    /// <param name="cancellationToken">Cancelling kills the program.</param>
    /// <exception cref="SpeechFailedException">It is not installed, refused the request, failed, or took too long.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SpokenAudio> SpeakAsync(SpeechRequest request, string outputWav, CancellationToken cancellationToken)
    {
        var question = new Question(
            request.Text, request.Language, request.Voice, request.Variant, Math.Clamp(request.Rate, 0.5, 2), request.Pitch, request.Range,
            Path.GetFullPath(outputWav));
        var output = await RunAsync([], JsonSerializer.SerializeToUtf8Bytes(question, Wire.Default.Question), cancellationToken);
        var answer = JsonSerializer.Deserialize(output, Wire.Default.Answer)
            ?? throw new SpeechFailedException("the speech program gave no answer");
        return new SpokenAudio(
            answer.DurationMs / 1000.0,
            [.. answer.Words.Select(w => new SpokenWord(w.Word, w.StartMs / 1000.0, w.EndMs / 1000.0, w.CharStart, w.CharLength))],
            [.. answer.Phonemes.Select(p => new SpokenPhoneme(p.Phoneme, p.StartMs / 1000.0, p.EndMs / 1000.0))]);
    }

    /// <summary>The voices this machine has.</summary>
    /// <exception cref="SpeechFailedException">The program is not installed or failed.</exception>
    public async Task<IReadOnlyList<MachineVoice>> VoicesAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await RunAsync(["--voices"], [], cancellationToken), Wire.Default.IReadOnlyListMachineVoice) ?? [];

    private async Task<string> RunAsync(IReadOnlyList<string> arguments, byte[] input, CancellationToken cancellationToken)
    {
        using var turn = gate is null ? null : await gate.EnterAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.TimeLimit);
        try
        {
            var result = await Program(arguments)
                .WithStandardInputPipe(PipeSource.FromBytes(input))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, limit.Token);
            if (result.ExitCode == 0) return result.StandardOutput;
            throw new SpeechFailedException(Reason(result), result.ExitCode == Refused);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechFailedException($"speaking took longer than {options.TimeLimit.TotalSeconds:0} s");
        }
        catch (Win32Exception e)
        {
            throw new SpeechFailedException($"the speech program at {options.ProgramPath} does not start: {e.Message}");
        }
    }

    private Command Program(IReadOnlyList<string> arguments)
    {
        if (File.Exists(options.ProgramPath)) return Cli.Wrap(options.ProgramPath).WithArguments(arguments);
        var library = options.ProgramPath + ".dll";
        if (File.Exists(library)) return Cli.Wrap("dotnet").WithArguments([library, .. arguments]);
        throw new SpeechFailedException(
            $"there is no speech program at {options.ProgramPath}; build OpenGen.Speech, or set Speech:ProgramPath");
    }

    private static string Reason(BufferedCommandResult result)
    {
        var said = result.StandardError.Trim();
        if (said.Length > 0) return said.Split('\n')[^1].Trim();
        return $"the speech program ended with code {result.ExitCode}";
    }

    internal sealed record Question(
        string Text, string Language, string? Voice, string? Variant, double Rate, int? Pitch, int? Range, string Output);

    internal sealed record Answer(int DurationMs, IReadOnlyList<AnsweredWord> Words, IReadOnlyList<AnsweredPhoneme> Phonemes);

    internal sealed record AnsweredWord(string Word, int StartMs, int EndMs, int CharStart, int CharLength);

    internal sealed record AnsweredPhoneme(string Phoneme, int StartMs, int EndMs);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Question))]
    [JsonSerializable(typeof(Answer))]
    [JsonSerializable(typeof(IReadOnlyList<MachineVoice>))]
    private sealed partial class Wire : JsonSerializerContext;
}
