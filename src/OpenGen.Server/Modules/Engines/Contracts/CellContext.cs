using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>A cell with all that its content can depend on: its card, its layers, its row, the sheet's variables.</summary>
internal sealed record CellContext(
    long AgentId, long WorkspaceId, long SheetId, long CellId, string ColumnTitle, ColumnType Type, ColumnRole Role,
    JsonObject ColumnAttributes, JsonObject CellAttributes, IReadOnlyList<LayerFacts> Layers, IReadOnlyList<RowCell> Row,
    IReadOnlyDictionary<string, string> GlobalVariables)
{
    /// <summary>From the video column, else from the cell, else 9:16.</summary>
    public string AspectRatio =>
        ColumnAttributes["aspect_ratio"]?.ToString() ?? CellAttributes["aspect_ratio"]?.ToString() ?? SheetAspectRatio ?? "9:16";

    /// <summary>The row it is in.</summary>
    public long RowId { get; init; }

    /// <summary>The column it is in.</summary>
    public long ColumnId { get; init; }

    /// <summary>What it holds.</summary>
    public string? Value => Row.First(c => c.CellId == CellId).Value;

    /// <summary>Whether everything a card can name has the same value as in another reading of the cell.</summary>
    public bool HasValuesOf(CellContext other) =>
        Row.Select(c => (c.CellId, c.Value)).SequenceEqual(other.Row.Select(c => (c.CellId, c.Value)))
        && GlobalVariables.Count == other.GlobalVariables.Count
        && GlobalVariables.All(v => other.GlobalVariables.TryGetValue(v.Key, out var value) && value == v.Value);

    /// <summary>Whether its text is written by hand and is not to be generated over.</summary>
    public bool IsManual => Type == ColumnType.Text && CellAttributes["textMode"]?.ToString() == "manual";

    /// <summary>What the sheet's final video column says, for the cells that feed it.</summary>
    public string? SheetAspectRatio { get; init; }

    /// <summary>422 that names each time of its layers that no video can have; null for none.</summary>
    /// <param name="mostFrames">The longest video, frames at 30 a second.</param>
    public Error? TimesFault(int mostFrames)
    {
        var faults = Layers.SelectMany(
            (layer, i) => LayerTimes.Faults(layer.Type, layer.Attributes, $"layers[{i}].additional_attributes", mostFrames))
            .ToDictionary(f => f.Path, f => new[] { f.Fault });
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }

    /// <summary>The row's cell under a title; case and <c>_</c> or space do not matter.</summary>
    public RowCell? CellTitled(string title)
    {
        var wanted = VariableName.Of(title);
        return Row.FirstOrDefault(c => VariableName.Of(c.ColumnTitle) == wanted);
    }
}
