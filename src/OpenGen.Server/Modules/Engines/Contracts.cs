using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

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
        var faults = Layers.SelectMany((layer, i) => LayerTimes.Faults(layer.Attributes, $"layers[{i}].additional_attributes", mostFrames))
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

/// <summary>A cell beside the one that is worked on.</summary>
internal sealed record RowCell(long CellId, string ColumnTitle, ColumnType Type, string? Value, long? DefaultJobId);

/// <summary>A layer of the cell that is worked on.</summary>
internal sealed record LayerFacts(long Id, string Name, LayerType Type, int Position, JsonObject Attributes, long? DefaultJobId)
{
    public static LayerFacts Of(Layer l) => new(l.Id, l.Name, l.Type, l.Position, l.AdditionalAttributes.AsObject(), l.DefaultJobId);
}

/// <summary>How names of columns and variables are compared.</summary>
internal static class VariableName
{
    public static string Of(string name) => name.Trim().Replace('_', ' ').ToLowerInvariant();
}

/// <summary>Finds what generations and renders work on.</summary>
internal sealed class SheetLookup(AppDbContext db)
{
    /// <summary>A cell of a sheet with all around it, or null.</summary>
    public async Task<CellContext?> FindAsync(
        long agentId, long workspaceId, long sheetId, long cellId, CancellationToken cancellationToken)
    {
        var row = await db.SheetCells.Where(c => c.Id == cellId && c.SheetId == sheetId).Select(c => (long?)c.RowId)
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null) return null;
        return (await FindAsync(agentId, workspaceId, sheetId, [row.Value], null, cancellationToken)).Find(c => c.CellId == cellId);
    }

    /// <summary>The cells of some rows and columns with all around them, in the order of rows and then of columns.</summary>
    /// <param name="rowIds">Null for all.</param>
    /// <param name="columnIds">Null for all.</param>
    public async Task<List<CellContext>> FindAsync(
        long agentId, long workspaceId, long sheetId, IReadOnlyList<long>? rowIds, IReadOnlyList<long>? columnIds,
        CancellationToken cancellationToken)
    {
        var columns = await db.SheetColumns.AsNoTracking().Where(c => c.SheetId == sheetId).OrderBy(c => c.Position)
            .ToListAsync(cancellationToken);
        var rows = await RowsOf(sheetId, rowIds).OrderBy(r => r.Position).Select(r => r.Id).ToListAsync(cancellationToken);
        var inRows = from r in RowsOf(sheetId, rowIds) join c in db.SheetCells on r.Id equals c.RowId select c;
        var cells = (await inRows.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(c => c.RowId);
        var layersInRows = await (
            from c in inRows
            join l in db.Layers on c.Id equals l.CellId
            orderby l.Position
            select l).AsNoTracking().ToListAsync(cancellationToken);
        var layers = layersInRows.ToLookup(l => l.CellId, LayerFacts.Of);
        var variables = (await db.GlobalVariables.AsNoTracking().Where(v => v.SheetId == sheetId).ToListAsync(cancellationToken))
            .GroupBy(v => VariableName.Of(v.Key)).ToDictionary(g => g.Key, g => g.First().Value);
        var aspectRatio = columns.Where(c => c.Role == ColumnRole.FinalVideo)
            .Select(c => c.AdditionalAttributes.AsObject()["aspect_ratio"]?.ToString()).FirstOrDefault();
        var attributes = columns.ToDictionary(c => c.Id, c => c.AdditionalAttributes.AsObject());
        var found = new List<CellContext>();
        foreach (var id in rows)
        {
            var row = cells[id].ToDictionary(c => c.ColumnId);
            RowCell[] beside =
            [
                .. from c in columns
                   where row.ContainsKey(c.Id)
                   select new RowCell(row[c.Id].Id, c.Title, c.Type, row[c.Id].Value, row[c.Id].DefaultJobId),
            ];
            foreach (var column in columns.Where(c => row.ContainsKey(c.Id) && columnIds?.Contains(c.Id) != false))
                found.Add(new CellContext(
                    agentId, workspaceId, sheetId, row[column.Id].Id, column.Title, column.Type, column.Role,
                    attributes[column.Id], row[column.Id].AdditionalAttributes.AsObject(), [.. layers[row[column.Id].Id]], beside,
                    variables)
                {
                    RowId = id,
                    ColumnId = column.Id,
                    SheetAspectRatio = aspectRatio,
                });
        }
        return found;
    }

    /// <summary>Which of some rows and columns a sheet does not have; null when it has them all.</summary>
    public async Task<string?> MissingAsync(
        long sheetId, IReadOnlyList<long>? rowIds, IReadOnlyList<long>? columnIds, CancellationToken cancellationToken)
    {
        if (rowIds is not null && await RowsOf(sheetId, rowIds).CountAsync(cancellationToken) < rowIds.Distinct().Count()) return "Row";
        if (columnIds is null) return null;
        var columns = db.SheetColumns.Where(c => c.SheetId == sheetId && EF.Parameter(columnIds).Contains(c.Id));
        return await columns.CountAsync(cancellationToken) < columnIds.Distinct().Count() ? "Column" : null;
    }

    /// <summary>The ids go to the database as one value: a parameter each would be more than it takes.</summary>
    private IQueryable<SheetRow> RowsOf(long sheetId, IReadOnlyList<long>? ids)
    {
        var rows = db.SheetRows.Where(r => r.SheetId == sheetId);
        return ids is null ? rows : rows.Where(r => EF.Parameter(ids).Contains(r.Id));
    }

    /// <summary>The rows of some cells.</summary>
    public Task<List<long>> RowsOfAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken) =>
        db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).Select(c => c.RowId).Distinct().ToListAsync(cancellationToken);

    /// <summary>All cells of the rows of some cells: their rows by their ids. Cells that are not there any more have none.</summary>
    public Task<Dictionary<long, long>> BesideAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken)
    {
        var rows = db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).Select(c => c.RowId).Distinct();
        return db.SheetCells.Where(c => rows.Contains(c.RowId)).ToDictionaryAsync(c => c.Id, c => c.RowId, cancellationToken);
    }

    /// <summary>Whose a sheet is.</summary>
    public Task<long> AgentOfAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Sheets.Where(s => s.Id == sheetId).Select(s => s.AgentId).SingleAsync(cancellationToken);

    /// <summary>Whether a sheet is there and this agent's.</summary>
    public Task<bool> IsOfAgentAsync(long agentId, long sheetId, CancellationToken cancellationToken) =>
        db.Sheets.AnyAsync(s => s.Id == sheetId && s.AgentId == agentId, cancellationToken);

    /// <summary>Where a cell is, for callers that know nothing but its id; null when it is not this agent's.</summary>
    public async Task<long?> SheetOfCellAsync(long agentId, long cellId, CancellationToken cancellationToken) => await (
        from cell in db.SheetCells
        join sheet in db.Sheets on cell.SheetId equals sheet.Id
        where cell.Id == cellId && sheet.AgentId == agentId
        select (long?)sheet.Id).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>Which rows of a sheet have something that is made again by itself.</summary>
internal sealed class AutoRows(AppDbContext db)
{
    /// <summary>The attribute that has a cell, a layer or a column's cells made again by themselves.</summary>
    public const string Attribute = "autoGenerate";

    private const string Mentions = $"LIKE '%{Attribute}%'";

    private const string WithAuto =
        $$"""
        SELECT c.row_id AS "Value" FROM sheet_cells c WHERE c.sheet_id = {0} AND (c.additional_attributes {{Mentions}}
            OR EXISTS (SELECT 1 FROM sheet_columns k WHERE k.id = c.column_id AND k.additional_attributes {{Mentions}})
            OR EXISTS (SELECT 1 FROM layers l WHERE l.cell_id = c.id AND l.additional_attributes {{Mentions}}))
        GROUP BY c.row_id ORDER BY c.row_id
        """;

    private const string OfTheirOwn =
        """
        SELECT c.row_id AS "Value" FROM sheet_cells c WHERE c.sheet_id = {0}
            AND (c.additional_attributes <> '{{}}' OR c.row_id = (SELECT min(id) FROM sheet_rows WHERE sheet_id = {0}))
        GROUP BY c.row_id ORDER BY c.row_id
        """;

    /// <summary>Whether any of a sheet was ever to be made again by itself; without it there is nothing to look for.</summary>
    public Task<bool> AnyAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Sheets.AnyAsync(s => s.Id == sheetId && s.Recalculates, cancellationToken);

    /// <summary>
    /// Keeps the values of a sheet where things are made again by themselves as they are until the caller's transaction ends; false
    /// where nothing is.
    /// </summary>
    public async Task<bool> HoldAsync(long sheetId, CancellationToken cancellationToken) =>
        await AnyAsync(sheetId, cancellationToken) && await SheetLock.HoldSheetAsync(db, sheetId, cancellationToken);

    /// <summary>Rows with something that is made again by itself.</summary>
    public Task<List<long>> AllAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>(WithAuto, sheetId).ToListAsync(cancellationToken);

    /// <summary>One row for all those that have only their columns' cards, and each that has cards of its own.</summary>
    public Task<List<long>> DifferingAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>(OfTheirOwn, sheetId).ToListAsync(cancellationToken);

    /// <summary>
    /// Notes that something of a sheet is to be made again by itself, when that stands in cells or their layers, or in a column; false
    /// when it does not.
    /// </summary>
    /// <param name="cellIds">Null to look into the columns.</param>
    public async Task<bool> NoteAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken)
    {
        if (!await IsMentionedAsync(sheetId, cellIds, cancellationToken)) return false;
        await db.Sheets.Where(s => s.Id == sheetId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Recalculates, true), cancellationToken);
        return true;
    }

    private async Task<bool> IsMentionedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken)
    {
        var ofColumns = db.SheetColumns.Where(c => c.SheetId == sheetId).Select(c => c.AdditionalAttributes);
        var ofCells = db.SheetCells.Where(c => EF.Parameter(cellIds!).Contains(c.Id)).Select(c => c.AdditionalAttributes);
        var ofLayers = db.Layers.Where(l => EF.Parameter(cellIds!).Contains(l.CellId)).Select(l => l.AdditionalAttributes);
        var attributes = cellIds is null
            ? await ofColumns.ToListAsync(cancellationToken)
            : [.. await ofCells.ToListAsync(cancellationToken), .. await ofLayers.ToListAsync(cancellationToken)];
        return attributes.Exists(a => a.Text.Contains(Attribute, StringComparison.Ordinal));
    }
}

/// <summary>What follows from changes in a sheet. Called in the transaction that makes them, which holds the sheet.</summary>
internal interface ISheetFollower
{
    /// <summary>Cells have new values.</summary>
    Task CellsChangedAsync(long sheetId, IReadOnlyList<long> cellIds, CancellationToken cancellationToken);

    /// <summary>A layer has a new output.</summary>
    Task LayerChangedAsync(long sheetId, long cellId, long layerId, CancellationToken cancellationToken);

    /// <summary>Variables are new, have new values, or are gone.</summary>
    Task VariablesChangedAsync(long sheetId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Cards, layers or titles of columns have changed.</summary>
    /// <param name="cellIds">The cells of which they are; null when all rows may be concerned.</param>
    /// <returns>422 circular_dependency with the path, when what is made again by itself would be made from itself.</returns>
    Task<Error?> CardsChangedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken);
}

/// <summary>Puts what jobs made into cells and layers.</summary>
internal sealed class SheetOutputs(AppDbContext db, ISheetFollower follower, TimeProvider clock)
{
    /// <summary>
    /// Makes a job the one that counts for its layer, or else for its cell, whose value follows. In the caller's transaction.
    /// </summary>
    public async Task AttachAsync(long cellId, long? layerId, long jobId, string? value, CancellationToken cancellationToken)
    {
        // Held before the cell is changed, in the order in which all hold them.
        var sheet = await db.SheetCells.Where(c => c.Id == cellId && db.Sheets.Any(s => s.Id == c.SheetId && s.Recalculates))
            .Select(c => (long?)c.SheetId).FirstOrDefaultAsync(cancellationToken);
        if (sheet is not null) await SheetLock.HoldSheetAsync(db, sheet.Value, cancellationToken);
        var now = clock.Now();
        if (layerId is { } layer)
            await db.Layers.Where(l => l.Id == layer && l.CellId == cellId)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.DefaultJobId, jobId).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        else
            await db.SheetCells.Where(c => c.Id == cellId)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, value).SetProperty(x => x.DefaultJobId, jobId)
                    .SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (sheet is not { } changed) return;
        if (layerId is null) await follower.CellsChangedAsync(changed, [cellId], cancellationToken);
        else await follower.LayerChangedAsync(changed, cellId, layerId.Value, cancellationToken);
    }
}

/// <summary>The sheet that an operation works on; resolved after its agent, and only if it is that agent's.</summary>
internal sealed record SheetScope(long SheetId, long AgentId, long WorkspaceId)
{
    /// <summary>Who asks; 0 for work that nobody asked for just now.</summary>
    public long UserId { get; init; }
}

/// <summary>URL names for sheets.</summary>
internal static class Slug
{
    private const int Longest = 80;

    /// <summary>
    /// Latin letters by the plain ones they are written with; Unicode's own decomposition needs ICU, which the server runs without.
    /// </summary>
    private static readonly Dictionary<char, string> Plain = new (string To, string From)[]
    {
        ("a", "àáâãäåāăąǎ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ðďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįıǐ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏőǒ"), ("oe", "œ"),
        ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    }.SelectMany(p => p.From, (p, c) => (c, p.To)).ToDictionary(p => p.c, p => p.To);

    /// <summary>A title in lower-case letters, digits and dashes.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (Plain.TryGetValue(c, out var plain)) slug.Append(plain);
            else if (slug.Length > 0 && slug[^1] != '-' && !IsPartOfAnother(c)) slug.Append('-');
            if (slug.Length >= Longest) break;
        }
        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "sheet" : text;
    }

    /// <summary>Halves of characters, and marks on the letter before.</summary>
    private static bool IsPartOfAnother(char c) =>
        char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    /// <summary>The first of <c>slug</c>, <c>slug-2</c>, <c>slug-3</c>… that the agent has not yet.</summary>
    public static async Task<string> FreeAsync(AppDbContext db, long agentId, string title, CancellationToken cancellationToken)
    {
        var wanted = Of(title);
        var taken = (await db.Sheets.Where(s => s.AgentId == agentId && s.Slug.StartsWith(wanted)).Select(s => s.Slug)
            .ToListAsync(cancellationToken)).ToHashSet();
        if (!taken.Contains(wanted)) return wanted;
        var n = 2;
        while (taken.Contains($"{wanted}-{n}")) n++;
        return $"{wanted}-{n}";
    }
}

/// <summary>What a column's cells hold.</summary>
internal enum ColumnType
{
    Text,
    Image,
    Video,
    Audio,
    Stats,
}

/// <summary>What a column is for: users' ingredients, or one of the system's.</summary>
internal enum ColumnRole
{
    Ingredient,
    Video,
    FinalVideo,
    Stats,
    GlobalVariableName,
    GlobalVariableValue,
}
