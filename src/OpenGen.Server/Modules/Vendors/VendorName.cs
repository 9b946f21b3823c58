using System.Security.Cryptography;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>What vendors are called: in the catalog, in jobs, with keys; without its underscores, the section of their settings.</summary>
internal static class VendorName
{
    public const string Anthropic = "anthropic";
    public const string ElevenLabs = IAgentVendorKeys.ElevenLabs;
    public const string Fal = "fal";
    public const string Gemini = "gemini";
    public const string Hume = IAgentVendorKeys.Hume;
    public const string OpenAi = "openai";
    public const string Sync = "sync";

    /// <summary>All of them, and <c>local</c>, which is this machine: what no server of the operator's can be called.</summary>
    public static readonly IReadOnlyList<string> All = [Anthropic, ElevenLabs, Fal, Gemini, Hume, OpenAi, Sync, "local"];
}
