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

    /// <summary>This machine: no vendor, and no server of the operator's can be called so.</summary>
    public const string Local = "local";

    public const string OpenAi = "openai";
    public const string Sync = "sync";

    /// <summary>All vendors.</summary>
    public static readonly IReadOnlyList<string> All = [Anthropic, ElevenLabs, Fal, Gemini, Hume, OpenAi, Sync];

    /// <summary>The section of a vendor's settings, below <c>Providers</c>; sections' names have no case.</summary>
    public static string SectionOf(string vendor) => vendor.Replace("_", "", StringComparison.Ordinal);
}
