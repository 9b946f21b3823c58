using System.ComponentModel.DataAnnotations;

namespace OpenGen.Media;

/// <summary>
/// Where FFmpeg and its like are found, where files are kept meanwhile, and the limits that every process and file is held to.
/// </summary>
public class MediaOptions
{
    /// <summary>The ffmpeg binary (5.0 or newer): a path, or a name to be found on PATH.</summary>
    public string FFmpegPath { get; set; } = "ffmpeg";

    /// <summary>The ffprobe binary: a path, or a name to be found on PATH.</summary>
    public string FFprobePath { get; set; } = "ffprobe";

    /// <summary>
    /// The program of libheif that opens HEIC pictures (Debian's package libheif-examples; since libheif 1.18 it is also called
    /// heif-dec): a path, or a name to be found on PATH. Where it is not there, such pictures are left out with a warning.
    /// </summary>
    public string HeifConvertPath { get; set; } = "heif-convert";

    /// <summary>Where scratch folders are made; each is removed when its work ends.</summary>
    public string ScratchFolder { get; set; } = Path.Combine(Path.GetTempPath(), "opengen");

    /// <summary>
    /// Where conformed sources, levelled sound and previews are kept for the next time; a folder of the scratch folder without.
    /// </summary>
    public string? CacheFolder { get; set; }

    /// <summary>The most that is kept there, bytes (4 GiB); what was asked for in the last hour stays even so.</summary>
    [Range(0, 1e18)]
    public long MaxCacheBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Wall-clock limit of one FFmpeg run.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan FFmpegTimeLimit { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>CPU time that one FFmpeg run may take, of all its threads together.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "100.00:00:00")]
    public TimeSpan FFmpegCpuLimit { get; set; } = TimeSpan.FromHours(4);

    /// <summary>
    /// Memory that one FFmpeg run may ask for, bytes, the stacks of its threads in full: 8 GiB, and one more for each core. Fifty layers of
    /// full size, four of them 4K HEVC, ask for 4.7 GB on two cores, of which 2.9 GB are in use.
    /// </summary>
    [Range(67_108_864.0, 1e15)]
    public long MaxFFmpegMemory { get; set; } = (8L + Environment.ProcessorCount) << 30;

    /// <summary>The largest picture that is opened, pixels; refused by its header, before it is decoded.</summary>
    [Range(1, 1e10)]
    public long MaxImagePixels { get; set; } = 120_000_000;

    /// <summary>
    /// The largest picture of a video that is opened, pixels as coded: 8K (8192 × 4320). A decoder holds a dozen of them and more.
    /// </summary>
    [Range(1, 1e10)]
    public long MaxVideoPixels { get; set; } = 8192L * 4320;

    /// <summary>
    /// The longest video or sound that is opened; of one that a layer shows a part, that part counts.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "100.00:00:00")]
    public TimeSpan MaxMediaDuration { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The most frames of a video that is opened: 12 hours at 60 a second.</summary>
    [Range(1, 1e12)]
    public long MaxMediaFrames { get; set; } = 12L * 3600 * 60;

    /// <summary>The most streams of a file that is opened.</summary>
    [Range(1, 1_000)]
    public int MaxStreams { get; set; } = 32;

    /// <summary>Memory that ffprobe, or ffmpeg for a thumbnail, may ask for, bytes: 2 GiB, and 32 MiB more for each core.</summary>
    [Range(67_108_864.0, 1e15)]
    public long MaxProbeMemory { get; set; } = (2L << 30) + ((long)Environment.ProcessorCount << 25);

    /// <summary>
    /// Processes that run at once for requests, which look at uploads and make previews; 0 is half as many as cores, and one at least.
    /// </summary>
    [Range(0, 1_000)]
    public int RequestProcesses { get; set; }

    /// <summary>Processes of requests that may wait for their turn; the next one is refused (503).</summary>
    [Range(0, 100_000)]
    public int MaxWaitingProcesses { get; set; } = 200;

    /// <summary>Where processes wait for their turn; null when all may run at once.</summary>
    public ProcessGate? Gate { get; set; }

    /// <summary>The largest file FFmpeg may write, bytes, in the scratch folder too; it fails at that.</summary>
    [Range(1, 1e15)]
    public long MaxOutputBytes { get; set; } = 2L * 1024 * 1024 * 1024;
}
