using OpenGen.Server.Modules.Generations.Local.Writing;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Text, composed by <see cref="LocalWriter"/>.</summary>
internal sealed class LocalText(LocalWriter writer) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["text"];

    public Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var brand = new BrandVoice(
            request.Brand.BrandName, request.Brand.Description, request.Brand.Goal, request.Brand.Personality, request.Brand.Keywords);
        var variables = (request.Data["variables"] as System.Text.Json.Nodes.JsonObject ?? [])
            .ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "");
        var text = writer.Write(new WritingBrief(
            request.Text("prompt")!, brand, variables, (int?)request.Number("max_length"), request.Number("temperature") ?? 0.2,
            request.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return Task.FromResult(new Generated([], text));
    }
}
