using System.Buffers.Binary;
using OpenGen.Making;
using OpenGen.Making.Music;
using OpenGen.Media;
using OpenGen.Rendering;

namespace OpenGen.Bench.Render;

/// <summary>The files that the composition is made of; all are made here, so that anyone measures the same.</summary>
/// <param name="Folder">Where they are.</param>
internal sealed record Media(string Folder)
{
    /// <summary>
    /// A zoom into a fractal with a little grain: much detail that moves, as a phone's film has; 1080×1920, 30 fps, about 18 Mbit/s.
    /// </summary>
    public string Background => At("background.mp4");

    /// <summary>A picture for the whole canvas.</summary>
    public string Photo => At("photo.jpg");

    /// <summary>A square picture.</summary>
    public string Card => At("card.png");

    public string Voice => At("voice.wav");

    public string Music => At("music.wav");

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Makes them all; takes some tens of seconds.</summary>
    public static async Task<Media> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        var options = new RenderingOptions();
        var media = new Media(Directory.CreateDirectory(folder).FullName);
        await new FFmpegTool(options).RunAsync(
            [
                "-f", "lavfi", "-i", "mandelbrot=s=540x960:r=30:maxiter=600:start_scale=0.6:end_scale=0.02:end_pts=480:inner=mincol", "-t",
                "16",
                "-vf", "scale=1080:1920:flags=bicubic,noise=alls=3:allf=t,format=yuv420p",
                "-c:v", "libx264", "-preset", "superfast", "-crf", "23", media.Background,
            ],
            null, cancellationToken);
        var images = new ImageMaker(options);
        await images.DrawAsync(new ImageBrief("a mountain lake at sunrise with a forest", 1080, 1920), media.Photo, cancellationToken);
        await images.DrawAsync(new ImageBrief("a cup of coffee on a wooden table", 800, 800), media.Card, cancellationToken);
        await new MusicMaker().ComposeAsync(new MusicBrief("calm lofi", Composition.Seconds), media.Music, cancellationToken);
        await File.WriteAllBytesAsync(media.Voice, Hum(), cancellationToken);
        return media;
    }

    /// <summary>
    /// A voice that hums: harmonics of a falling pitch, opened and closed as syllables are, only while a word is spoken. 48 kHz, mono,
    /// 16 bits.
    /// </summary>
    private static byte[] Hum()
    {
        const int rate = 48_000;
        var samples = (int)((Script.Words[^1].End + 0.2) * rate);
        var wav = new byte[44 + samples * 2];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples * 2);
        foreach (var word in Script.Words)
        {
            var (first, length) = ((int)(word.Start * rate), (int)((word.End - word.Start) * rate));
            var phase = 0.0;
            for (var i = 0; i < length; i++)
            {
                var done = i / (double)length;
                phase += Math.Tau * (140 - 25 * done) / rate;
                var voice = 0.0;
                for (var harmonic = 1; harmonic <= 12; harmonic++) voice += Math.Sin(phase * harmonic) / harmonic;
                var syllables = Math.Max(1, word.Text.Length / 3);
                var open = Math.Pow(Math.Abs(Math.Sin(Math.PI * done * syllables)), 0.6);
                BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(44 + (first + i) * 2), (short)(voice * open * 9_000));
            }
        }
        return wav;
    }
}
