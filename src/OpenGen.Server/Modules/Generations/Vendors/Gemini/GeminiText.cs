using OpenGen.Server.Modules.Generations.Vendors.OpenAi;

namespace OpenGen.Server.Modules.Generations.Vendors.Gemini;

/// <summary>Text by Gemini, over its endpoint that is compatible with OpenAI's (ai.google.dev/gemini-api/docs/openai).</summary>
internal sealed class GeminiText(OpenAiChat chat, VendorsSettings settings) : IGenerator
{
    public string Provider => GeminiApi.Provider;

    public IReadOnlyList<string> Types => ["text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken stop) => Task.FromResult(settings.Of(Provider).HasKey);

    public Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop) =>
        chat.WriteAsync(Provider, GeminiApi.Vendor, (settings.Of(Provider).BaseUrl ?? GeminiApi.BaseUrl).TrimEnd('/') + "/v1beta/openai", request, stop);
}
