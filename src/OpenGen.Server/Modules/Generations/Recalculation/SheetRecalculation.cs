using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Engines;

namespace OpenGen.Server.Modules.Generations.Recalculation;

/// <summary>
/// What a change in a sheet sets going: every cell and layer with <c>autoGenerate</c> that is made from what changed gets a job that
/// waits, in the transaction of the change. Only what is made directly from it: the rest follows when that has been made.
/// <see cref="WaitingStarts"/> starts the jobs in their order.
/// </summary>
internal sealed class SheetRecalculation(AppDbContext db, SheetLookup sheets, AgentDirectory agents, Catalog catalog, WaitingJobs waiting, PublicUrls urls) : ISheetFollower
{
    /// <summary>Rows in memory at a time.</summary>
    private const int RowsAtOnce = 500;

    private const string Mentions = $"LIKE '%{RowGraph.AutoGenerate}%'";

    private const string RowsWithAuto =
        $$"""
        SELECT c.row_id AS "Value" FROM sheet_cells c WHERE c.sheet_id = {0} AND (c.additional_attributes {{Mentions}}
            OR EXISTS (SELECT 1 FROM sheet_columns k WHERE k.id = c.column_id AND k.additional_attributes {{Mentions}})
            OR EXISTS (SELECT 1 FROM layers l WHERE l.cell_id = c.id AND l.additional_attributes {{Mentions}}))
        GROUP BY c.row_id ORDER BY c.row_id
        """;

    /// <summary>Rows that may differ from the others in what depends on what.</summary>
    private const string RowsOfTheirOwn =
        """
        SELECT c.row_id AS "Value" FROM sheet_cells c WHERE c.sheet_id = {0}
            AND (c.additional_attributes <> '{{}}' OR c.row_id = (SELECT min(id) FROM sheet_rows WHERE sheet_id = {0}))
        GROUP BY c.row_id ORDER BY c.row_id
        """;

    public async Task CellsChangedAsync(long sheetId, IReadOnlyList<long> cellIds, CancellationToken stop)
    {
        var changed = cellIds.ToHashSet();
        await MarkAsync(sheetId, await RowsOfAsync(cellIds, stop), node => node.Sources.Exists(s => s.Layer is null && changed.Contains(s.Cell.CellId)), stop);
    }

    public async Task LayerChangedAsync(long sheetId, long cellId, long layerId, CancellationToken stop) =>
        await MarkAsync(sheetId, await RowsOfAsync([cellId], stop), node => node.Sources.Exists(s => s.Layer?.Id == layerId), stop);

    public async Task VariablesChangedAsync(long sheetId, IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        if (keys.Count == 0 || !await db.Sheets.AnyAsync(s => s.Id == sheetId && s.Recalculates, stop)) return;
        var names = keys.Select(VariableName.Of).ToHashSet();
        await MarkAsync(sheetId, await db.Database.SqlQueryRaw<long>(RowsWithAuto, sheetId).ToListAsync(stop),
            // A column with a value stands before a variable of its name.
            node => node.Names.Any(n => names.Contains(n) && string.IsNullOrEmpty(node.Cell.CellTitled(n)?.Value)), stop);
    }

    public async Task<Error?> CardsChangedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken stop)
    {
        if (!await db.Sheets.AnyAsync(s => s.Id == sheetId && s.Recalculates, stop))
        {
            if (!await IsMentionedAsync(sheetId, cellIds, stop)) return null;
            await db.Sheets.Where(s => s.Id == sheetId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Recalculates, true), stop);
        }
        var rows = cellIds is null ? await db.Database.SqlQueryRaw<long>(RowsOfTheirOwn, sheetId).ToListAsync(stop) : await RowsOfAsync(cellIds, stop);
        await foreach (var graph in GraphsAsync(0, 0, sheetId, rows, stop))
            if (graph.Circle(n => n.IsAuto, (_, _) => true) is { } path) return Circular(path);
        return null;
    }

    public static Error Circular(string path) => Error.Refused("circular_dependency", $"What is generated would be made from itself: {path}");

    private Task<List<long>> RowsOfAsync(IReadOnlyList<long> cellIds, CancellationToken stop) =>
        db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).Select(c => c.RowId).Distinct().ToListAsync(stop);

    private async Task<bool> IsMentionedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken stop)
    {
        const string inColumns = $"SELECT 1 AS \"Value\" FROM sheet_columns WHERE sheet_id = {{0}} AND additional_attributes {Mentions}";
        if (cellIds is null) return await db.Database.SqlQueryRaw<int>(inColumns, sheetId).AnyAsync(stop);
        var cells = await db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).Select(c => c.AdditionalAttributes).ToListAsync(stop);
        var layers = await db.Layers.Where(l => EF.Parameter(cellIds).Contains(l.CellId)).Select(l => l.AdditionalAttributes).ToListAsync(stop);
        return cells.Concat(layers).Any(a => a.Text.Contains(RowGraph.AutoGenerate, StringComparison.Ordinal));
    }

    /// <summary>What depends on what in some rows, one after the other.</summary>
    private async IAsyncEnumerable<RowGraph> GraphsAsync(long agentId, long workspaceId, long sheetId, IReadOnlyList<long> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var some in rows.Chunk(RowsAtOnce))
            foreach (var row in (await sheets.FindAsync(agentId, workspaceId, sheetId, some, null, stop)).GroupBy(c => c.RowId))
                yield return new RowGraph(row);
    }

    private async Task MarkAsync(long sheetId, IReadOnlyList<long> rows, Func<RowNode, bool> isConcerned, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        var agentId = await sheets.AgentOfAsync(sheetId, stop);
        var core = await agents.CoreAsync(agentId, stop);
        var jobs = new List<Job>();
        await foreach (var graph in GraphsAsync(agentId, await agents.WorkspaceOfAsync(agentId, stop), sheetId, rows, stop))
        {
            jobs.AddRange(graph.Nodes.Where(n => n is { IsAuto: true, Type: not null } && isConcerned(n) && IsFilled(n, core)).Select(JobFor));
            if (jobs.Count < RowsAtOnce) continue;
            await waiting.AddAsync(jobs, stop);
            jobs.Clear();
        }
        if (jobs.Count > 0) await waiting.AddAsync(jobs, stop);
    }

    /// <summary>Whether all that a card names has a value: what lacks one is looked at again when it gets it. A video leaves out what is missing.</summary>
    private static bool IsFilled(RowNode node, AgentCore core)
    {
        if (node.Type == Job.Render) return true;
        var variables = new Variables(node.Cell, core, null);
        return node.Names.All(n => variables.Value(n) is not null);
    }

    /// <summary>All that can be said of it before its turn has come.</summary>
    private Job JobFor(RowNode node) => new()
    {
        WorkspaceId = node.Cell.WorkspaceId,
        AgentId = node.Cell.AgentId,
        SheetId = node.Cell.SheetId,
        CellId = node.Cell.CellId,
        LayerId = node.Layer?.Id,
        Type = catalog.Type(node.Type!)?.Name ?? node.Type!,
        Lane = Lane.Waiting,
        Input = RawJson.From(new JsonObject { ["base_url"] = urls.Base }),
    };
}
