using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Gemini;

/// <summary>Pictures by Gemini's image models (ai.google.dev/gemini-api/docs/image-generation): one with each call.</summary>
internal sealed class GeminiImage(VendorHttp http, VendorsSettings settings, VendorImages images, Catalog catalog) : IGenerator
{
    /// <summary>How many pictures the models take.</summary>
    private const int MostReferences = 14;

    public string Provider => GeminiApi.Provider;

    public IReadOnlyList<string> Types => ["image_from_text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var references = await images.ReferencesAsync(request, GeminiApi.Vendor, MostReferences, GeminiApi.LargestFiles, cancellationToken);
        var count = (int)(request.Number("number_of_images") ?? 1);
        var made = new List<ProducedFile>(count);
        while (made.Count < count)
        {
            var asked = await PartsAsync(request, references, cancellationToken);
            var parts = await GeminiApi.GenerateAsync(http, settings, request.VendorModel, asked, Config(request), cancellationToken);
            var drawn = parts.Where(GeminiApi.IsAnswer).Select(p => p.TextAt("inlineData", "data")).OfType<string>().FirstOrDefault();
            if (drawn is null) throw NoPicture(GeminiApi.TextOf(parts));
            made.Add(await images.SaveAsync(request, GeminiApi.Vendor, drawn, made.Count + 1, cancellationToken));
            progress.Report(100 * made.Count / count);
        }
        return new Generated(made);
    }

    private static async Task<JsonArray> PartsAsync(
        GenerationRequest request, List<LocalFile> references, CancellationToken cancellationToken)
    {
        var parts = new JsonArray(new JsonObject { ["text"] = VendorImages.Prompt(request) });
        foreach (var file in references)
            parts.Add(GeminiApi.Inline(file.ContentType, await File.ReadAllBytesAsync(file.Path, cancellationToken)));
        return parts;
    }

    private JsonObject Config(GenerationRequest request)
    {
        var config = new JsonObject { ["responseModalities"] = new JsonArray("IMAGE") };
        var ratio = request.Text("aspect_ratio") ?? request.AspectRatio;
        if (catalog.Find(request.Type, request.Model)?.AspectRatios?.Contains(ratio) != false)
            config["imageConfig"] = new JsonObject { ["aspectRatio"] = ratio };
        return config;
    }

    /// <summary>It may say in words why it drew nothing.</summary>
    private static VendorFailedException NoPicture(string said) =>
        said.Length == 0
            ? VendorAnswers.NotUnderstood(GeminiApi.Vendor)
            : new VendorFailedException($"{GeminiApi.Vendor} drew nothing: {(said.Length > 500 ? said[..500] + "…" : said)}");
}
