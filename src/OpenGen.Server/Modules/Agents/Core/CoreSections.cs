using System.Text.Json.Serialization;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>How each section that was sent went, by its name.</summary>
internal sealed class CoreSections : Dictionary<string, SectionResult>, IPartialSuccess
{
    /// <inheritdoc/>
    public bool FailedInPart => Values.Any(section => section.Error is not null);
}

/// <summary>How one section of a core update went.</summary>
/// <param name="Status"><c>ok</c> or <c>error</c>.</param>
/// <param name="Data">The section as it is now; left out where it failed.</param>
/// <param name="Error">Why it failed, for a person; left out where it did not.</param>
internal sealed record SectionResult(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error)
{
    public static SectionResult Ok(object? data) => new("ok", data, null);

    public static SectionResult Failed(string why) => new("error", null, why);
}
