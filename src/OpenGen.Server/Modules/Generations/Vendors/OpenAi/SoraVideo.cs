using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Jobs;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Videos by Sora through the Videos API (developers.openai.com/api/docs/guides/video-generation). OpenAI itself closed this API on
/// 24 September 2026; servers that speak it are reached with <c>Providers:OpenAI:BaseUrl</c>.
/// </summary>
internal sealed class SoraVideo(
    VendorHttp http, VendorJobs jobs, VendorVideos videos, VendorsSettings settings, RequestFiles files, FFmpegTool ffmpeg, Catalog catalog)
        : IGenerator
{
    private const string Vendor = "OpenAI";

    public string Provider => VendorName.OpenAi;

    public IReadOnlyList<string> Types => ["video_from_text", "video_from_image"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        string? id = request.RemoteId;
        await jobs.RunAsync(
            request.For(this, Vendor), async none => id = await SubmitAsync(request, none), LookAsync, progress, cancellationToken);
        var video = await videos.FromApiAsync(
            Provider, Vendor, () => Ask(HttpMethod.Get, $"v1/videos/{id}/content"), Explain, request, cancellationToken);
        return new Generated([video])
        {
            Warnings = request.Text("negative_prompt") is null ? [] : ["Sora takes no negative_prompt: it was left out"],
        };
    }

    public async Task CancelAsync(long agentId, string model, string remoteId, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.SendAsync(
                Provider, Vendor, Ask(HttpMethod.Delete, "v1/videos/" + remoteId), Explain, cancellationToken);
        }
        catch (VendorFailedException)
        {
            // It is over already, or cannot be reached.
        }
    }

    private async Task<string> SubmitAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var (width, height) = request.Size is var (w, h) && w > h ? (1280, 720) : (720, 1280);
        var seconds = (int)(request.Number("duration") ?? catalog.Find(request.Type, request.Model)?.DefaultDuration ?? 4);
        using var ask = Ask(HttpMethod.Post, "v1/videos");
        var form = new MultipartFormDataContent
        {
            { new StringContent(request.VendorModel), "model" },
            { new StringContent(request.Text("prompt") ?? ""), "prompt" },
            { new StringContent(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)), "seconds" },
            { new StringContent($"{width}x{height}"), "size" },
        };
        if (await files.OneAsync(request, "image_resource_id", cancellationToken) is { } picture)
        {
            var fitted = new ByteArrayContent(await FittedAsync(picture, width, height, request.Scratch, cancellationToken));
            fitted.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(fitted, "input_reference", "first.jpg");
        }
        ask.Content = form;
        var answer = await http.JsonAsync(Provider, Vendor, ask, Explain, cancellationToken);
        return answer.TextAt("id") is { } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : throw VendorAnswers.NotUnderstood(Vendor);
    }

    /// <summary>The first frame must have the video's size: it is filled, and what hangs over is cut off.</summary>
    private async Task<byte[]> FittedAsync(LocalFile picture, int width, int height, string scratch, CancellationToken cancellationToken)
    {
        var fitted = Path.Combine(scratch, "first.jpg");
        try
        {
            await ffmpeg.RunAsync(
                ["-protocol_whitelist", "file", "-i", picture.Path, "-vf",
                    $"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}", "-frames:v", "1", "-q:v", "2",
                    "-f", "image2", "-update", "1", fitted],
                null, cancellationToken);
        }
        catch (FFmpegFailedException failed) when (MachineFaults.Of(failed) is null)
        {
            throw new GenerationFailedException($"The picture {picture.Id} cannot be read");
        }
        return await File.ReadAllBytesAsync(fitted, cancellationToken);
    }

    private async Task<VendorJob> LookAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject video;
        try
        {
            video = await http.JsonAsync(Provider, Vendor, Ask(HttpMethod.Get, "v1/videos/" + id), Explain, cancellationToken);
        }
        catch (VendorFailedException failed) when (failed.Status == HttpStatusCode.NotFound)
        {
            return new VendorJob.Gone();
        }
        return video.TextAt("status") switch
        {
            "queued" or "in_progress" =>
                new VendorJob.Running(
                    video.At("progress") is JsonValue done && done.GetValueKind() == JsonValueKind.Number
                        ? (int)done.GetValue<double>()
                        : null),
            "completed" => new VendorJob.Done(video),
            "failed" => new VendorJob.Failed($"{Vendor} could not make it: {Explain(video) ?? "it does not say why"}"),
            _ => throw VendorAnswers.NotUnderstood(Vendor),
        };
    }

    private HttpRequestMessage Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Of(Provider).ApiKey);
        if (method != HttpMethod.Post) request.Options.Set(VendorHttp.Repeatable, true);
        return request;
    }

    private static string? Explain(JsonObject body) => body.TextAt("error", "message");
}
