using System.Text.Json.Nodes;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>
/// Captions: from the word times kept with our own speech; for other audio from a given script, spread by the sound's energy.
/// </summary>
internal sealed class LocalCaptions(RequestFiles files, SpeechSpread spread) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => ["captions"];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var source = (await files.OneAsync(request, "source_resource_id", cancellationToken))!;
        return new Generated([], Result: new JsonObject { ["captions"] = await CaptionsAsync(request, source, cancellationToken) });
    }

    private async Task<JsonArray> CaptionsAsync(GenerationRequest request, LocalFile source, CancellationToken cancellationToken)
    {
        if (source.Metadata["words"] is JsonArray known) return known.DeepClone().AsArray();
        if (request.Text("script") is not { } script)
            throw new GenerationFailedException(
                "This machine does not know what is said in this file: send the words in `script`, or use a model that listens");
        var words = await spread.SpreadAsync(source.Path, script, cancellationToken);
        return new JsonArray(
            [.. words.Select(
                w => (JsonNode)new JsonObject { ["word"] = w.Word, ["start"] = Math.Round(w.Start, 3), ["end"] = Math.Round(w.End, 3) })]);
    }
}
