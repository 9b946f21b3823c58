using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Pictures by OpenAI's Images API (developers.openai.com/api/docs/guides/image-generation), or a compatible server's: drawn from the
/// prompt, or as an edit of the reference pictures.
/// </summary>
internal sealed class OpenAiImage(VendorHttp http, VendorsSettings settings, VendorImages images) : IGenerator
{
    private const int MostReferences = 16;
    private const long LargestReferences = 50 * 1024 * 1024;

    /// <summary>What the price in the catalog is for; left to itself the model takes what costs four times as much.</summary>
    private const string Quality = "medium";

    public string Provider => OpenAiApi.Provider;

    public IReadOnlyList<string> Types => ["image_from_text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken stop) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop)
    {
        var references = await images.ReferencesAsync(request, OpenAiApi.Vendor, MostReferences, LargestReferences, stop);
        var count = (int)(request.Number("number_of_images") ?? 1);
        using var ask = references.Count == 0 ? Draw(request, count) : await EditAsync(request, count, references, stop);
        var answer = await http.JsonAsync(Provider, OpenAiApi.Vendor, ask, OpenAiApi.Explain, stop);
        if (answer["data"] is not JsonArray { Count: > 0 } drawn) throw VendorAnswers.NotUnderstood(OpenAiApi.Vendor);

        var made = new List<ProducedFile>(count);
        foreach (var one in drawn.Take(count))
            made.Add(await images.KeepAsync(request, OpenAiApi.Vendor, one.TextAt("b64_json") ?? throw VendorAnswers.NotUnderstood(OpenAiApi.Vendor), made.Count + 1, stop));
        return made.Count == count ? new Generated(made) : throw new GenerationFailedException($"{OpenAiApi.Vendor} made {made.Count} of {count} pictures");
    }

    private HttpRequestMessage Draw(GenerationRequest request, int count) => OpenAiApi.Post(settings, "v1/images/generations", JsonContent.Create(new JsonObject
    {
        ["model"] = request.VendorModel,
        ["prompt"] = VendorImages.Prompt(request),
        ["n"] = count,
        ["size"] = Size(request),
        ["quality"] = Quality,
    }));

    private async Task<HttpRequestMessage> EditAsync(GenerationRequest request, int count, List<LocalFile> references, CancellationToken stop)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(request.VendorModel), "model" },
            { new StringContent(VendorImages.Prompt(request)), "prompt" },
            { new StringContent(count.ToString(CultureInfo.InvariantCulture)), "n" },
            { new StringContent(Size(request)), "size" },
            { new StringContent(Quality), "quality" },
        };
        foreach (var file in references)
        {
            var picture = new ByteArrayContent(await File.ReadAllBytesAsync(file.Path, stop));
            picture.Headers.ContentType = new MediaTypeHeaderValue(file.ContentType);
            form.Add(picture, "image[]", $"{file.Id}.{file.ContentType.Split('/')[1]}");
        }
        return OpenAiApi.Post(settings, "v1/images/edits", form);
    }

    /// <summary>About 1.3 million pixels; both sides in steps of 16, as the model wants them.</summary>
    private static string Size(GenerationRequest request) => (request.Text("aspect_ratio") ?? request.AspectRatio) switch
    {
        "16:9" => "1536x864",
        "1:1" => "1024x1024",
        "4:3" => "1344x1008",
        "3:4" => "1008x1344",
        _ => "864x1536",
    };
}
