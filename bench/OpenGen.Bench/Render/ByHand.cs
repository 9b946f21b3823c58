using System.Globalization;
using System.Text;
using CliWrap;
using OpenGen.Rendering;
using OpenGen.Rendering.Graph;

namespace OpenGen.Bench.Render;

/// <summary>
/// The same video as somebody who knows FFmpeg would make it: one command, captions by libass, the encoder set as ours is.
/// Captions look alike too: each page once as a soft shadow, then once a word with that word coloured.
/// </summary>
internal static class ByHand
{
    private const string CaptionFile = "captions.ass";

    /// <summary>Montserrat's usWinAscent and usWinDescent over its em: libass takes a font's size as that height.</summary>
    private const double LineHeightPerEm = 1.562;

    private const string Graph = """
        [0:v]trim=duration=15,setpts=PTS-STARTPTS,fps=30[background];
        [1:v]scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920,format=yuva420p,fade=t=in:st=0:d=0.5:alpha=1,fade=t=out:st=3.5:d=0.5:alpha=1,setpts=PTS+3/TB[photo];
        [2:v]scale=800:800,format=yuva420p,fade=t=in:st=0:d=0.5:alpha=1,fade=t=out:st=3.5:d=0.5:alpha=1,setpts=PTS+8/TB[card];
        [background][photo]overlay=0:0:enable='between(t,3,7)'[one];
        [one][card]overlay=140:300:enable='between(t,8,12)'[two];
        [two]ass=captions.ass:fontsdir=fonts[video];
        [3:a]aresample=48000,aformat=channel_layouts=stereo,apad,atrim=duration=15,asplit[voice][key];
        [4:a]aresample=48000,aformat=channel_layouts=stereo,atrim=duration=15,volume=0.5[music];
        [music][key]sidechaincompress=threshold=0.03:ratio=8[ducked];
        [voice][ducked]amix=inputs=2:normalize=0,loudnorm=I=-14:TP=-1,aresample=48000,aformat=channel_layouts=stereo[audio]
        """;

    /// <summary>Writes the captions and lays the fonts where the command looks for them; not part of what is measured.</summary>
    public static async Task PrepareAsync(Media media, RenderingOptions options, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(media.At(CaptionFile), Captions(), cancellationToken);
        var fonts = Directory.CreateDirectory(media.At("fonts")).FullName;
        foreach (var font in Directory.EnumerateFiles(Path.Combine(options.FontsFolder, "montserrat"), "*.ttf"))
            File.Copy(font, Path.Combine(fonts, Path.GetFileName(font)), overwrite: true);
    }

    /// <summary>Runs the command.</summary>
    public static async Task RenderAsync(Media media, string output, RenderingOptions options, CancellationToken cancellationToken) =>
        await Cli.Wrap(options.FFmpegPath)
            .WithWorkingDirectory(media.Folder)
            .WithArguments(
            [
                "-v", "error", "-nostdin", "-y",
                "-i", media.Background,
                "-loop", "1", "-framerate", "30", "-t", "4", "-i", media.Photo,
                "-loop", "1", "-framerate", "30", "-t", "4", "-i", media.Card,
                "-i", media.Voice, "-i", media.Music,
                "-filter_complex", Graph.ReplaceLineEndings(""), "-map", "[video]", "-map", "[audio]", "-t", "15",
                .. VideoEncoder.Arguments(options), "-g", "60",
                "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", output,
            ])
            .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .ExecuteAsync(cancellationToken);

    private static string Captions()
    {
        var ass = new StringBuilder(Measures.Of($"""
            [Script Info]
            PlayResX: 1080
            PlayResY: 1920
            ScaledBorderAndShadow: yes
            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
            Style: Word,Montserrat Black,{88 * LineHeightPerEm:0.#},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,7,0,5,86,86,0,1
            Style: Soft,Montserrat Black,{88 * LineHeightPerEm:0.#},&H66000000,&H66000000,&H66000000,&H66000000,0,0,0,0,100,100,0,0,1,7,0,5,86,86,0,1
            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

            """));
        var pages = Script.Pages;
        for (var p = 0; p < pages.Count; p++)
        {
            var page = pages[p];
            // A page stays until the next one; the last a moment longer than its word.
            var end = p + 1 < pages.Count ? pages[p + 1][0].Start : page[^1].End + 0.4;
            ass.AppendLine(
                Measures.Of(
                    $"Dialogue: 0,{Time(page[0].Start)},{Time(end)},Soft,,0,0,0,,{{\\pos(540,1312)\\blur8}}{string.Join(' ', page.Select(word => word.Text))}"));
            for (var w = 0; w < page.Count; w++)
            {
                var until = w + 1 < page.Count ? page[w + 1].Start : end;
                var text = string.Join(' ', page.Select((word, i) => i == w ? $"{{\\c&H00E6FF&}}{word.Text}{{\\c&HFFFFFF&}}" : word.Text));
                ass.AppendLine(Measures.Of($"Dialogue: 1,{Time(page[w].Start)},{Time(until)},Word,,0,0,0,,{{\\pos(540,1306)}}{text}"));
            }
        }
        return ass.ToString();
    }

    private static string Time(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss\.ff", CultureInfo.InvariantCulture);
}
