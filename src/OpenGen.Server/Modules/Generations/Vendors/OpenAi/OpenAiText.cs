namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Text by OpenAI's chat completions (developers.openai.com/api/reference/resources/chat), or by any server that speaks them, such as
/// Ollama and vLLM, with <c>Providers:OpenAI:BaseUrl</c>.
/// </summary>
internal sealed class OpenAiText(OpenAiChat chat, VendorsSettings settings) : IGenerator
{
    public string Provider => OpenAiApi.Provider;

    public IReadOnlyList<string> Types => ["text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken stop) => Task.FromResult(settings.Of(Provider).HasKey);

    public Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop) =>
        chat.WriteAsync(Provider, OpenAiApi.Vendor, (settings.Of(Provider).BaseUrl ?? OpenAiApi.BaseUrl).TrimEnd('/') + "/v1", request, stop);
}
