using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Rendering;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// The times in a layer's attributes, which decide how long its video is and so what it costs. What is no number at all counts as absent,
/// as everywhere in a layer; a number that no composition can have is refused.
/// </summary>
internal static class LayerTimes
{
    private const int FramesASecond = 30;

    /// <summary>Seconds into a source.</summary>
    private const int LatestStart = 1_000_000;

    private static readonly string[] CaptionEdges = ["start", "end", "startTime", "endTime", "start_time", "end_time"];

    /// <summary>The faults of a layer's attributes, each with the path of its field.</summary>
    /// <param name="type">What the layer is; null where nobody says.</param>
    /// <param name="path">Where the attributes stand in the body.</param>
    /// <param name="mostFrames">The longest composition, frames at 30 a second.</param>
    public static IEnumerable<(string Path, string Fault)> Faults(
        LayerType? type, JsonObject attributes, string path, int mostFrames)
    {
        var follows = attributes["after"] is not null;
        (string Field, double Least, double Most)[] bounds =
        [
            ("from", follows ? -mostFrames : 0, mostFrames),
            ("durationInFrames", 1, mostFrames),
            ("totalDuration", 0, LatestStart * (double)FramesASecond),
            ("videoStartTime", 0, LatestStart),
            ("startFromSound", 0, LatestStart * (double)FramesASecond),
            ("fadeIn", 0, mostFrames),
            ("fadeOut", 0, mostFrames),
        ];
        foreach (var (field, least, most) in bounds)
            if (NumberIn(attributes[field]) is { } value && !(value >= least && value <= most))
                yield return ($"{path}.{field}", string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}"));
        if (attributes["captions"] is JsonArray captions)
            foreach (var fault in CaptionFaults(captions, $"{path}.captions", mostFrames / (double)FramesASecond)) yield return fault;
        // Of other types the name is anybody's.
        if (type is LayerType.Progress && attributes["ticks"] is JsonArray ticks)
        {
            var frames = NumberIn(attributes["durationInFrames"]) is >= 1 and var given && given <= mostFrames ? given : mostFrames;
            foreach (var fault in TickFaults(ticks, $"{path}.ticks", frames / FramesASecond)) yield return fault;
        }
    }

    /// <summary>The faults of a progress bar's ticks, which are seconds from its beginning and lie within it.</summary>
    private static IEnumerable<(string Path, string Fault)> TickFaults(JsonArray ticks, string path, double mostSeconds)
    {
        if (ticks.Count > LayerInput.MostTicks) yield return (path, $"must not be more than {LayerInput.MostTicks}");
        for (var i = 0; i < Math.Min(ticks.Count, LayerInput.MostTicks); i++)
            if (NumberIn(ticks[i]) is { } tick && !(tick >= 0 && tick <= mostSeconds))
                yield return (
                    string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"),
                    string.Create(CultureInfo.InvariantCulture, $"must be a number from 0 to {mostSeconds:0.###}"));
    }

    /// <summary>The faults of the layers that a video column gives to each new row: too many, or of times that are out of bounds.</summary>
    public static IEnumerable<(string Path, string Fault)> FaultsOfColumn(
        JsonObject attributes, string path, int mostFrames, int mostLayers)
    {
        if (attributes["layers"] is not JsonArray layers) yield break;
        if (layers.Count > mostLayers) yield return ($"{path}.layers", $"must not be more than {mostLayers}");
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i] is not JsonObject layer || layer["additional_attributes"] is not JsonObject own) continue;
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.layers[{i}].additional_attributes");
            foreach (var fault in Faults(ColumnLayers.TypeOf(layer), own, at, mostFrames)) yield return fault;
        }
    }

    private static IEnumerable<(string Path, string Fault)> CaptionFaults(JsonArray captions, string path, double mostSeconds)
    {
        for (var i = 0; i < captions.Count; i++)
        {
            if (captions[i] is not JsonObject entry) continue;
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            foreach (var (field, value) in entry)
            {
                var scale = field is "startMs" or "endMs" or "start_ms" or "end_ms"
                    ? 1000
                    : Array.IndexOf(CaptionEdges, field) >= 0 ? 1 : 0;
                if (scale > 0 && NumberIn(value) is { } time && !(time <= mostSeconds * scale))
                    yield return (
                        $"{at}.{field}", string.Create(CultureInfo.InvariantCulture, $"must not be more than {mostSeconds * scale}"));
                if (field == "words" && value is JsonArray words)
                    foreach (var fault in CaptionFaults(words, $"{at}.words", mostSeconds)) yield return fault;
            }
        }
    }

    /// <summary>A number, sent as one or as text; infinite where it is beyond what a double holds, null where it is none.</summary>
    private static double? NumberIn(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() is not (JsonValueKind.Number or JsonValueKind.String)) return null;
        string text;
        try
        {
            text = value.ToString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which .NET parses and cannot read.
            return null;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number)
            ? number
            : null;
    }
}
