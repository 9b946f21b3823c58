using System.Text.Json.Nodes;
using OpenGen.Rendering;

namespace OpenGen.Bench.Render;

/// <summary>The composition that is measured: a short video as they are made by the thousand.</summary>
internal static class Composition
{
    public const int Seconds = 15;
    public const int Frames = Seconds * 30;

    /// <summary>As our renderer takes it.</summary>
    public static CompositionInput Of(Media media) => new("9:16", null,
    [
        Layer("Background", LayerType.Clip, 0, media.Background, new() { ["durationInFrames"] = Frames }),
        Layer("Photo", LayerType.Image, 1, media.Photo, new() { ["from"] = 90, ["durationInFrames"] = 120, ["styles"] = Fading() }),
        Layer("Card", LayerType.Image, 2, media.Card, new()
        {
            ["from"] = 240, ["durationInFrames"] = 120, ["left"] = 140, ["top"] = 300, ["width"] = 800, ["height"] = 800,
            ["styles"] = Fading(),
        }),
        Layer("Captions", LayerType.Caption, 3, null, new() { ["template"] = "karaoke", ["durationInFrames"] = Frames }) with
        {
            Captions = Script.AsCaptions(),
        },
        Layer("Voice", LayerType.Sound, 4, media.Voice, []) with { IsSpeech = true },
        Layer(
            "Music", LayerType.Sound, 5, media.Music,
            new() { ["durationInFrames"] = Frames, ["styles"] = new JsonObject { ["volume"] = 0.5 } }) with { IsMusic = true },
    ]);

    private static LayerInput Layer(string name, LayerType type, int position, string? file, JsonObject attributes) =>
        new(name, type, position, attributes, file, null, null);

    private static JsonObject Fading() =>
        new() { ["animation"] = new JsonObject { ["enter"] = "fadeIn", ["exit"] = "fadeOut", ["duration"] = 15 } };
}
