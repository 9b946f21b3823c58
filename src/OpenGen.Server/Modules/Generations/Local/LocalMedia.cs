using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Attaches a file that is there already; no work and no price.</summary>
internal sealed class LocalMedia(RequestFiles files, IResourceStore shelf) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["media"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var file = (await files.OneAsync(request, "content_resource_id", cancellationToken))!;
        return new Generated([], await shelf.UrlAsync(file.Id, cancellationToken), new JsonObject { ["content_resource_id"] = file.Id });
    }
}
