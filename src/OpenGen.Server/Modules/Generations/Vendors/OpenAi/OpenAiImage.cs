using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Pictures by OpenAI's Images API (developers.openai.com/api/docs/guides/image-generation), or a compatible server's: drawn from the
/// prompt, or as an edit of the reference pictures.
/// </summary>
internal sealed class OpenAiImage(OpenAiServer server, OpenAiClient client, VendorsSettings settings, VendorImages images) : IGenerator
{
    private const int MostReferences = 16;
    private const long LargestReferences = 50 * 1024 * 1024;

    /// <summary>What the price in the catalog is for; left to itself OpenAI's model takes what costs four times as much.</summary>
    private const string Quality = "medium";

    public string Provider => server.Provider;

    public IReadOnlyList<string> Types => ["image_from_text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).IsReady);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var references = await images.ReferencesAsync(request, server.Title, MostReferences, LargestReferences, cancellationToken);
        var count = (int)(request.Number("number_of_images") ?? 1);
        var (path, body) = references.Count == 0
            ? ("images/generations", Draw(request, count))
            : ("images/edits", await EditAsync(request, count, references, cancellationToken));
        var answer = await client.PostAsync(server, path, body, cancellationToken);
        if (answer["data"] is not JsonArray { Count: > 0 } drawn) throw VendorAnswers.NotUnderstood(server.Title);

        var made = new List<ProducedFile>(count);
        foreach (var one in drawn.Take(count))
        {
            var picture = one.TextAt("b64_json") ?? throw VendorAnswers.NotUnderstood(server.Title);
            made.Add(await images.SaveAsync(request, server.Title, picture, made.Count + 1, cancellationToken));
        }
        return made.Count == count
            ? new Generated(made)
            : throw new GenerationFailedException($"{server.Title} made {made.Count} of {count} pictures");
    }

    private HttpContent Draw(GenerationRequest request, int count)
    {
        var body = new JsonObject
        {
            ["model"] = request.VendorModel,
            ["prompt"] = VendorImages.Prompt(request),
            ["n"] = count,
            ["size"] = Size(request),
        };
        body[Particular.Field] = Particular.Value;
        return JsonContent.Create(body);
    }

    private async Task<HttpContent> EditAsync(
        GenerationRequest request, int count, List<LocalFile> references, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(request.VendorModel), "model" },
            { new StringContent(VendorImages.Prompt(request)), "prompt" },
            { new StringContent(count.ToString(CultureInfo.InvariantCulture)), "n" },
            { new StringContent(Size(request)), "size" },
            { new StringContent(Particular.Value), Particular.Field },
        };
        foreach (var file in references)
        {
            var picture = new ByteArrayContent(await File.ReadAllBytesAsync(file.Path, cancellationToken));
            picture.Headers.ContentType = new MediaTypeHeaderValue(file.ContentType);
            form.Add(picture, "image[]", $"{file.Id}.{file.ContentType.Split('/')[1]}");
        }
        return form;
    }

    /// <summary>OpenAI answers pictures alone and refuses the field; others answer a URL unless it is there, and know no quality.</summary>
    private (string Field, string Value) Particular => server.IsOpenAi ? ("quality", Quality) : ("response_format", "b64_json");

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
