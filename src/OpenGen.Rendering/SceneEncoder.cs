using System.Globalization;
using System.Text;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering;

/// <summary>
/// Encodes a drawn scene, in one piece or in several; by the encoder that was chosen, and by x264 where that one fails.
/// </summary>
internal sealed class SceneEncoder(FFmpegTool ffmpeg, RenderingOptions options, ScratchFolder scratch)
{
    /// <param name="warnings">Gets a sentence when another encoder had to be used.</param>
    /// <param name="progress">The share that is done, 0–1.</param>
    /// <returns>The video in the scratch folder.</returns>
    public async Task<string> EncodeAsync(Scene scene, string sound, List<string> warnings, IProgress<double> progress, CancellationToken stop)
    {
        try
        {
            return await EncodeAsync(scene, sound, options, progress, stop);
        }
        catch (FFmpegFailedException fault) when (options.Encoder != VideoEncoder.Software && !stop.IsCancellationRequested)
        {
            var video = await EncodeAsync(scene, sound, options.With(VideoEncoder.Software), progress, stop);
            warnings.Add($"The encoder {options.Encoder} failed, so {VideoEncoder.Software} made the video: {fault.Log.Trim().Split('\n')[0]}");
            return video;
        }
    }

    private async Task<string> EncodeAsync(Scene scene, string sound, RenderingOptions settings, IProgress<double> progress, CancellationToken stop)
    {
        var video = scratch.File("video.mp4");
        var pieces = Segments.Of(scene, settings);
        if (pieces.Count > 1 && await TryPiecesAsync(scene, pieces, sound, video, settings, progress, stop)) return video;

        var seconds = scene.Frames / (double)Timeline.FramesPerSecond;
        await ffmpeg.RunAsync(RenderCommand.Video(scene, sound, video, settings), new Inline<double>(done => progress.Report(Math.Clamp(done / seconds, 0, 1))), stop);
        return video;
    }

    /// <returns>False when a piece is not as long as it should be: a source is broken there, and only playing it from its beginning tells what is seen.</returns>
    private async Task<bool> TryPiecesAsync(
        Scene scene, IReadOnlyList<FrameSpan> pieces, string sound, string video, RenderingOptions settings, IProgress<double> progress, CancellationToken stop)
    {
        var done = new double[pieces.Count];
        var files = pieces.Select((_, i) => scratch.File(Expression.Of($"piece{i}.mp4"))).ToList();
        var scenes = pieces.Select(scene.Within).ToList();
        var isWhole = true;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Segments.AtOnce(scene.Frames, settings), CancellationToken = stop };
        await Parallel.ForAsync(0, pieces.Count, parallel, async (i, cancelled) =>
        {
            if (!Volatile.Read(ref isWhole)) return;
            await ffmpeg.RunAsync(RenderCommand.Video(scenes[i], null, files[i], settings), new Inline<double>(at => Report(i, at)), cancelled);
            if (!await IsWholeAsync(files[i], pieces[i], cancelled)) Volatile.Write(ref isWhole, false);
        });
        if (!isWhole) return false;

        var list = scratch.File("pieces.ffconcat");
        var lines = new StringBuilder("ffconcat version 1.0\n");
        for (var i = 0; i < pieces.Count; i++)
            lines.Append(CultureInfo.InvariantCulture, $"file {Path.GetFileName(files[i])}\nduration {pieces[i].Frames / 30.0:0.000000}\n");
        await File.WriteAllTextAsync(list, lines.ToString(), stop);
        await ffmpeg.RunAsync(RenderCommand.Join(list, sound, video, settings), null, stop);
        return true;

        void Report(int piece, double seconds)
        {
            lock (done)
            {
                done[piece] = Math.Max(done[piece], Math.Min(seconds * Timeline.FramesPerSecond, pieces[piece].Frames));
                progress.Report(done.Sum() / scene.Frames);
            }
        }
    }

    private async Task<bool> IsWholeAsync(string file, FrameSpan piece, CancellationToken stop) =>
        await new MediaProbe(options).ReadAsync(file, stop) is { } facts && Math.Abs(facts.Duration * Timeline.FramesPerSecond - piece.Frames) <= 0.5;
}
