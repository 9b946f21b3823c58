using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Text by OpenAI's chat completions (developers.openai.com/api/reference/resources/chat), or by any server that speaks them, such as
/// Ollama, LM Studio and vLLM.
/// </summary>
internal sealed class OpenAiText(OpenAiServer server, OpenAiChat chat, VendorsSettings settings) : IGenerator
{
    public string Provider => server.Provider;

    public IReadOnlyList<string> Types => ["text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).IsReady);

    public Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken) =>
        chat.WriteAsync(server, request, cancellationToken);
}
