using System.Text.Json.Nodes;
using NetVips;
using OpenGen.Making.Motion;
using OpenGen.Making.Presenter;
using OpenGen.Media;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>
/// Somebody who says what is heard, as long as it is heard. A film gets the speech and keeps its lips (<see cref="LipsyncMaker"/>). With a
/// picture, or with nothing to see at all, a drawn presenter speaks (<see cref="PresenterMaker"/>): before the picture, or filling the
/// canvas.
/// The job says which it was.
/// </summary>
internal sealed class LocalLipsync(LipsyncMaker films, PresenterMaker presenters, IResourceStore shelf, RequestFiles files) : IGenerator
{
    private const string ForLips = "For lips that move in your own picture or video, use a model of sync.so";

    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["lipsync"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var face = await files.OneAsync(request, "video_resource_id", cancellationToken);
        var speech = (await files.OneAsync(request, "audio_resource_id", cancellationToken))!;
        if (face is { Kind: not (FileKind.Image or FileKind.Video) })
            throw new GenerationFailedException("video_resource_id must be a video or a picture");

        var path = Path.Combine(request.Scratch, "lipsync.mp4");
        var sounds = SoundsOf(speech);
        try
        {
            if (face?.Kind == FileKind.Video) await films.LayAsync(face.Path, speech.Path, path, new Percent(progress), cancellationToken);
            else await presenters.MakeAsync(Brief(request, face, sounds), speech.Path, path, new Percent(progress), cancellationToken);
        }
        catch (Exception failed) when (failed is FFmpegFailedException or VipsException or HeicNotOpenedException)
        {
            throw new GenerationFailedException(face is null
                ? "No presenter can speak this: the sound cannot be read, holds none, or is longer than ten minutes"
                : "The speech cannot be laid on this file: one of the two cannot be read, or has no sound or picture, or the sound is "
                    + "longer than ten minutes");
        }
        return new Generated(
            [await shelf.DescribeClipAsync(path, "lipsync.mp4", await WordsAsync(files, request, cancellationToken), cancellationToken)])
        {
            Warnings = [.. Warnings(face, sounds)],
        };
    }

    private static PresenterBrief Brief(GenerationRequest request, LocalFile? picture, List<SpokenSound> sounds) =>
        // One agent has one presenter, whatever is said.
        new(request.Size.Width, request.Size.Height, (ulong)request.Seed)
        {
            Person = (ulong)request.AgentId,
            Sounds = sounds,
            Picture = picture?.Path,
        };

    private static IEnumerable<string> Warnings(LocalFile? face, List<SpokenSound> sounds)
    {
        yield return face?.Kind switch
        {
            FileKind.Video => "This machine moves no lips in a video: it laid the speech on it and matched the length. " + ForLips,
            FileKind.Image => "The lips in your picture do not move: this machine drew a presenter who speaks in front of it. " + ForLips,
            _ => "There was no face to speak: this machine drew a presenter. " + ForLips,
        };
        if (face?.Kind != FileKind.Video && sounds.Count == 0)
            yield return "What is said in this audio is not known here, so the presenter's mouth follows how loud it is; it follows the words in speech made by this machine";
    }

    /// <summary>What is said, as <see cref="LocalSpeech"/> keeps it; empty for other audio.</summary>
    private static List<SpokenSound> SoundsOf(LocalFile speech) =>
        [.. (speech.Metadata["phonemes"] as JsonArray ?? []).OfType<JsonObject>().Select(p => new SpokenSound(
            p["phoneme"]?.ToString() ?? "", CardInputs.Number(p["start"]) ?? 0, CardInputs.Number(p["end"]) ?? 0))];

    /// <summary>
    /// The times of the speech's words, which are the video's as well: its captions need no script then. Null when they are not known.
    /// </summary>
    public static async Task<JsonObject?> WordsAsync(RequestFiles files, GenerationRequest request, CancellationToken cancellationToken) =>
        (await files.OneAsync(request, "audio_resource_id", cancellationToken))?.Metadata["words"] is JsonArray words
            ? new JsonObject { ["words"] = words.DeepClone() }
            : null;
}
