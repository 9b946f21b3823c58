namespace OpenGen.Media;

/// <summary>Keeps FFmpeg to the one file it is given: no address, no playlist, no format that names other files.</summary>
internal static class InputGuard
{
    /// <summary>Demuxers of plain media files. Left out on purpose: concat, hls, dash, image sequences, subtitles, devices, sdp.</summary>
    private static readonly string[] Demuxers =
    [
        "mov", "matroska", "avi", "gif", "mp3", "wav", "w64", "aac", "ac3", "eac3", "flac", "ogg", "mpegts", "mpeg", "flv", "asf", "caf",
        "aiff", "amr",
        "ivf", "m4v", "h264", "hevc", "mpegvideo", "mxf",
        "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe",
    ];

    private static readonly string Whitelist = string.Join(',', Demuxers);

    /// <summary>Options of ffprobe, or of an ffmpeg input whose format is not known yet.</summary>
    public static IReadOnlyList<string> Any(string file) =>
        ["-protocol_whitelist", "file", "-format_whitelist", Whitelist, "-i", Address(file)];

    /// <summary>Options of an ffmpeg input whose format the probe named.</summary>
    public static IReadOnlyList<string> Pinned(string file, string demuxer) =>
        ["-protocol_whitelist", "file", "-f", demuxer, "-i", Address(file)];

    /// <summary>A path as an address, so that no character of its name can choose another protocol or be an option.</summary>
    public static string Address(string file) => "file:" + Path.GetFullPath(file);
}
