using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using OpenGen.Speech.Timing;

namespace OpenGen.Speech.Espeak;

/// <summary>
/// espeak-ng, speaking into memory. The library keeps its state in globals, so a process holds one engine and uses it
/// from one thread.
/// </summary>
internal sealed unsafe class EspeakEngine : IDisposable
{
    // The callback is a plain function: what it fills has to be static as well.
    private static readonly List<short> Samples = [];
    private static readonly List<WordEvent> Words = [];
    private static readonly List<PhonemeEvent> Phonemes = [];

    private EspeakEngine(int sampleRate) => SampleRate = sampleRate;

    /// <summary>Samples a second of everything this engine says.</summary>
    public int SampleRate { get; }

    /// <summary>Loads the library and its data.</summary>
    /// <exception cref="DllNotFoundException">libespeak-ng is not installed.</exception>
    /// <exception cref="EspeakException">Its data files are missing.</exception>
    public static EspeakEngine Start()
    {
        var rate = EspeakLibrary.Initialize(
            EspeakLibrary.SynchronousOutput, 0, null,
            EspeakLibrary.PhonemeEvents | EspeakLibrary.PhonemesAsIpa | EspeakLibrary.DoNotExit);
        if (rate <= 0)
        {
            throw new EspeakException(
                "libespeak-ng finds no data (on Debian and Ubuntu: apt-get install espeak-ng-data)");
        }

        EspeakLibrary.SetSynthCallback(&OnSound);
        return new EspeakEngine(rate);
    }

    /// <summary>Takes a voice by espeak-ng's name for it, with a variant after a plus sign if wanted.</summary>
    /// <returns>False: there is no such voice.</returns>
    public bool TrySetVoice(string name) => EspeakLibrary.SetVoiceByName(name) == 0;

    /// <summary>How the next words are spoken.</summary>
    public void SetManner(Manner manner)
    {
        EspeakLibrary.SetParameter(EspeakParameter.Rate, manner.WordsPerMinute, 0);
        EspeakLibrary.SetParameter(EspeakParameter.Pitch, manner.Pitch, 0);
        EspeakLibrary.SetParameter(EspeakParameter.Range, manner.Range, 0);
        EspeakLibrary.SetParameter(EspeakParameter.Volume, manner.Volume, 0);
    }

    /// <summary>Speaks a text; the answer holds copies and stays valid.</summary>
    public Utterance Say(string text)
    {
        Samples.Clear();
        Words.Clear();
        Phonemes.Clear();
        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        int outcome;
        fixed (byte* start = bytes)
        {
            outcome = EspeakLibrary.Synth(
                start, (nuint)bytes.Length, 0, EspeakLibrary.PositionInCharacters, 0, EspeakLibrary.Utf8Text, null, null);
        }

        if (outcome != 0) throw new EspeakException($"espeak-ng refused to speak (code {outcome})");
        return new Utterance(Samples.ToArray(), Words.ToArray(), Phonemes.ToArray());
    }

    /// <summary>Every voice there is, variants left out.</summary>
    public static IReadOnlyList<VoiceDescription> Voices()
    {
        var voices = new List<VoiceDescription>();
        for (var at = EspeakLibrary.ListVoices(null); at is not null && *at is not null; at++)
        {
            var voice = *at;
            // The languages' first byte is a priority; the name begins after it.
            var language = voice->Languages is null ? "" : Marshal.PtrToStringUTF8((nint)(voice->Languages + 1)) ?? "";
            voices.Add(new VoiceDescription(
                Marshal.PtrToStringUTF8((nint)voice->Name) ?? "",
                language,
                voice->Gender switch { 1 => "male", 2 => "female", _ => "neutral" },
                Marshal.PtrToStringUTF8((nint)voice->Identifier) ?? ""));
        }

        return voices;
    }

    public void Dispose() => EspeakLibrary.Terminate();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSound(short* samples, int count, EspeakEvent* events)
    {
        if (samples is not null && count > 0) Samples.AddRange(new ReadOnlySpan<short>(samples, count));
        for (var e = events; e is not null && e->Type != EspeakEventType.ListTerminated; e++)
        {
            switch (e->Type)
            {
                case EspeakEventType.Word:
                    Words.Add(new WordEvent(e->TextPosition - 1, e->Length, e->AudioPosition));
                    break;
                case EspeakEventType.Phoneme:
                    var name = new ReadOnlySpan<byte>(e->Text, 8);
                    var end = name.IndexOf((byte)0);
                    Phonemes.Add(new PhonemeEvent(Encoding.UTF8.GetString(end < 0 ? name : name[..end]), e->AudioPosition));
                    break;
            }
        }

        return 0;
    }
}

/// <summary>One text as spoken: mono samples and what espeak-ng reported of them.</summary>
internal sealed record Utterance(short[] Samples, IReadOnlyList<WordEvent> Words, IReadOnlyList<PhonemeEvent> Phonemes);

/// <summary>How to speak.</summary>
/// <param name="WordsPerMinute">80–450.</param>
/// <param name="Pitch">0–100.</param>
/// <param name="Range">0–100; 0 is monotone.</param>
/// <param name="Volume">0–200.</param>
internal readonly record struct Manner(int WordsPerMinute, int Pitch, int Range, int Volume);

/// <summary>espeak-ng failed or is not set up.</summary>
internal sealed class EspeakException(string message) : Exception(message);
