using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenGen.Server.Modules.Generations.Vendors.Chat;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>Text by a server that speaks OpenAI's chat completions: OpenAI's, or one that is compatible.</summary>
internal sealed class OpenAiChat(OpenAiClient client, VendorsSettings settings, Catalog catalog)
{
    /// <summary>What the package wants to have as a key where there is none; it is not sent.</summary>
    private const string NoKey = "none";

    /// <summary>Writes a text.</summary>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public async Task<Generated> WriteAsync(OpenAiServer server, GenerationRequest request, CancellationToken cancellationToken)
    {
        using var transport = client.Transport(server);
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(server.BaseUrl),
            Transport = new HttpClientPipelineTransport(transport),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        var key = settings.Of(server.Provider) is { HasKey: true, ApiKey: { } own } ? own : NoKey;
        using var chat = new OpenAIClient(new ApiKeyCredential(key), options).GetChatClient(request.VendorModel).AsIChatClient();
        var reasons = catalog.Find(request.Type, request.Model)?.Reasons == true;
        return await ChatText.WriteAsync(chat, server.Title, request, reasons, _ => null, Options(request, reasons), cancellationToken);
    }

    /// <summary>
    /// Models that reason want <c>max_completion_tokens</c>; the others take the older name, the only one some compatible servers know.
    /// Both at once are refused.
    /// </summary>
    private static ChatOptions Options(GenerationRequest request, bool reasons)
    {
        var tokens = ChatText.Tokens(request, reasons);
        return reasons
            ? new ChatOptions { MaxOutputTokens = tokens }
            : new ChatOptions { RawRepresentationFactory = _ => WithOldName(tokens) };
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
