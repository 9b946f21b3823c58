using System.Globalization;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using FoundKind = OpenGen.Media.MediaKind;

namespace OpenGen.Server.Modules.Renders;

/// <summary>The files of a composition that nobody opens: each has a name in the place of a path, and what is known of it.</summary>
/// <param name="unknownSeconds">How long a recording is of which that is not known.</param>
internal sealed class KnownFiles(double unknownSeconds)
{
    private readonly Dictionary<string, FileFacts> _files = [];

    /// <summary>Whether a recording among them was asked for whose length is not known.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>One of the agent's files; null for null.</summary>
    public LocalFile? Named(FileFacts? facts)
    {
        if (facts is null) return null;
        if (facts.Kind is FileKind.Video or FileKind.Audio && facts.Duration is null)
        {
            HasUnknown = true;
            facts = facts with { Metadata = facts.Metadata.DeepClone().AsObject() };
            facts.Metadata["duration"] = unknownSeconds;
        }
        return Add($"file {facts.Id}", facts.Kind, facts);
    }

    /// <summary>What a layer names somewhere else. A clip's may be a picture, but the longest it can be is a recording.</summary>
    public LocalFile Remote(LayerFacts layer)
    {
        var kind = layer.Type switch
        {
            // A moving picture goes round in an image layer, unless it is told not to.
            LayerType.Image when layer.Attributes["loop"] is null => FileKind.Image,
            LayerType.Sound => FileKind.Audio,
            _ => FileKind.Video,
        };
        return Named(new FileFacts(-layer.Id, kind, "", []))!;
    }

    /// <summary>Music of a length.</summary>
    public LocalFile Composed(LayerFacts layer, double seconds) =>
        Add($"music {layer.Id}", FileKind.Audio, new FileFacts(0, FileKind.Audio, "audio/wav", new() { ["duration"] = seconds }));

    /// <summary>What the renderer would find in the file of a name.</summary>
    public MediaFacts Facts(string name)
    {
        var file = _files[name];
        var isSound = file.Kind == FileKind.Audio;
        var kind = file.Kind switch
        {
            FileKind.Audio => FoundKind.Audio,
            FileKind.Image => FoundKind.Image,
            _ => FoundKind.Video,
        };
        var size = isSound ? 0 : 2;
        return new MediaFacts(
            kind, size, size, file.Duration ?? 0, CompositionLength.FramesPerSecond, isSound ? null : "h264", "aac",
            file.Kind != FileKind.Image, "mov", false);
    }

    private LocalFile Add(string name, FileKind kind, FileFacts facts)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{name} {_files.Count}");
        _files[path] = facts;
        return new LocalFile(facts.Id, kind, path, facts.ContentType, facts.Metadata);
    }
}
