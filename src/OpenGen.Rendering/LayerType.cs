namespace OpenGen.Rendering;

/// <summary>
/// What a layer shows or plays: the one list of types, for stored layers, the API and compositions alike. A new member does not compile
/// before every switch below and the composition's reader know it, and <c>LayerTypeTests</c> names what else is missing.
/// </summary>
public enum LayerType
{
    /// <summary>Words set in a box.</summary>
    Text,

    /// <summary>A video.</summary>
    Clip,

    /// <summary>Speech, music or noise.</summary>
    Sound,

    /// <summary>Words shown as they are spoken.</summary>
    Caption,

    /// <summary>A picture, which may be an animated one.</summary>
    Image,

    /// <summary>A rectangle, an ellipse, a line or a triangle.</summary>
    Shape,

    /// <summary>A bar that fills as its time goes by.</summary>
    Progress,
}

/// <summary>What is true of every layer of a type.</summary>
public static class LayerTypes
{
    /// <summary>The types' own names in their order, and after them the other names that some have.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetValues<LayerType>().Select(Name), .. Enum.GetValues<LayerType>().Select(OtherName).OfType<string>()];

    /// <summary>A type by either of its names, in lower case; null for any other text.</summary>
    public static LayerType? Named(string? name)
    {
        foreach (var type in Enum.GetValues<LayerType>())
            if (name is not null && (name == type.Name() || name == type.OtherName())) return type;
        return null;
    }

    /// <summary>What it is called in the API and in compositions.</summary>
    public static string Name(this LayerType type) => type switch
    {
        LayerType.Text => "text",
        LayerType.Clip => "clip",
        LayerType.Sound => "sound",
        LayerType.Caption => "caption",
        LayerType.Image => "image",
        LayerType.Shape => "shape",
        LayerType.Progress => "progress",
    };

    /// <summary>Whether its picture follows from its own fields alone, so that nothing is ever fetched or made for it.</summary>
    public static bool IsDrawn(this LayerType type) => type switch
    {
        LayerType.Shape or LayerType.Progress => true,
        LayerType.Text or LayerType.Clip or LayerType.Sound or LayerType.Caption or LayerType.Image => false,
    };

    /// <summary>The attribute in which it may hold its content itself; null for those that have none.</summary>
    public static string? ContentField(this LayerType type) => type switch
    {
        LayerType.Text => "content",
        LayerType.Caption => "captions",
        LayerType.Clip or LayerType.Sound or LayerType.Image or LayerType.Shape or LayerType.Progress => null,
    };

    /// <summary>Whether it lasts as long as its recording where nobody says how long.</summary>
    public static bool LastsAsItsSource(this LayerType type) => type switch
    {
        LayerType.Clip or LayerType.Sound => true,
        LayerType.Text or LayerType.Caption or LayerType.Image or LayerType.Shape or LayerType.Progress => false,
    };

    /// <summary>What others call it.</summary>
    private static string? OtherName(this LayerType type) => type switch
    {
        LayerType.Clip => "video",
        LayerType.Sound => "audio",
        LayerType.Caption => "captions",
        LayerType.Text or LayerType.Image or LayerType.Shape or LayerType.Progress => null,
    };
}
