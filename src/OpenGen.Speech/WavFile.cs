using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OpenGen.Speech;

/// <summary>A mono 16-bit WAV that is written as it is spoken; its header is completed at the end.</summary>
internal sealed class WavFile : IDisposable
{
    private const int HeaderBytes = 44;

    private readonly FileStream _file;
    private readonly int _sampleRate;
    private long _samples;

    public WavFile(string path, int sampleRate)
    {
        _sampleRate = sampleRate;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write);
        _file.Write(new byte[HeaderBytes]);
    }

    /// <summary>Length so far, rounded down to whole milliseconds.</summary>
    public int DurationMs => (int)(_samples * 1000 / _sampleRate);

    public void Write(ReadOnlySpan<short> samples)
    {
        // WAV is little-endian, and so is every machine that .NET runs on here.
        _file.Write(MemoryMarshal.AsBytes(samples));
        _samples += samples.Length;
    }

    /// <summary>Writes silence until the sound is this long; nothing if it already is.</summary>
    public void SilenceUntil(int milliseconds)
    {
        var missing = (long)milliseconds * _sampleRate / 1000 + (milliseconds * (long)_sampleRate % 1000 > 0 ? 1 : 0) - _samples;
        if (missing > 0) Write(new short[missing]);
    }

    public void Dispose()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var bytes = (uint)(_samples * 2);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 36 + bytes);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)_sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)_sampleRate * 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], bytes);
        _file.Position = 0;
        _file.Write(header);
        _file.Dispose();
    }
}
