namespace OpenGen.Architecture.Tests;

/// <summary>The sources these tests were built from.</summary>
internal static class Repository
{
    /// <summary>What is built, fetched or made by running, by .gitignore.</summary>
    private static readonly string[] NotSources = [
        "bin", "obj", ".git", "artifacts", ".vs", ".idea", "data", "TestResults", "node_modules"];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>Every source file under a folder of the repository, as paths from its root.</summary>
    public static IReadOnlyList<string> Files(string under = "") =>
        [.. Walk(new DirectoryInfo(Path(under))).Select(file => System.IO.Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles()
            .Concat(folder.EnumerateDirectories().Where(f => !NotSources.Contains(f.Name) && f.LinkTarget is null).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OpenGen.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException(
            "These tests read the sources: run them from a clone, where OpenGen.slnx is above their output");
    }
}
