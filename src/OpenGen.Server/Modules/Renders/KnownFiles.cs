using System.Globalization;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Engines;
using FoundKind = OpenGen.Media.MediaKind;
using MediaKind = OpenGen.Server.Modules.Assets.MediaKind;

namespace OpenGen.Server.Modules.Renders;

/// <summary>The files of a composition that nobody opens: each has a name in the place of a path, and what is known of it.</summary>
/// <param name="unknownSeconds">How long a recording is of which that is not known.</param>
internal sealed class KnownFiles(double unknownSeconds)
{
    private readonly Dictionary<string, FileFacts> _files = [];

    /// <summary>Whether a recording among them was asked for whose length is not known.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>One of the agent's files; null for null.</summary>
    public ShelvedFile? Named(FileFacts? facts)
    {
        if (facts is null) return null;
        if (facts.Kind is MediaKind.Video or MediaKind.Audio && facts.Duration is null)
        {
            HasUnknown = true;
            facts = facts with { Metadata = facts.Metadata.DeepClone().AsObject() };
            facts.Metadata["duration"] = unknownSeconds;
        }
        return Add($"file {facts.Id}", facts.Kind, facts);
    }

    /// <summary>What a layer names somewhere else. A clip's may be a picture, but the longest it can be is a recording.</summary>
    public ShelvedFile Remote(LayerFacts layer)
    {
        var kind = layer.Type switch
        {
            // A moving picture goes round in an image layer, unless it is told not to.
            LayerType.Image when layer.Attributes["loop"] is null => MediaKind.Image,
            LayerType.Sound => MediaKind.Audio,
            _ => MediaKind.Video,
        };
        return Named(new FileFacts(-layer.Id, kind, "", []))!;
    }

    /// <summary>Music of a length.</summary>
    public ShelvedFile Composed(LayerFacts layer, double seconds) =>
        Add($"music {layer.Id}", MediaKind.Audio, new FileFacts(0, MediaKind.Audio, "audio/wav", new() { ["duration"] = seconds }));

    /// <summary>What the renderer would find in the file of a name.</summary>
    public MediaFacts Facts(string name)
    {
        var file = _files[name];
        var isSound = file.Kind == MediaKind.Audio;
        var kind = file.Kind switch
        {
            MediaKind.Audio => FoundKind.Audio,
            MediaKind.Image => FoundKind.Image,
            _ => FoundKind.Video,
        };
        var size = isSound ? 0 : 2;
        return new MediaFacts(
            kind, size, size, file.Duration ?? 0, CompositionLength.FramesPerSecond, isSound ? null : "h264", "aac",
            file.Kind != MediaKind.Image, "mov", false);
    }

    private ShelvedFile Add(string name, MediaKind kind, FileFacts facts)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{name} {_files.Count}");
        _files[path] = facts;
        return new ShelvedFile(facts.Id, kind, path, facts.ContentType, facts.Metadata);
    }
}
