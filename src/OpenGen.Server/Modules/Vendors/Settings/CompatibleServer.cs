namespace OpenGen.Server.Modules.Vendors.Settings;

/// <summary>A server of the operator's that speaks OpenAI's API: Ollama, LM Studio, LocalAI, Kokoro-FastAPI, speaches and others.</summary>
/// <param name="Name">The provider's name in the catalog: small letters, digits, <c>-</c> and <c>_</c>, 1 to 40.</param>
/// <param name="Spelled">The name as the settings have it.</param>
/// <param name="BaseUrl">Where its API is, with the version in the path (<c>http://localhost:8880/v1</c>); no slash at its end.</param>
/// <param name="Settings">Its key, its limits.</param>
/// <param name="Models">What it makes; one at least.</param>
/// <param name="TellsWordTimes">
/// Whether it speaks Kokoro-FastAPI's captioned speech, which says when each word is heard; null to find out at the first speech.
/// </param>
internal sealed record CompatibleServer(
    string Name, string Spelled, string BaseUrl, VendorSettings Settings, IReadOnlyList<CompatibleModel> Models, bool? TellsWordTimes)
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 40;
}

/// <summary>A model of such a server.</summary>
/// <param name="VendorName">What the server calls it; 1 to 200 characters.</param>
/// <param name="Short">What it is called here behind the server's name and a slash: the same, unless the settings say otherwise.</param>
/// <param name="Makes">text, image, speech or captions.</param>
/// <param name="Credits">What 500 tokens, a picture or a minute costs, 1 to 1,000,000; null for as much as this machine's own.</param>
/// <param name="Voices">The ids of the voices it may speak with, the usual one first; empty to ask the server.</param>
internal sealed record CompatibleModel(string VendorName, string Short, string Makes, int? Credits, IReadOnlyList<string> Voices);
