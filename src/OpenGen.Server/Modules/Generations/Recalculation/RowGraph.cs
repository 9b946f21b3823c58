using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations.Recalculation;

/// <summary>A cell of a row, or a layer of one, and what it is made from.</summary>
internal sealed class RowNode(CellContext cell, LayerFacts? layer, string? type, bool isAuto, IReadOnlySet<string> names)
{
    public CellContext Cell => cell;

    public LayerFacts? Layer => layer;

    /// <summary>
    /// What makes it, as its card says; <c>render</c> for a cell whose layers are its content; null when it is only filled in by hand.
    /// </summary>
    public string? Type => type;

    /// <summary>Whether it is made again when what it is made from changes.</summary>
    public bool IsAuto => isAuto;

    /// <summary>Columns and variables that it names.</summary>
    public IReadOnlySet<string> Names => names;

    /// <summary>What it is made from: the row's cells of these names, and a video's own layers.</summary>
    public List<RowNode> Sources { get; } = [];

    /// <summary>For people.</summary>
    public string Title => Layer is null ? Cell.ColumnTitle : $"{Cell.ColumnTitle}/{Layer.Name}";
}

/// <summary>What depends on what in a row: cells by the columns and variables their cards name, videos by what their layers show.</summary>
internal sealed class RowGraph
{
    private readonly Dictionary<(long Cell, long? Layer), RowNode> _nodes = [];

    /// <param name="row">All cells of one row.</param>
    public RowGraph(IEnumerable<CellContext> row)
    {
        foreach (var cell in row)
        {
            foreach (var layer in cell.Layers.Where(l => l.Attributes[Card.Key] is JsonObject)) Add(OfLayer(cell, layer));
            Add(OfCell(cell));
        }
        var titled = _nodes.Values.Where(n => n.Layer is null).ToLookup(n => VariableName.Of(n.Cell.ColumnTitle));
        foreach (var node in _nodes.Values)
        {
            // The first column of a title is the one a name means.
            node.Sources.AddRange(node.Names.Select(name => titled[name].FirstOrDefault()).OfType<RowNode>());
            if (node is { Type: Job.Render })
                node.Sources.AddRange(_nodes.Values.Where(n => n.Layer is not null && n.Cell.CellId == node.Cell.CellId));
        }
    }

    public IEnumerable<RowNode> Nodes => _nodes.Values;

    /// <summary>A cell or layer; null when it is not there or nothing makes it.</summary>
    public RowNode? Find(long cellId, long? layerId) => _nodes.GetValueOrDefault((cellId, layerId));

    /// <summary>
    /// All that has to be made before a node can: what it is made from, and on through what is made again by itself or is among those
    /// that will be.
    /// </summary>
    public static HashSet<RowNode> Before(RowNode node, Func<RowNode, bool> willBeMade)
    {
        var (found, open) = (new HashSet<RowNode>(), new Stack<RowNode>(node.Sources));
        while (open.TryPop(out var source))
        {
            if (!found.Add(source) || !(source.IsAuto || willBeMade(source))) continue;
            foreach (var before in source.Sources) open.Push(before);
        }
        return found;
    }

    /// <summary>A circle through one of some nodes, as the titles on its way; null when there is none.</summary>
    /// <param name="through">Which nodes must not be on a circle.</param>
    /// <param name="along">From which node to which of its sources it may go.</param>
    public string? Circle(Func<RowNode, bool> through, Func<RowNode, RowNode, bool> along)
    {
        foreach (var start in _nodes.Values.Where(through))
            if (WayBack(start, along) is { } way) return string.Join(" → ", way.Select(n => n.Title));
        return null;
    }

    private static List<RowNode>? WayBack(RowNode start, Func<RowNode, RowNode, bool> along)
    {
        var (cameFrom, open) = (new Dictionary<RowNode, RowNode>(), new Queue<RowNode>([start]));
        while (open.TryDequeue(out var node))
            foreach (var source in node.Sources.Where(s => along(node, s)))
            {
                if (source == start)
                {
                    List<RowNode> way = [start, node];
                    while (way[^1] != start) way.Add(cameFrom[way[^1]]);
                    return way;
                }
                if (cameFrom.TryAdd(source, node)) open.Enqueue(source);
            }
        return null;
    }

    private void Add(RowNode node) => _nodes[(node.Cell.CellId, node.Layer?.Id)] = node;

    private static RowNode OfLayer(CellContext cell, LayerFacts layer)
    {
        var card = Card.Merge(cell, layer, null, null);
        return new RowNode(
            cell, layer, card?.Type, card is not null && IsOn(layer.Attributes) == true, card is null ? NoNames : CardNames.In(card.Data));
    }

    private static RowNode OfCell(CellContext cell)
    {
        var isAuto = IsOn(cell.CellAttributes) ?? IsOn(cell.ColumnAttributes) ?? false;
        if (Card.Merge(cell, null, null, null) is { } card)
            return new RowNode(cell, null, card.Type, isAuto && !cell.IsManual, CardNames.In(card.Data));
        return cell is { Type: ColumnType.Video, Layers.Count: > 0 }
            ? new RowNode(cell, null, Job.Render, isAuto, CardNames.Shown(cell.Layers))
            : new RowNode(cell, null, null, false, NoNames);
    }

    /// <summary>What <c>autoGenerate</c> says; null when it says nothing.</summary>
    private static bool? IsOn(JsonObject attributes) => attributes[IAutoRows.Attribute] is { } said ? said.ToString() == "true" : null;

    private static readonly HashSet<string> NoNames = [];
}
