using OpenGen.Server.Modules.Generations.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Gemini;

/// <summary>Text by Gemini, over its endpoint that is compatible with OpenAI's (ai.google.dev/gemini-api/docs/openai).</summary>
internal sealed class GeminiText(OpenAiChat chat, VendorsSettings settings) : IGenerator
{
    public string Provider => GeminiApi.Provider;

    public IReadOnlyList<string> Types => ["text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).IsReady);

    public Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken) =>
        chat.WriteAsync(Server, request, cancellationToken);

    private OpenAiServer Server => new(
        Provider, GeminiApi.Vendor, (settings.Of(Provider).BaseUrl ?? GeminiApi.BaseUrl).TrimEnd('/') + "/v1beta/openai",
        IsOpenAi: false, TellsWordTimes: false);
}
