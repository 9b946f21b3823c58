using System.Text.Json.Nodes;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Rendering.Making.Motion;
using OpenGen.Server.Modules.Assets;
using MediaKind = OpenGen.Server.Modules.Assets.MediaKind;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Speech laid on a video or a picture by <see cref="LipsyncMaker"/>, as long as the speech. No lips move, and the job says so.</summary>
internal sealed class LocalLipsync(LipsyncMaker maker, ResourceShelf shelf, RequestFiles files) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["lipsync"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop)
    {
        var face = (await files.OneAsync(request, "video_resource_id", stop))!;
        var speech = (await files.OneAsync(request, "audio_resource_id", stop))!;
        if (face.Kind is not (MediaKind.Image or MediaKind.Video)) throw new GenerationFailedException("video_resource_id must be a video or a picture");

        var path = Path.Combine(request.Scratch, "lipsync.mp4");
        var (width, height) = face.Kind == MediaKind.Image ? request.Size : (0, 0);
        try
        {
            await maker.LayAsync(face.Kind == MediaKind.Image ? Named(face, request.Scratch) : face.Path, speech.Path, path, width, height, new Percent(progress), stop);
        }
        catch (FFmpegFailedException)
        {
            throw new GenerationFailedException("The speech cannot be laid on this file: one of the two cannot be read, or has no sound or picture");
        }
        return new Generated([await shelf.DescribeAsync(path, "lipsync.mp4", await WordsAsync(files, request, stop), stop)])
        {
            Warnings = ["This machine moves no lips: it laid the speech on the picture and matched the length. For lips that move, use a model of sync.so"],
        };
    }

    /// <summary>The times of the speech's words, which are the video's as well: its captions need no script then. Null when they are not known.</summary>
    public static async Task<JsonObject?> WordsAsync(RequestFiles files, GenerationRequest request, CancellationToken stop) =>
        (await files.OneAsync(request, "audio_resource_id", stop))?.Metadata["words"] is JsonArray words ? new JsonObject { ["words"] = words.DeepClone() } : null;

    /// <summary>The maker tells a picture by its ending, which a stored file has not.</summary>
    private static string Named(ShelvedFile picture, string scratch)
    {
        var named = Path.Combine(scratch, "face." + picture.ContentType switch { "image/jpeg" => "jpg", "image/png" => "png", "image/gif" => "gif", "image/avif" => "avif", "image/heic" => "heic", "image/tiff" => "tif", _ => "webp" });
        File.Delete(named);
        File.CreateSymbolicLink(named, Path.GetFullPath(picture.Path));
        return named;
    }
}
