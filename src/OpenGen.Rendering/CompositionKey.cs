using System.Globalization;
using OpenGen.Media;

namespace OpenGen.Rendering;

/// <summary>Under what the cache keeps what is made of a composition.</summary>
public static class CompositionKey
{
    /// <summary>The key of what is made of a composition: its layers' fields and texts, and the content of their files.</summary>
    public static async Task<string> KeyAsync(
        this RenderCache cache, string purpose, CompositionInput input, CancellationToken cancellationToken)
    {
        var parts = new List<string> { purpose, input.AspectRatio, input.BackgroundColor ?? "" };
        foreach (var layer in input.Layers)
        {
            var content = layer.SourceFile is { } file && File.Exists(file) ? await cache.ContentAsync(file, cancellationToken) : "";
            parts.AddRange([
                layer.Name, layer.Type.Name(), layer.Position.ToString(CultureInfo.InvariantCulture), layer.Attributes.ToJsonString(),
                content, layer.Text ?? "", layer.Captions?.ToJsonString() ?? "", $"{layer.IsSpeech} {layer.IsMusic}",
            ]);
        }
        return RenderCache.Key(typeof(CompositionKey), parts);
    }
}
