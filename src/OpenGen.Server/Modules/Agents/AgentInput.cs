using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>What making an agent and changing one have in common.</summary>
internal static class AgentInput
{
    /// <summary>What is wrong with a time zone; null for nothing, and for none.</summary>
    public static Error? ZoneFault(string? zone) => zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? null
        : Error.Invalid("time_zone", "must be an IANA time zone such as Europe/Berlin");

    /// <summary>Asks the vendors about the keys that were sent; null when they accept them.</summary>
    public static async Task<Error?> RefusalAsync(
        this IAgentVendorKeys keys, string? elevenLabs, string? hume, CancellationToken cancellationToken) =>
        await keys.RefusalOfAsync(IAgentVendorKeys.ElevenLabs, elevenLabs, cancellationToken)
        ?? await keys.RefusalOfAsync(IAgentVendorKeys.Hume, hume, cancellationToken);

    /// <summary>The files of the pictures that were sent.</summary>
    public static IEnumerable<UploadedFile> Files(this IReadOnlyList<AvatarPicture>? sent) => (sent ?? []).Select(picture => picture.File);

    /// <summary>A role as the API names it.</summary>
    public static string OnTheWire(this Role role) => role.ToString().ToLowerInvariant();

    private static async Task<Error?> RefusalOfAsync(
        this IAgentVendorKeys keys, string vendor, string? key, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(key) ? null : await keys.CheckAsync(vendor, key, cancellationToken);
}
