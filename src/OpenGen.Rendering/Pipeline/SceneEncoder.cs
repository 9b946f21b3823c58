using System.Globalization;
using System.Text;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Pipeline;

/// <summary>
/// Encodes a drawn scene: 1. its picture, in one piece or in several, by the encoder that was chosen, and by x264 where that one fails;
/// 2. the pieces are joined and the sound, which may be made meanwhile, is laid beside them.
/// </summary>
internal sealed class SceneEncoder(FFmpegTool ffmpeg, RenderingOptions options, ScratchFolder scratch)
{
    private sealed record Piece(string File, int Frames);

    /// <param name="sound">An MP4 with the sound; awaited when the picture is made.</param>
    /// <param name="warnings">Gets a sentence when another encoder had to be used.</param>
    /// <param name="progress">The share that is done, 0–1.</param>
    /// <returns>The video in the scratch folder.</returns>
    public async Task<string> EncodeAsync(
        Scene scene, Task<string> sound, List<string> warnings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var pieces = await PictureAsync(scene, warnings, progress, cancellationToken);
        var list = scratch.File("pieces.ffconcat");
        var lines = new StringBuilder("ffconcat version 1.0\n");
        foreach (var piece in pieces)
            lines.Append(
                CultureInfo.InvariantCulture,
                $"file {Path.GetFileName(piece.File)}\nduration {piece.Frames / (double)Timeline.FramesPerSecond:0.000000}\n");
        await File.WriteAllTextAsync(list, lines.ToString(), cancellationToken);

        var video = scratch.File("video.mp4");
        await ffmpeg.RunAsync(RenderCommand.Join(list, await sound, video, options), null, cancellationToken);
        return video;
    }

    private async Task<IReadOnlyList<Piece>> PictureAsync(
        Scene scene, List<string> warnings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await PictureAsync(scene, options, progress, cancellationToken);
        }
        catch (FFmpegFailedException fault) when (options.Encoder != VideoEncoder.Software && !cancellationToken.IsCancellationRequested)
        {
            var pieces = await PictureAsync(scene, options.With(VideoEncoder.Software), progress, cancellationToken);
            warnings.Add(
                $"The encoder {options.Encoder} failed, so {VideoEncoder.Software} made the video: {fault.Log.Trim().Split('\n')[0]}");
            return pieces;
        }
    }

    private async Task<IReadOnlyList<Piece>> PictureAsync(
        Scene scene, RenderingOptions settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var spans = Segments.Of(scene, settings);
        if (spans.Count > 1 && await TryPiecesAsync(scene, spans, settings, progress, cancellationToken) is { } pieces) return pieces;

        var whole = new Piece(scratch.File("picture.mp4"), scene.Frames);
        var seconds = scene.Frames / (double)Timeline.FramesPerSecond;
        var command = RenderCommand.Picture(scene, whole.File, settings);
        await command.WriteTextsAsync(cancellationToken);
        await ffmpeg.RunAsync(
            command.Arguments, new Inline<double>(done => progress.Report(Math.Clamp(done / seconds, 0, 1))), cancellationToken);
        return [whole];
    }

    /// <returns>Null when a piece is not as long as it should be: a source is broken there, and only playing it from its beginning
    /// tells what is seen.</returns>
    private async Task<IReadOnlyList<Piece>?> TryPiecesAsync(
        Scene scene, IReadOnlyList<FrameSpan> spans, RenderingOptions settings, IProgress<double> progress,
        CancellationToken cancellationToken)
    {
        var done = new double[spans.Count];
        var pieces = spans.Select((span, i) => new Piece(scratch.File(Expression.Of($"piece{i}.mp4")), span.Frames)).ToList();
        var commands = spans.Select((span, i) => RenderCommand.Picture(scene.Within(span), pieces[i].File, settings)).ToList();
        // All before the first one runs: pieces may read the same list.
        foreach (var command in commands) await command.WriteTextsAsync(cancellationToken);
        var isWhole = true;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Segments.AtOnce(scene.Frames, settings),
            CancellationToken = cancellationToken,
        };
        // The longest first, so that the last ones to end are short.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, pieces.Count).OrderByDescending(i => pieces[i].Frames), parallel, async (i, cancelled) =>
            {
                if (!Volatile.Read(ref isWhole)) return;
                var frames = await ffmpeg.RunAsync(commands[i].Arguments, new Inline<double>(at => Report(i, at)), cancelled);
                if (frames != pieces[i].Frames) Volatile.Write(ref isWhole, false);
            });
        return isWhole ? pieces : null;

        void Report(int piece, double seconds)
        {
            lock (done)
            {
                done[piece] = Math.Max(done[piece], Math.Min(seconds * Timeline.FramesPerSecond, pieces[piece].Frames));
                progress.Report(done.Sum() / scene.Frames);
            }
        }
    }
}
