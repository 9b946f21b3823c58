using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>What all calls of OpenAI have in common.</summary>
internal static class OpenAiApi
{
    public const string Provider = "openai";

    /// <summary>In sentences.</summary>
    public const string Vendor = "OpenAI";

    public const string BaseUrl = "https://api.openai.com";

    public static IServiceCollection AddOpenAi(this IServiceCollection services)
    {
        VendorHttp.Add(services, Provider, BaseUrl, "Authorization");
        return services.AddScoped<OpenAiChat>().AddScoped<IGenerator, OpenAiText>().AddScoped<IGenerator, OpenAiImage>().AddScoped<IGenerator, OpenAiCaptions>();
    }

    /// <summary>A POST with the key.</summary>
    public static HttpRequestMessage Post(VendorsSettings settings, string path, HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Of(Provider).ApiKey);
        return request;
    }

    /// <summary>What a refusal says.</summary>
    public static string? Explain(JsonObject body) => body.TextAt("error", "message");
}
