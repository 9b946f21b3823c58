using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations.Recalculation;

/// <summary>
/// What a change in a sheet sets going: every cell and layer with <c>autoGenerate</c> that is made from what changed gets a job that
/// waits, in the transaction of the change. Only what is made directly from it: the rest follows when that has been made.
/// <see cref="WaitingStarts"/> starts the jobs in their order.
/// </summary>
internal sealed class SheetRecalculation(
    ISheetLookup sheets, IAutoRows auto, IAgentDirectory agents, Catalog catalog, WaitingJobs waiting, IPublicUrls urls) : ISheetObserver
{
    /// <summary>Rows in memory at a time.</summary>
    private const int RowsAtOnce = 500;

    public async Task CellsChangedAsync(long sheetId, IReadOnlyList<long> cellIds, CancellationToken cancellationToken)
    {
        var changed = cellIds.ToHashSet();
        await MarkAsync(
            sheetId, await sheets.RowsOfAsync(cellIds, cancellationToken),
            node => node.Sources.Exists(s => s.Layer is null && changed.Contains(s.Cell.CellId)), cancellationToken);
    }

    public async Task LayerChangedAsync(long sheetId, long cellId, long layerId, CancellationToken cancellationToken) =>
        await MarkAsync(
            sheetId, await sheets.RowsOfAsync([cellId], cancellationToken), node => node.Sources.Exists(s => s.Layer?.Id == layerId),
            cancellationToken);

    public async Task VariablesChangedAsync(long sheetId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0 || !await auto.AnyAsync(sheetId, cancellationToken)) return;
        var names = keys.Select(VariableName.Of).ToHashSet();
        await MarkAsync(sheetId, await auto.AllAsync(sheetId, cancellationToken),
            // A column with a value stands before a variable of its name.
            node => node.Names.Any(n => names.Contains(n) && string.IsNullOrEmpty(node.Cell.CellTitled(n)?.Value)), cancellationToken);
    }

    public async Task<Error?> CardsChangedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken)
    {
        if (!await auto.AnyAsync(sheetId, cancellationToken) && !await auto.NoteAsync(sheetId, cellIds, cancellationToken)) return null;
        var rows = cellIds is null
            ? await auto.DifferingAsync(sheetId, cancellationToken)
            : await sheets.RowsOfAsync(cellIds, cancellationToken);
        await foreach (var graph in GraphsAsync(0, 0, sheetId, rows, cancellationToken))
            if (graph.Circle(n => n.IsAuto, (_, _) => true) is { } path) return Circular(path);
        return null;
    }

    public static Error Circular(string path) =>
        Error.Refused("circular_dependency", $"What is generated would be made from itself: {path}");

    /// <summary>What depends on what in some rows, one after the other.</summary>
    private async IAsyncEnumerable<RowGraph> GraphsAsync(
        long agentId, long workspaceId, long sheetId, IReadOnlyList<long> rows,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in rows.Chunk(RowsAtOnce))
            foreach (var row in (await sheets.FindAsync(agentId, workspaceId, sheetId, some, null, cancellationToken))
                .GroupBy(c => c.RowId))
                yield return new RowGraph(row);
    }

    private async Task MarkAsync(
        long sheetId, IReadOnlyList<long> rows, Func<RowNode, bool> isConcerned, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        var agentId = await sheets.AgentOfAsync(sheetId, cancellationToken);
        var core = await agents.CoreAsync(agentId, cancellationToken);
        var jobs = new List<Job>();
        await foreach (var graph in GraphsAsync(
            agentId, await agents.WorkspaceOfAsync(agentId, cancellationToken), sheetId, rows, cancellationToken))
        {
            jobs.AddRange(
                graph.Nodes.Where(n => n is { IsAuto: true, Type: not null } && isConcerned(n) && IsFilled(n, core)).Select(JobFor));
            if (jobs.Count < RowsAtOnce) continue;
            await waiting.AddAsync(jobs, cancellationToken);
            jobs.Clear();
        }
        if (jobs.Count > 0) await waiting.AddAsync(jobs, cancellationToken);
    }

    /// <summary>
    /// Whether all that a card names has a value: what lacks one is looked at again when it gets it. A video leaves out what is
    /// missing.
    /// </summary>
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
        Input = new GenerationInput { BaseUrl = urls.Base }.Stored(),
    };
}
