namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>How names of columns and variables are compared.</summary>
internal static class VariableName
{
    public static string Of(string name) => name.Trim().Replace('_', ' ').ToLowerInvariant();
}
