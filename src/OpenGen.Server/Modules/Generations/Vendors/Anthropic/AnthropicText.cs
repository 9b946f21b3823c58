using Anthropic;
using Microsoft.Extensions.AI;
using OpenGen.Server.Modules.Generations.Vendors.Chat;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Anthropic;

/// <summary>
/// Text by Claude over the Messages API (platform.claude.com/docs/en/api/messages) and its own client, which sends the key as
/// <c>Authorization: Bearer</c>. The key is always given, so that the client looks for none in the environment.
/// </summary>
internal sealed class AnthropicText(VendorHttp http, VendorsSettings settings, Catalog catalog) : IGenerator
{
    public const string Name = VendorName.Anthropic;
    public const string BaseUrl = "https://api.anthropic.com";
    private const string Vendor = "Anthropic";

    public string Provider => Name;

    public IReadOnlyList<string> Types => ["text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        using var transport = VendorTransport.Client(http, Provider, Vendor, body => body.TextAt("error", "message"));
        using var anthropic = new AnthropicClient
        {
            HttpClient = transport,
            BaseUrl = (settings.Of(Provider).BaseUrl ?? BaseUrl).TrimEnd('/'),
            ApiKey = settings.Of(Provider).ApiKey,
            MaxRetries = 0,
            // The pipeline below has a limit for each try; this one would end a call that waits for its turn.
            Timeout = TimeSpan.FromHours(1),
        };
        using var client = anthropic.AsIChatClient(request.VendorModel);
        var reasons = catalog.Find(request.Type, request.Model)?.Reasons == true;
        return await ChatText.WriteAsync(
            client, Vendor, request, reasons, Refusal, new ChatOptions { MaxOutputTokens = ChatText.Tokens(request, reasons) },
            cancellationToken);
    }

    private static string? Refusal(ChatResponse answer) =>
        answer.RawRepresentation is global::Anthropic.Models.Messages.Message { StopDetails.Explanation: { Length: > 0 } why } ? why : null;
}

internal static class AnthropicRegistration
{
    public static IServiceCollection AddAnthropic(this IServiceCollection services)
    {
        VendorHttp.Add(services, AnthropicText.Name, AnthropicText.BaseUrl, "Authorization");
        return services.AddScoped<IGenerator, AnthropicText>();
    }
}
