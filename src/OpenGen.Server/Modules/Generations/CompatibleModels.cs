using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations;

/// <summary>What the operator's own servers make, as models of the catalog: <c>SERVER/MODEL</c>.</summary>
internal static class CompatibleModels
{
    /// <summary>What a kind is called here, and what its price is for.</summary>
    private static readonly Dictionary<string, (string Type, string Per)> Kinds = new()
    {
        ["text"] = ("text", "500_tokens"),
        ["image"] = ("image_from_text", "image"),
        ["speech"] = (SpeechCard.Type, "minute"),
        ["captions"] = ("captions", "minute"),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Model> Of(VendorsSettings settings) =>
        [.. settings.Compatible.SelectMany(server => server.Models, Entry)];

    private static Model Entry(CompatibleServer server, CompatibleModel model)
    {
        var (type, per) = Kinds[model.Makes];
        var price = model.Credits is { } credits ? new Price(credits, per, null) : Price.AsHere;
        // Sections' names have no case, and whoever wrote it in capitals asks for it so.
        string[]? aliases = server.Spelled == server.Name ? null : [$"{server.Spelled}/{model.Short}"];
        return new Model(
            $"{server.Name}/{model.Short}", $"{model.Short} ({server.Spelled})", server.Name, [type], price, null, null, aliases,
            Default: false, VendorModel: model.VendorName, Voices: model.Voices.Count > 0 ? model.Voices : null);
    }
}
