using System.Text.Json.Nodes;
using NetVips;

namespace OpenGen.Rendering.Tests.Golden;

/// <summary>
/// A composition whose frames somebody looked at and approved: <c>Golden/group/name.json</c>, and a small picture beside it for each
/// frame.
/// </summary>
/// <param name="Shows">What is to be seen.</param>
/// <param name="Frames">Which frames are compared.</param>
/// <param name="Warns">A part of the one thing the renderer warns of; null when it warns of nothing.</param>
internal sealed record GoldenComposition(string Group, string Name, string Shows, IReadOnlyList<int> Frames, string? Warns, byte[] Json)
{
    /// <summary>The shorter side of an approved picture: text of 40 px is still legible in it, and all of them are under 3 MB.</summary>
    private const int ShorterSide = 270;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null)).Order(StringComparer.Ordinal);

    /// <param name="id">group/name</param>
    public static GoldenComposition Load(string id)
    {
        var json = File.ReadAllBytes(Path.Combine(Folder, id + ".json"));
        var fields = JsonNode.Parse(json)!;
        return new GoldenComposition(
            Path.GetDirectoryName(id)!, Path.GetFileName(id), fields["shows"]!.ToString(),
            [.. fields["frames"]!.AsArray().Select(frame => frame!.GetValue<int>())],
            fields["warns"]?.ToString(), json);
    }

    public string PictureName(int frame) => $"{Group}/{Name}-{frame:d3}.webp";

    /// <summary>The approved picture; null when there is none yet.</summary>
    public Image? Approved(int frame)
    {
        var file = Path.Combine(Folder, PictureName(frame));
        return File.Exists(file) ? Image.NewFromFile(file).CopyMemory() : null;
    }

    /// <summary>A frame as small as approved pictures are.</summary>
    public static Image Small(Image full) =>
        full.Resize((double)ShorterSide / Math.Min(full.Width, full.Height), kernel: Enums.Kernel.Linear).CopyMemory();
}
