using System.Net.Http.Headers;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Captions by OpenAI's transcription (developers.openai.com/api/docs/guides/speech-to-text), or a compatible server's: it gives each
/// word its times.
/// </summary>
internal sealed class OpenAiCaptions(OpenAiServer server, OpenAiClient client, VendorsSettings settings, VendorSound sound) : IGenerator
{
    private const long LargestFile = 25 * 1024 * 1024;

    public string Provider => server.Provider;

    public IReadOnlyList<string> Types => ["captions"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).IsReady);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var heard = await sound.ReadAsync(request, server.Title, ".m4a", LargestFile, cancellationToken);
        var file = new ByteArrayContent(heard.Bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/mp4");
        var form = new MultipartFormDataContent
        {
            { new StringContent(request.VendorModel), "model" },
            { new StringContent("verbose_json"), "response_format" },
            { new StringContent("word"), "timestamp_granularities[]" },
            { file, "file", "sound.m4a" },
        };
        // How names are spelled is taken from it.
        if (request.Text("script") is { } script) form.Add(new StringContent(script), "prompt");
        var answer = await client.PostAsync(server, "audio/transcriptions", form, cancellationToken);
        return await sound.CaptionsAsync(request, server.Title, heard, answer["words"], cancellationToken);
    }
}
