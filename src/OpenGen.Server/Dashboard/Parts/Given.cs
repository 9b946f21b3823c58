namespace OpenGen.Server.Dashboard.Parts;

/// <summary>Checks what people type into dialogs; a field's maxlength is only the browser's word.</summary>
internal static class Given
{
    /// <summary>The longest name of an agent or a key.</summary>
    public const int LongestName = 200;

    /// <summary>The longest description of an agent.</summary>
    public const int LongestDescription = 2000;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? NameFault(string name) =>
        string.IsNullOrWhiteSpace(name) ? "Give it a name"
        : name.Length > LongestName ? $"Keep it to {LongestName} characters"
        : null;
}
