using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets;

namespace OpenGen.Server.Modules.Generations;

/// <summary>What a generation costs, before it is made.</summary>
internal static class Pricing
{
    /// <summary>For what is priced by no file.</summary>
    public static readonly IReadOnlyDictionary<long, FileFacts> NoFiles = new Dictionary<long, FileFacts>();

    /// <summary>English has three words in four tokens.</summary>
    private const double WordsAToken = 0.75;

    /// <summary>Tokens of a text of which nobody says how long it may be.</summary>
    private const double UsualTokens = 500;

    /// <summary>Spoken words in a minute at speed 1 (the usual 150 of narration).</summary>
    private const double WordsAMinute = 150;

    /// <summary>Whole credits, at least 1; 0 for what is no work.</summary>
    public static long Of(Catalog catalog, string type, Model model, JsonObject data, IReadOnlyDictionary<long, FileFacts> files)
    {
        if (type == "media") return 0;
        var (credits, per) = catalog.RateOf(type, model);
        var amount = per switch
        {
            "500_tokens" => Math.Ceiling(Tokens(data) / 500),
            "image" => CardData.Number(data["number_of_images"]) ?? 1,
            "second" => CardData.Number(data["duration"]) ?? Length(data, files) ?? model.DefaultDuration,
            "minute" => Length(data, files) / 60 ?? Words(data) / WordsAMinute / (CardData.Number(data["speed"]) ?? 1),
            _ => 1,
        };
        return Math.Max(1, (long)Math.Ceiling(credits * amount - 1e-9));
    }

    /// <summary>A render's price: a step for every 30 seconds begun.</summary>
    public static long OfRender(Catalog catalog, double seconds) =>
        (long)catalog.Render.Credits * Math.Max(1, (long)Math.Ceiling(seconds / 30 - 1e-9));

    private static double? Length(JsonObject data, IReadOnlyDictionary<long, FileFacts> files)
    {
        foreach (var field in new[] { "audio_resource_id", "source_resource_id" })
            if (data[field] is JsonValue id && id.TryGetValue(out long named) && files.TryGetValue(named, out var file) && file.Duration is { } seconds)
                return seconds;
        return null;
    }

    /// <summary>Of a script that is still to be written, as many as it may have.</summary>
    private static double Words(JsonObject data) => data["script"] is JsonObject brief
        ? Tokens(brief) * WordsAToken
        : (data["script"]?.ToString() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static double Tokens(JsonObject data) => CardData.Number(data["max_length"]) ?? UsualTokens;
}
