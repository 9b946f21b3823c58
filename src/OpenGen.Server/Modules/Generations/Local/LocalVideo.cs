using OpenGen.Making.Motion;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Moving pictures by <see cref="MotionMaker"/>: from a prompt, from a picture, from several.</summary>
internal sealed class LocalVideo(MotionMaker maker, IResourceStore shelf, RequestFiles files) : IGenerator
{
    private const double DefaultSeconds = 5;

    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["video_from_text", "video_from_image", "video_from_ingredients"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var (width, height) = request.Size;
        var pictures = new List<string>();
        foreach (var field in new[] { "image_resource_id", "image_tail_resource_id" })
            if (await files.OneAsync(request, field, cancellationToken) is { } picture)
                pictures.Add(picture.Path);
        pictures.AddRange(
            (await files.AllAsync(request, "asset_resource_ids", cancellationToken)).Where(f => f.Kind == FileKind.Image)
                .Select(f => f.Path));

        var path = Path.Combine(request.Scratch, "video.mp4");
        await maker.MakeAsync(
            new MotionBrief(request.Text("prompt") ?? "", width, height, request.Number("duration") ?? DefaultSeconds, pictures),
            path, new Percent(progress), cancellationToken);
        return new Generated([await shelf.DescribeClipAsync(path, "video.mp4", null, cancellationToken)]);
    }
}

/// <summary>Shows a share from 0 to 1 as percent.</summary>
internal sealed class Percent(IProgress<int> progress) : IProgress<double>
{
    public void Report(double value) => progress.Report((int)(value * 100));
}
