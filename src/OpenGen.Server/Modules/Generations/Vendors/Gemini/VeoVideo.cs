using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Jobs;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Gemini;

/// <summary>
/// Videos by Veo through the Gemini API (ai.google.dev/gemini-api/docs/video): an operation that is looked at until it is done,
/// its file fetched with the key. A running operation cannot be cancelled there.
/// </summary>
internal sealed class VeoVideo(
    VendorHttp http, VendorJobs jobs, VendorVideos videos, VendorsSettings settings, RequestFiles files, Catalog catalog) : IGenerator
{
    private const string Vendor = "Gemini";
    private const string KeyHeader = "x-goog-api-key";
    private const string Version = "v1beta/";

    /// <summary>
    /// Of all pictures together, in bytes: a request with files inline may have 20 MB, and base64 makes three bytes four.
    /// </summary>
    private const long LargestPictures = 14 * 1024 * 1024;

    public string Provider => VendorName.Gemini;

    public IReadOnlyList<string> Types => ["video_from_text", "video_from_image", "video_from_ingredients"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var operation = await jobs.RunAsync(
            request.For(this, Vendor), none => SubmitAsync(request, none), LookAsync, progress, cancellationToken);
        var made = operation.At("response", "generateVideoResponse");
        if (made.TextAt("generatedSamples", "0", "video", "uri") is not { } uri)
            throw made.TextAt("raiMediaFilteredReasons", "0") is { } refused
                ? new VendorFailedException($"{Vendor} refused it: {refused}")
                : VendorAnswers.NotUnderstood(Vendor);
        // The key goes to the host of the settings and to no other, whatever an answer says.
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var at)) throw VendorAnswers.NotUnderstood(Vendor);
        return new Generated(
            [await videos.FromApiAsync(
                Provider, Vendor, () => Ask(HttpMethod.Get, at.PathAndQuery.TrimStart('/')), Explain, request, cancellationToken)]);
    }

    private async Task<string> SubmitAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        using var ask = Ask(HttpMethod.Post, $"{Version}models/{Uri.EscapeDataString(request.VendorModel)}:predictLongRunning");
        ask.Content = JsonContent.Create(new JsonObject
        {
            ["instances"] = new JsonArray(await InstanceAsync(request, cancellationToken)),
            ["parameters"] = Parameters(request),
        });
        var answer = await http.JsonAsync(Provider, Vendor, ask, Explain, cancellationToken);
        // It becomes part of a path.
        return answer.TextAt("name") is { } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
            && !name.Contains("..", StringComparison.Ordinal)
            ? name
            : throw VendorAnswers.NotUnderstood(Vendor);
    }

    private async Task<JsonObject> InstanceAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var left = LargestPictures;
        var instance = new JsonObject { ["prompt"] = request.Text("prompt") ?? "" };
        if (await files.OneAsync(request, "image_resource_id", cancellationToken) is { } first)
            instance["image"] = await PictureAsync(first);
        if (await files.OneAsync(request, "image_tail_resource_id", cancellationToken) is { } last)
            instance["lastFrame"] = await PictureAsync(last);
        var references = new JsonArray();
        foreach (var file in await files.AllAsync(request, "asset_resource_ids", cancellationToken))
            if (file.Kind == FileKind.Image)
                references.Add(new JsonObject { ["image"] = await PictureAsync(file), ["referenceType"] = "asset" });
        if (references.Count > 0) instance["referenceImages"] = references;
        return instance;

        async Task<JsonObject> PictureAsync(LocalFile file)
        {
            left -= new FileInfo(file.Path).Length;
            if (left < 0)
                throw new GenerationFailedException(
                    $"The pictures are too large for {Vendor}: {LargestPictures / 1024 / 1024} MB at most together");
            return new JsonObject
            {
                ["bytesBase64Encoded"] = await file.Base64Async(Vendor, LargestPictures, cancellationToken),
                ["mimeType"] = file.ContentType,
            };
        }
    }

    private JsonObject Parameters(GenerationRequest request)
    {
        var model = catalog.Find(request.Type, request.Model);
        var parameters = new JsonObject { ["durationSeconds"] = (int)(request.Number("duration") ?? model?.DefaultDuration ?? 8) };
        var ratio = request.Text("aspect_ratio") ?? request.AspectRatio;
        if (model?.AspectRatios?.Contains(ratio) != false) parameters["aspectRatio"] = ratio;
        if (request.Text("negative_prompt") is { } not) parameters["negativePrompt"] = not;
        return parameters;
    }

    private async Task<VendorJob> LookAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject operation;
        try
        {
            operation = await http.JsonAsync(Provider, Vendor, Ask(HttpMethod.Get, Version + id), Explain, cancellationToken);
        }
        catch (VendorFailedException failed) when (failed.Status == HttpStatusCode.NotFound)
        {
            return new VendorJob.Gone();
        }
        if (operation.At("done") is not JsonValue done || done.GetValueKind() != JsonValueKind.True) return new VendorJob.Running();
        return operation["error"] is null
            ? new VendorJob.Done(operation)
            : new VendorJob.Failed($"{Vendor} could not make it: {Explain(operation) ?? "it does not say why"}");
    }

    private HttpRequestMessage Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(KeyHeader, settings.Of(Provider).ApiKey);
        if (method == HttpMethod.Get) request.Options.Set(VendorHttp.Repeatable, true);
        return request;
    }

    private static string? Explain(JsonObject body) => body.TextAt("error", "message");
}

internal static class VeoRegistration
{
    public static IServiceCollection AddVeo(this IServiceCollection services)
    {
        VendorHttp.Add(services, VendorName.Gemini, GeminiApi.BaseUrl, GeminiApi.KeyHeader);
        return services.AddScoped<IGenerator, VeoVideo>();
    }
}
