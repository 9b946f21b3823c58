using OpenGen.Making;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Pictures, drawn from the prompt by <see cref="ImageMaker"/>.</summary>
internal sealed class LocalImage(ImageMaker maker, IResourceStore shelf, RequestFiles files) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["image_from_text"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var count = (int)(request.Number("number_of_images") ?? 1);
        var (width, height) = request.Size;
        var references = (await files.AllAsync(request, "content_resource_ids", cancellationToken)).ConvertAll(f => f.Path);
        var made = new List<ProducedFile>(count);
        for (var i = 0; i < count; i++)
        {
            var path = Path.Combine(request.Scratch, $"image-{i + 1}.jpg");
            await maker.DrawAsync(new ImageBrief(request.Text("prompt")!, width, height, i, references), path, cancellationToken);
            made.Add(await shelf.DescribeAsync(path, $"image-{i + 1}.jpg", null, cancellationToken));
            progress.Report(100 * (i + 1) / count);
        }
        return new Generated(made);
    }
}
