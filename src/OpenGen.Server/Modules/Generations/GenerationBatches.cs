using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Recalculation;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Which cells of a sheet are meant.</summary>
/// <param name="RowIds">Null for all rows.</param>
/// <param name="ColumnIds">Null for all columns.</param>
/// <param name="OnlyEmpty">Whether cells that have a value are left alone.</param>
internal sealed record Batch(IReadOnlyList<long>? RowIds, IReadOnlyList<long>? ColumnIds, bool OnlyEmpty);

/// <summary>One cell of a batch, ready to be ordered.</summary>
internal sealed record BatchItem(CellContext Cell, Job Job);

/// <summary>
/// Orders the content of many cells as one: all of them are charged and queued, or none. Cells without a card, and texts that are
/// written by hand, are not meant. What is made from other cells of the batch waits for them.
/// </summary>
internal sealed class GenerationBatches(ISheetLookup sheets, GenerationOrders orders)
{
    private const int Most = 5_000;

    /// <summary>Charges and queues a batch.</summary>
    public Task<Result<List<BatchItem>>> OrderAsync(SheetScope scope, Batch batch, CancellationToken cancellationToken) =>
        GenerationOrders.TryAsync<List<BatchItem>>(async () =>
        {
            var items = await PrepareAsync(scope, batch, cancellationToken);
            if (items.Failed || items.Value.Count == 0) return items;
            return await orders.OrderAsync(scope, items.Value.ConvertAll(i => (i.Cell, i.Job)), cancellationToken) is { } refused
                ? refused
                : items;
        });

    /// <summary>What would be ordered; 404 for rows and columns that are not there, 422 with the faults of all cells.</summary>
    public async Task<Result<List<BatchItem>>> PrepareAsync(SheetScope scope, Batch batch, CancellationToken cancellationToken)
    {
        if (await sheets.MissingAsync(scope.SheetId, batch.RowIds, batch.ColumnIds, cancellationToken) is { } missing)
            return Error.NotFound(missing);
        var columns = batch.ColumnIds?.ToHashSet();
        bool IsMeant(CellContext c) =>
            columns?.Contains(c.ColumnId) != false && !c.IsManual && !(batch.OnlyEmpty && c.Value is { Length: > 0 })
                && Card.Merge(c, null, null, null) is not null;
        var rows = (await sheets.FindAsync(scope.AgentId, scope.WorkspaceId, scope.SheetId, batch.RowIds, null, cancellationToken))
            .GroupBy(c => c.RowId).Select(row => (Cells: row.ToList(), Meant: row.Where(IsMeant).ToList())).ToList();
        var count = rows.Sum(r => r.Meant.Count);
        if (count > Most)
            return Error.Refused("batch_too_large", $"These are {count} cells; name rows or columns, so that it is at most {Most} at once");

        var wanted = new List<Wanted>();
        foreach (var (cells, meant) in rows.Where(r => r.Meant.Count > 0))
        {
            var promises = Promises(new RowGraph(cells), meant);
            if (promises.Failed) return promises.Error;
            wanted.AddRange(meant.Select(cell => new Wanted(cell, null, null, null, promises.Value[cell.CellId])));
        }
        var prepared = wanted.Zip(await orders.PrepareAsync(wanted, cancellationToken), (w, job) => (w.Cell, Job: job)).ToList();
        var faults = prepared.Where(p => p.Job.Failed).Select(p => (p.Cell, p.Job.Error!)).ToList();
        return faults.Count == 0 ? prepared.ConvertAll(p => new BatchItem(p.Cell, p.Job.Value!)) : Together(faults);
    }

    /// <summary>For each cell of a row that is meant, the columns that will have been filled by the time its turn comes.</summary>
    private static Result<Dictionary<long, IReadOnlySet<string>>> Promises(RowGraph graph, List<CellContext> meant)
    {
        var ids = meant.ConvertAll(c => c.CellId).ToHashSet();
        bool IsMeant(RowNode node) => node.Layer is null && ids.Contains(node.Cell.CellId);
        // Once, a cell may well be made from what it was.
        if (graph.Circle(IsMeant, (node, source) => source != node && (IsMeant(source) || source.IsAuto)) is { } path)
            return SheetRecalculation.Circular(path);

        var promises = new Dictionary<long, IReadOnlySet<string>>();
        foreach (var node in graph.Nodes.Where(IsMeant))
            promises[
                node.Cell.CellId] = node.Sources.Where(
                    s => s != node && (IsMeant(s) || (s.IsAuto && RowGraph.Before(s, IsMeant).Any(IsMeant))))
                .Select(s => VariableName.Of(s.Cell.ColumnTitle)).ToHashSet();
        return promises;
    }

    /// <summary>All faults as one: its code is that of the first, its fields name the cells.</summary>
    private static Error Together(List<(CellContext Cell, Error Error)> faults)
    {
        var (cell, first) = faults[0];
        var others = faults.Count == 1 ? "" : $" (and {faults.Count - 1} cells more)";
        return first with
        {
            Message = $"{cell.ColumnTitle}, cell {cell.CellId}: {first.Message}{others}",
            Fields = faults.ToDictionary(
                f => $"cells[{f.Cell.CellId}]",
                f => f.Error.Fields is { } fields
                    ? fields.SelectMany(x => x.Value.Select(v => $"{x.Key} {v}")).ToArray()
                    : [f.Error.Message]),
        };
    }
}
