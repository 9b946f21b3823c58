using System.Net.Http.Headers;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>Captions by OpenAI's transcription (developers.openai.com/api/docs/guides/speech-to-text), or a compatible server's: it gives each word its times.</summary>
internal sealed class OpenAiCaptions(VendorHttp http, VendorsSettings settings, VendorSound sound) : IGenerator
{
    private const long LargestFile = 25 * 1024 * 1024;

    public string Provider => OpenAiApi.Provider;

    public IReadOnlyList<string> Types => ["captions"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken stop) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop)
    {
        var file = new ByteArrayContent(await sound.ReadAsync(request, OpenAiApi.Vendor, ".m4a", LargestFile, stop));
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
        using var ask = OpenAiApi.Post(settings, "v1/audio/transcriptions", form);
        var answer = await http.JsonAsync(Provider, OpenAiApi.Vendor, ask, OpenAiApi.Explain, stop);
        return VendorSound.Captions(OpenAiApi.Vendor, answer["words"]);
    }
}
