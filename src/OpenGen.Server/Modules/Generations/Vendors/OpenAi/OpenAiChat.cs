using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenGen.Server.Modules.Generations.Vendors.Chat;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>Text by a server that speaks OpenAI's chat completions: OpenAI's, or one that is compatible.</summary>
internal sealed class OpenAiChat(VendorHttp http, VendorsSettings settings, Catalog catalog)
{
    /// <summary>Writes a text.</summary>
    /// <param name="baseUrl">Where <c>chat/completions</c> is.</param>
    /// <exception cref="GenerationFailedException">It was refused, or could not be done.</exception>
    public async Task<Generated> WriteAsync(string provider, string vendor, string baseUrl, GenerationRequest request, CancellationToken stop)
    {
        using var transport = VendorTransport.Client(http, provider, vendor, OpenAiApi.Explain);
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(baseUrl),
            Transport = new HttpClientPipelineTransport(transport),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        using var client = new OpenAIClient(new ApiKeyCredential(settings.Of(provider).ApiKey!), options).GetChatClient(request.VendorModel).AsIChatClient();
        var reasons = catalog.Find(request.Type, request.Model)?.Reasons == true;
        return await ChatText.WriteAsync(client, vendor, request, reasons, _ => null, Options(request, reasons), stop);
    }

    /// <summary>Models that reason want <c>max_completion_tokens</c>; the others take the older name, the only one some compatible servers know. Both at once are refused.</summary>
    private static ChatOptions Options(GenerationRequest request, bool reasons)
    {
        var tokens = ChatText.Tokens(request, reasons);
        return reasons ? new ChatOptions { MaxOutputTokens = tokens } : new ChatOptions { RawRepresentationFactory = _ => WithOldName(tokens) };
    }

    private static OpenAI.Chat.ChatCompletionOptions WithOldName(int tokens)
    {
        var options = new OpenAI.Chat.ChatCompletionOptions();
#pragma warning disable SCME0001 // The package's one way to send a field of another name.
        options.Patch.Set("$.max_tokens"u8, tokens);
#pragma warning restore SCME0001
        return options;
    }
}
