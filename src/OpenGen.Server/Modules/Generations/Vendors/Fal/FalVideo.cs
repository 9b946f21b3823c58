using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Jobs;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Fal;

/// <summary>
/// Videos by whatever model of fal the catalog names: Kling, Seedance, Pika and others. Follows fal's queue API
/// (fal.ai/docs/documentation/model-apis/queue); what a model calls its inputs stands in its entry of the catalog, as its page at
/// fal.ai/models/…/llms.txt has it. The job's id is the path of its request, which the answer to its submission names.
/// </summary>
internal sealed class FalVideo(
    VendorHttp http, VendorJobs jobs, VendorVideos videos, VendorsSettings settings, RequestFiles files, Catalog catalog) : IGenerator
{
    private const string Vendor = "fal";

    /// <summary>Of one picture, in bytes: most of its models take no larger one.</summary>
    private const long LargestPicture = 10 * 1024 * 1024;

    /// <summary>Our fields, and what most of fal's models call them.</summary>
    private static readonly (string Ours, string Usual)[] Fields =
    [
        ("prompt", "prompt"), ("negative_prompt", "negative_prompt"), ("aspect_ratio", "aspect_ratio"), ("duration", "duration"),
        ("image_resource_id", "image_url"), ("image_tail_resource_id", "end_image_url"), ("asset_resource_ids", "image_urls"),
    ];

    public string Provider => VendorName.Fal;

    public IReadOnlyList<string> Types => ["video_from_text", "video_from_image", "video_from_ingredients"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var model = catalog.Find(request.Type, request.Model);
        var taken = Fields.Select(f => (f.Ours, Theirs: model?.Inputs?.GetValueOrDefault(f.Ours) ?? f.Usual)).ToList();
        var answer = await jobs.RunAsync(
            request.For(this, Vendor), async none => await SubmitAsync(request, await InputAsync(request, model, taken, none), none),
            LookAsync, progress, cancellationToken);
        var url = answer.TextAt("video", "url") ?? answer.TextAt("videos", "0", "url") ?? throw VendorAnswers.NotUnderstood(Vendor);
        return new Generated([await videos.FromUrlAsync(Provider, Vendor, url, request, null, cancellationToken)])
        {
            Warnings = [
                .. taken.Where(f => f.Theirs.Length == 0 && request.Text(f.Ours) is not null)
                    .Select(f => $"{model!.Label} takes no {f.Ours}: it was left out")],
        };
    }

    public async Task CancelAsync(long agentId, string model, string remoteId, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.SendAsync(
                Provider, Vendor, Ask(HttpMethod.Put, remoteId + "/cancel"), Explain, cancellationToken);
        }
        catch (VendorFailedException)
        {
            // It is over already, or cannot be reached.
        }
    }

    private async Task<JsonObject> InputAsync(
        GenerationRequest request, Model? model, IEnumerable<(string Ours, string Theirs)> taken, CancellationToken cancellationToken)
    {
        var input = new JsonObject();
        foreach (var (ours, theirs) in taken.Where(f => f.Theirs.Length > 0))
        {
            JsonNode? value = ours switch
            {
                "prompt" => request.Text("prompt") ?? "",
                "duration" => Seconds(request.Number("duration") ?? model?.DefaultDuration ?? 5, theirs),
                "aspect_ratio" =>
                    request.Text("aspect_ratio")
                        ?? (request.Type != "video_from_image" && model?.AspectRatios?.Contains(request.AspectRatio) != false
                            ? request.AspectRatio
                            : null),
                "image_resource_id" or "image_tail_resource_id" =>
                    await files.OneAsync(request, ours, cancellationToken) is { } picture
                        ? await DataUriAsync(picture, cancellationToken)
                        : null,
                "asset_resource_ids" => await PicturesAsync(request, cancellationToken),
                _ => request.Text(ours),
            };
            if (value is not null) input[theirs.Split(':')[0]] = value;
        }
        return input;
    }

    /// <summary>Most models take whole seconds as text; one that wants a number says so behind the field's name.</summary>
    private static JsonNode Seconds(double seconds, string theirs) =>
        theirs.EndsWith(":number", StringComparison.Ordinal)
            ? (int)seconds
            : ((int)seconds).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<JsonArray?> PicturesAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var pictures = new JsonArray();
        foreach (var file in await files.AllAsync(request, "asset_resource_ids", cancellationToken))
            if (file.Kind == FileKind.Image) pictures.Add(await DataUriAsync(file, cancellationToken));
        if (pictures.Count == 0 && request.Type == "video_from_ingredients")
            throw new GenerationFailedException("None of the files to make the video of is a picture");
        return pictures.Count > 0 ? pictures : null;
    }

    private static async Task<string> DataUriAsync(LocalFile picture, CancellationToken cancellationToken) =>
        $"data:{picture.ContentType};base64,{await picture.Base64Async(Vendor, LargestPicture, cancellationToken)}";

    private async Task<string> SubmitAsync(GenerationRequest request, JsonObject input, CancellationToken cancellationToken)
    {
        using var ask = Ask(HttpMethod.Post, request.VendorModel);
        ask.Content = JsonContent.Create(input);
        var answer = await http.JsonAsync(Provider, Vendor, ask, Explain, cancellationToken);
        return PathOf(answer.TextAt("status_url")) is { } path && path.EndsWith("/status", StringComparison.Ordinal)
            ? path[..^"/status".Length]
            : throw VendorAnswers.NotUnderstood(Vendor);
    }

    private async Task<VendorJob> LookAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject stands;
        try
        {
            stands = await http.JsonAsync(Provider, Vendor, Ask(HttpMethod.Get, id + "/status"), Explain, cancellationToken);
        }
        catch (VendorFailedException failed) when (failed.Status == HttpStatusCode.NotFound)
        {
            return new VendorJob.Gone();
        }
        return stands.TextAt("status") switch
        {
            "IN_QUEUE" or "IN_PROGRESS" => new VendorJob.Running(),
            // A failed one is complete as well: its result then answers with the error.
            "COMPLETED" =>
                new VendorJob.Done(
                    await http.JsonAsync(
                        Provider, Vendor, Ask(HttpMethod.Get, PathOf(stands.TextAt("response_url")) ?? id), Explain, cancellationToken)),
            _ => throw VendorAnswers.NotUnderstood(Vendor),
        };
    }

    /// <summary>A URL's path: the key goes to the host of the settings and to no other, whatever an answer says.</summary>
    private static string? PathOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath.TrimStart('/') : null;

    private HttpRequestMessage Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Key", settings.Of(Provider).ApiKey);
        if (method != HttpMethod.Post) request.Options.Set(VendorHttp.Repeatable, true);
        return request;
    }

    /// <summary>Errors come as <c>{"detail": "…"}</c>, those of inputs and of content as <c>{"detail": [{"loc", "msg"}]}</c>.</summary>
    private static string? Explain(JsonObject body)
    {
        if (body.TextAt("detail") is { } said) return said;
        if (body.TextAt("detail", "0", "msg") is not { } message) return body.TextAt("error");
        return body.At("detail", "0", "loc") is JsonArray { Count: > 0 } place && place[^1] is { } field ? $"{field}: {message}" : message;
    }
}

internal static class FalRegistration
{
    public static IServiceCollection AddFal(this IServiceCollection services)
    {
        VendorHttp.Add(services, VendorName.Fal, "https://queue.fal.run", "Authorization");
        return services.AddScoped<IGenerator, FalVideo>();
    }
}
