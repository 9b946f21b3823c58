using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

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

    /// <summary>The most that one job can cost; what would be dearer is refused.</summary>
    public static readonly Credits Most = new(1_000_000_000);

    /// <summary>A job would cost more than <see cref="Most"/>.</summary>
    public static readonly Error TooMuch = Error.Refused(
        "price_too_high", $"One generation cannot cost more than {Most} credits; make it shorter, or of a shorter file");

    /// <summary>At least 1 and at most <see cref="Most"/>; 0 for what is no work.</summary>
    /// <returns>422 price_too_high.</returns>
    public static Result<Credits> Of(Catalog catalog, string type, Model model, JsonObject data, IReadOnlyDictionary<long, FileFacts> files)
    {
        if (type == "media") return new Credits(0);
        var (credits, per) = catalog.RateOf(type, model);
        var amount = per switch
        {
            "500_tokens" => Math.Ceiling(Tokens(data) / 500),
            "image" => CardInputs.Number(data["number_of_images"]) ?? 1,
            "second" => CardInputs.Number(data["duration"]) ?? Length(data, files) ?? model.DefaultDuration,
            "minute" => Length(data, files) / 60 ?? Words(data) / WordsAMinute / (CardInputs.Number(data["speed"]) ?? 1),
            Catalog.PerJob => 1,
            _ => throw new InvalidOperationException($"The catalog let a price per {per} through"),
        };
        var price = Math.Ceiling(credits * amount - 1e-9);
        // Not the other way about: of what is not a number, nothing is true.
        return price <= Most.Value ? new Credits(Math.Max(1, (long)price)) : TooMuch;
    }

    /// <summary>A render's price: one for every span begun that the catalog prices.</summary>
    /// <param name="frames">At 30 a second, 1 or more.</param>
    public static Credits OfRender(Catalog catalog, long frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        long span = catalog.RenderSpan * CompositionLength.FramesPerSecond;
        return new Credits((long)catalog.Render.Credits) * ((frames - 1) / span + 1);
    }

    /// <summary>The sum of what makes up one job.</summary>
    /// <returns>422 price_too_high.</returns>
    public static Result<Credits> Sum(IEnumerable<Credits> parts)
    {
        var sum = parts.Aggregate((one, other) => one + other);
        return sum.Value <= Most.Value ? sum : TooMuch;
    }

    private static double? Length(JsonObject data, IReadOnlyDictionary<long, FileFacts> files)
    {
        foreach (var field in new[] { "audio_resource_id", "source_resource_id" })
            if (data[field] is JsonValue id && id.TryGetValue(out long named) && files.GetValueOrDefault(named)?.Duration is { } seconds)
                return seconds;
        return null;
    }

    /// <summary>Of a script that is still to be written, as many as it may have.</summary>
    private static double Words(JsonObject data) => data["script"] is JsonObject brief
        ? Tokens(brief) * WordsAToken
        : (data["script"]?.ToString() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static double Tokens(JsonObject data) => CardInputs.Number(data["max_length"]) ?? UsualTokens;
}
