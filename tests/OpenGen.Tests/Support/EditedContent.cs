using System.Text.Json.Nodes;

namespace OpenGen.Tests.Support;

/// <summary>A copy of the product's words and sentences, to be changed and read again; gone when disposed.</summary>
internal sealed class EditedContent : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-content-");

    public EditedContent()
    {
        foreach (var file in Directory.EnumerateFiles(ShippedContent.Folder, "*.json", SearchOption.AllDirectories))
        {
            var copy = PathOf(Path.GetRelativePath(ShippedContent.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder => _folder.FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Puts something in the place of a field, adds it, or takes it away.</summary>
    /// <param name="field">Names with dots between.</param>
    /// <param name="json">What to put; null takes the field away.</param>
    public void Set(string file, string field, string? json)
    {
        var root = JsonNode.Parse(File.ReadAllText(PathOf(file)))!;
        var names = field.Split('.');
        var of = names[..^1].Aggregate(root, (node, name) => int.TryParse(name, out var at) ? node[at]! : node[name]!).AsObject();
        if (json is null) Assert.True(of.Remove(names[^1]), field);
        else of[names[^1]] = JsonNode.Parse(json);
        File.WriteAllText(PathOf(file), root.ToJsonString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
