using System.Net;
using System.Net.Http.Headers;
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

namespace OpenGen.Server.Modules.Generations.Vendors.Sync;

/// <summary>
/// Lips that move with the speech, by sync.so (sync.so/docs, “Create Generation with Files” and “Get Generation”). Files are uploaded
/// with the request, since a server at home cannot be reached from there. A running job cannot be cancelled there.
/// </summary>
internal sealed class SyncLipsync(
    VendorHttp http, VendorJobs jobs, VendorVideos videos, VendorsSettings settings, RequestFiles files, FFmpegTool ffmpeg) : IGenerator
{
    private const string Vendor = "sync.so";
    private const string KeyHeader = "x-api-key";

    /// <summary>Of each file, in bytes; it takes 5 GB, less with small plans.</summary>
    private const long LargestFile = 5L * 1024 * 1024 * 1024;

    public string Provider => VendorName.Sync;

    public IReadOnlyList<string> Types => ["lipsync"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var answer = await jobs.RunAsync(
            request.For(this, Vendor), none => SubmitAsync(request, none), LookAsync, progress, cancellationToken);
        var url = answer.TextAt("outputMediaUrl") ?? answer.TextAt("outputUrl") ?? throw VendorAnswers.NotUnderstood(Vendor);
        return new Generated(
            [await videos.FromUrlAsync(
                Provider, Vendor, url, request, await LocalLipsync.WordsAsync(files, request, cancellationToken), cancellationToken)]);
    }

    private async Task<string> SubmitAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var face = (await files.OneAsync(request, "video_resource_id", cancellationToken))!.Within(Vendor, LargestFile);
        var speech = (await files.OneAsync(request, "audio_resource_id", cancellationToken))!.Within(Vendor, LargestFile);
        if (face.Kind is not (FileKind.Image or FileKind.Video))
            throw new GenerationFailedException("video_resource_id must be a video or a picture");

        using var ask = Ask(HttpMethod.Post, "v2/generate");
        var form = new MultipartFormDataContent { { new StringContent(request.VendorModel), "model" } };
        if (face.Kind == FileKind.Image) form.Add(FileOf(face.Path, face.ContentType), "image", "face." + face.ContentType.Split('/')[1]);
        else if (face.ContentType == "video/mp4") form.Add(FileOf(face.Path, face.ContentType), "video", "face.mp4");
        else form.Add(
            FileOf(
                await AsAsync(
                    face, Path.Combine(request.Scratch, "face.mp4"),
                    ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18", "-preset", "veryfast", "-c:a", "aac"], cancellationToken),
                "video/mp4"), "video", "face.mp4");
        // It takes WAV and MP3 alone; our own speech is neither.
        if (speech.ContentType == "audio/mpeg") form.Add(FileOf(speech.Path, speech.ContentType), "audio", "speech.mp3");
        else if (speech.ContentType == "audio/wav") form.Add(FileOf(speech.Path, speech.ContentType), "audio", "speech.wav");
        else form.Add(
            FileOf(
                await AsAsync(
                    speech, Path.Combine(request.Scratch, "speech.mp3"), ["-vn", "-c:a", "libmp3lame", "-b:a", "192k"], cancellationToken),
                "audio/mpeg"), "audio", "speech.mp3");
        ask.Content = form;
        var answer = await http.JsonAsync(Provider, Vendor, ask, Explain, cancellationToken);
        return answer.TextAt("id") is { } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : throw VendorAnswers.NotUnderstood(Vendor);
    }

    private async Task<string> AsAsync(LocalFile file, string path, string[] codec, CancellationToken cancellationToken)
    {
        try
        {
            await ffmpeg.RunAsync(["-protocol_whitelist", "file", "-i", file.Path, .. codec, path], null, cancellationToken);
            return path;
        }
        catch (FFmpegFailedException failed) when (MachineFaults.Of(failed) is null)
        {
            throw new GenerationFailedException($"The file {file.Id} cannot be read");
        }
    }

    private static StreamContent FileOf(string path, string contentType)
    {
        var content = new StreamContent(File.OpenRead(path));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    private async Task<VendorJob> LookAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject generation;
        try
        {
            generation = await http.JsonAsync(Provider, Vendor, Ask(HttpMethod.Get, "v2/generate/" + id), Explain, cancellationToken);
        }
        catch (VendorFailedException failed) when (failed.Status == HttpStatusCode.NotFound)
        {
            return new VendorJob.Gone();
        }
        return generation.TextAt("status") switch
        {
            "PENDING" or "PROCESSING" => new VendorJob.Running(),
            "COMPLETED" => new VendorJob.Done(generation),
            "REJECTED" => new VendorJob.Failed($"{Vendor} refused it: {Explain(generation) ?? "it does not say why"}"),
            "FAILED" => new VendorJob.Failed($"{Vendor} could not make it: {Explain(generation) ?? "it does not say why"}"),
            _ => throw VendorAnswers.NotUnderstood(Vendor),
        };
    }

    private HttpRequestMessage Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(KeyHeader, settings.Of(Provider).ApiKey);
        if (method == HttpMethod.Get) request.Options.Set(VendorHttp.Repeatable, true);
        return request;
    }

    private static string? Explain(JsonObject body) =>
        body.TextAt("message") ?? body.TextAt("message", "0") ?? body.TextAt("error") ?? body.TextAt("errorCode");
}

internal static class SyncRegistration
{
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        VendorHttp.Add(services, VendorName.Sync, "https://api.sync.so", "x-api-key");
        return services.AddScoped<IGenerator, SyncLipsync>();
    }
}
