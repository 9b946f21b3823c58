using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>
/// How content is made: a type and its data, merged from the column's card, the cell's, the layer's and the request, the later on top.
/// </summary>
internal sealed record Card(string Type, JsonObject Data)
{
    public const string Key = "creation_card";

    /// <summary>The merged card; null when none of the four says a type.</summary>
    public static Card? Merge(CellContext cell, LayerFacts? layer, string? requestType, JsonObject? requestData)
    {
        // A layer inherits from its cell and column only what a card without a type of its own would lack.
        JsonObject?[] cards = [
            cell.ColumnAttributes[Key] as JsonObject, cell.CellAttributes[Key] as JsonObject, layer?.Attributes[Key] as JsonObject];
        var type = requestType;
        var data = RawJson.EmptyObject;
        foreach (var card in cards)
        {
            if (card is null) continue;
            if (requestType is null && card["generation_type"]?.ToString() is { Length: > 0 } named) type = named;
            if (card["data"] is JsonObject own) data = data.MergedWith(own);
        }
        if (requestData is not null) data = data.MergedWith(requestData);
        return type is null ? null : new Card(type, data.AsObject());
    }
}
