using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenGen.Speech.Espeak;

/// <summary>libespeak-ng's C interface (speak_lib.h, API revision 12), as far as speaking into memory needs it.</summary>
internal static unsafe partial class EspeakLibrary
{
    public const int SynchronousOutput = 2;
    public const int PhonemeEvents = 1 << 0;
    public const int PhonemesAsIpa = 1 << 1;
    public const int DoNotExit = 1 << 15;
    public const uint Utf8Text = 1;
    public const int PositionInCharacters = 1;

    private const string Name = "espeak-ng";

    private static readonly string[] FileNames =
        ["libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.1.dylib", "libespeak-ng.dylib", "libespeak-ng.dll"];

    [ModuleInitializer]
    internal static void FindUnderTheNameOfThisPlatform() =>
        NativeLibrary.SetDllImportResolver(typeof(EspeakLibrary).Assembly, Find);

    [LibraryImport(Name, EntryPoint = "espeak_Initialize")]
    public static partial int Initialize(int output, int bufferMilliseconds, byte* dataPath, int options);

    [LibraryImport(Name, EntryPoint = "espeak_SetSynthCallback")]
    public static partial void SetSynthCallback(delegate* unmanaged[Cdecl]<short*, int, EspeakEvent*, int> callback);

    [LibraryImport(Name, EntryPoint = "espeak_SetVoiceByName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVoiceByName(string name);

    [LibraryImport(Name, EntryPoint = "espeak_SetParameter")]
    public static partial int SetParameter(EspeakParameter parameter, int value, int relative);

    [LibraryImport(Name, EntryPoint = "espeak_Synth")]
    public static partial int Synth(
        byte* text, nuint size, uint position, int positionType, uint endPosition, uint flags, uint* identifier, void* userData);

    [LibraryImport(Name, EntryPoint = "espeak_ListVoices")]
    public static partial EspeakVoice** ListVoices(EspeakVoice* specification);

    [LibraryImport(Name, EntryPoint = "espeak_Terminate")]
    public static partial int Terminate();

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name) return 0;
        foreach (var file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, out var handle)) return handle;
        }

        throw new DllNotFoundException(
            "libespeak-ng is not installed (on Debian and Ubuntu: apt-get install libespeak-ng1 espeak-ng-data)");
    }
}

/// <summary>espeak_PARAMETER.</summary>
internal enum EspeakParameter
{
    Rate = 1,
    Volume = 2,
    Pitch = 3,
    Range = 4,
}

/// <summary>espeak_EVENT_TYPE.</summary>
internal enum EspeakEventType
{
    ListTerminated = 0,
    Word = 1,
    Phoneme = 7,
}

/// <summary>espeak_EVENT.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EspeakEvent
{
    public EspeakEventType Type;
    public uint Identifier;

    /// <summary>Characters from the start of the text, the first being 1.</summary>
    public int TextPosition;

    /// <summary>Characters.</summary>
    public int Length;

    /// <summary>Milliseconds from the start of the sound.</summary>
    public int AudioPosition;

    public int Sample;
    public void* UserData;

    /// <summary>The phoneme's name: UTF-8, ended by a zero unless it fills all eight bytes.</summary>
    public fixed byte Text[8];
}

/// <summary>espeak_VOICE.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EspeakVoice
{
    public byte* Name;

    /// <summary>Pairs of a priority byte and a zero-ended language name; a zero priority ends the list.</summary>
    public byte* Languages;

    public byte* Identifier;

    /// <summary>0 unknown, 1 male, 2 female.</summary>
    public byte Gender;

    public byte Age;
    public byte Variant;
    public byte Reserved;
    public int Score;
    public void* Spare;
}
