using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenGen.Server.Modules.Generations.Vendors.Chat;

namespace OpenGen.Server.Modules.Generations.Vendors.Anthropic;

/// <summary>Text by Claude over the Messages API (platform.claude.com/docs/en/api/messages).</summary>
internal sealed class AnthropicText(VendorHttp http, VendorsSettings settings, Catalog catalog) : IGenerator
{
    public const string Name = "anthropic";
    public const string BaseUrl = "https://api.anthropic.com";
    private const string Vendor = "Anthropic";

    public string Provider => Name;

    public IReadOnlyList<string> Types => ["text"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken stop) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken stop)
    {
        using var transport = VendorTransport.Client(http, Provider, Vendor, body => body.TextAt("error", "message"));
        using var anthropic = new AnthropicClient
        {
            HttpClient = transport,
            BaseUrl = settings.Of(Provider).BaseUrl ?? BaseUrl,
            ApiKey = settings.Of(Provider).ApiKey,
            MaxRetries = 0,
            // The pipeline below has a limit for each try; this one would end a call that waits for its turn.
            Timeout = TimeSpan.FromHours(1),
        };
        using var client = anthropic.AsIChatClient(request.VendorModel);
        return await ChatText.WriteAsync(client, Vendor, request, catalog.Find(request.Type, request.Model)?.Reasons == true, Refusal, new ChatOptions(), stop);
    }

    private static string? Refusal(ChatResponse answer) =>
        answer.RawRepresentation is global::Anthropic.Models.Messages.Message { StopDetails.Explanation: { Length: > 0 } why } ? why : null;
}

internal static class AnthropicRegistration
{
    public static IServiceCollection AddAnthropic(this IServiceCollection services)
    {
        VendorHttp.Add(services, AnthropicText.Name, AnthropicText.BaseUrl, "x-api-key");
        return services.AddScoped<IGenerator, AnthropicText>();
    }
}
