using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Vendors.OpenAi;

/// <summary>A server that speaks OpenAI's API: OpenAI's own, or one that is compatible with it.</summary>
/// <param name="Provider">The provider's name in the catalog.</param>
/// <param name="Title">What it is called in sentences.</param>
/// <param name="BaseUrl">Where its API is, with the version in the path; no slash at its end.</param>
/// <param name="IsOpenAi">Whether it is OpenAI's own, or one that stands in for it, so that what only OpenAI takes may be sent.</param>
/// <param name="TellsWordTimes">Whether it speaks Kokoro-FastAPI's captioned speech; null for nobody knows yet.</param>
internal sealed record OpenAiServer(string Provider, string Title, string BaseUrl, bool IsOpenAi, bool? TellsWordTimes)
{
    /// <summary>Where OpenAI is.</summary>
    public const string OpenAiUrl = "https://api.openai.com";

    private const string Version = "/v1";

    /// <summary>What the paths of the API's calls begin with, from <see cref="Root"/>.</summary>
    public string Prefix => BaseUrl.EndsWith(Version, StringComparison.Ordinal) ? "v1/" : "";

    /// <summary>The server without the API's version: where a server has what is not of OpenAI's API.</summary>
    public string Root => Prefix.Length == 0 ? BaseUrl : BaseUrl[..^Version.Length];

    /// <summary>OpenAI's own; its <c>BaseUrl</c> is said without the version, and taken with it.</summary>
    public static OpenAiServer OpenAi(VendorsSettings settings)
    {
        var url = (settings.Of(VendorName.OpenAi).BaseUrl ?? OpenAiUrl).TrimEnd('/');
        return new(VendorName.OpenAi, "OpenAI", url.EndsWith(Version, StringComparison.Ordinal) ? url : url + Version, true, false);
    }

    /// <summary>One of the operator's own.</summary>
    public static OpenAiServer Compatible(CompatibleServer server) =>
        new(server.Name, server.Spelled, server.BaseUrl, false, server.TellsWordTimes);
}
