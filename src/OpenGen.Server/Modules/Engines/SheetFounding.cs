using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Engines.Layers;
using OpenGen.Server.Modules.Engines.Templates;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Makes sheets, rows and columns so that cells are always rows × columns.</summary>
internal sealed class SheetFounding(AppDbContext db, RowEvents events, IQuotas quotas, TimeProvider clock)
{
    /// <summary>A new sheet with the column its videos end up in, and no rows.</summary>
    public Task<Result<long>> BlankAsync(long agentId, string title, bool isDefault, CancellationToken cancellationToken) =>
        db.WriteAsync<Result<long>>(async () =>
        {
            var added = await AddAsync(agentId, title, isDefault, null, cancellationToken);
            if (added.Failed) return added.Error;
            var sheet = added.Value;
            db.SheetColumns.Add(
                new SheetColumn { SheetId = sheet.Id, Title = "Final Video", Type = ColumnType.Video, Role = ColumnRole.FinalVideo });
            await db.SaveChangesAsync(cancellationToken);
            return sheet.Id;
        }, cancellationToken);

    /// <summary>A template's columns, variables and first row.</summary>
    public Task<Result<long>> FromTemplateAsync(long agentId, Template template, CancellationToken cancellationToken) =>
        db.WriteAsync<Result<long>>(async () =>
        {
            var added = await AddAsync(agentId, template.Title, false, template.Slug, cancellationToken);
            if (added.Failed) return added.Error;
            var sheet = added.Value;
            sheet.Recalculates = template.Columns.Any(
                c => RawJson.From(c.Attributes()).Text.Contains(IAutoRows.Attribute, StringComparison.Ordinal));
            foreach (var (column, position) in template.Columns.Select((c, i) => (c, i)))
                db.SheetColumns.Add(new SheetColumn
                {
                    SheetId = sheet.Id,
                    Title = column.Title,
                    Type = column.Type,
                    Role = column.Role,
                    Description = column.Description,
                    Position = position,
                    AdditionalAttributes = RawJson.From(column.Attributes()),
                });
            foreach (var (key, value) in template.Variables)
                db.GlobalVariables.Add(new GlobalVariable { SheetId = sheet.Id, Key = key, Value = value });
            await db.SaveChangesAsync(cancellationToken);
            await AddRowAsync(sheet.Id, null, cancellationToken);
            return sheet.Id;
        }, cancellationToken);

    /// <summary>A new row with a cell for every column; cells of video columns get the column's layers. Under the sheet's lock.</summary>
    public async Task<long> AddRowAsync(long sheetId, int? position, CancellationToken cancellationToken)
    {
        var place = await Positions.OpenAsync(db.SheetRows.Where(r => r.SheetId == sheetId), position, cancellationToken);
        var row = new SheetRow { SheetId = sheetId, Position = place };
        db.SheetRows.Add(row);
        await db.SaveChangesAsync(cancellationToken);

        var columns = await db.SheetColumns.AsNoTracking().Where(c => c.SheetId == sheetId).OrderBy(c => c.Position)
            .ToListAsync(cancellationToken);
        var cells = columns.ConvertAll(c => new SheetCell { SheetId = sheetId, RowId = row.Id, ColumnId = c.Id });
        db.SheetCells.AddRange(cells);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (cell, column) in cells.Zip(columns))
            db.Layers.AddRange(LayersOf(column, cell.Id));
        await db.SaveChangesAsync(cancellationToken);
        await events.CreatedAsync(sheetId, row.Id, cancellationToken);
        return row.Id;
    }

    /// <summary>A new ingredient column with a cell in every row. Under the sheet's lock.</summary>
    public async Task<SheetColumn> AddColumnAsync(SheetColumn column, int? position, CancellationToken cancellationToken)
    {
        var columns = db.SheetColumns.Where(c => c.SheetId == column.SheetId);
        column.Position = await Positions.OpenAsync(columns, position, cancellationToken);
        db.SheetColumns.Add(column);
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO sheet_cells (sheet_id, row_id, column_id, additional_attributes, created_at, updated_at)
            SELECT sheet_id, id, {1}, '{{}}', {2}, {2} FROM sheet_rows WHERE sheet_id = {0}
            """,
            [column.SheetId, column.Id, clock.Now()], cancellationToken);
        return column;
    }

    /// <summary>Only one sheet of an agent is the default.</summary>
    public static Task ClearDefaultAsync(AppDbContext db, long agentId, CancellationToken cancellationToken) =>
        db.Sheets.Where(s => s.AgentId == agentId && s.IsDefault)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.IsDefault, false), cancellationToken);

    /// <summary>A sheet with nothing in it, in the caller's transaction.</summary>
    /// <returns>Or why the workspace can have no more.</returns>
    public async Task<Result<Sheet>> AddAsync(
        long agentId, string title, bool isDefault, string? templateSlug, CancellationToken cancellationToken)
    {
        // Slugs and the default are the agent's: two sheets made at once must see each other.
        await SheetLock.HoldAgentAsync(db, agentId, cancellationToken);
        if (await quotas.RefusalOfAgentAsync(Quota.Sheets, agentId, 1, cancellationToken) is { } full) return full;
        if (isDefault) await ClearDefaultAsync(db, agentId, cancellationToken);
        var slug = await FreeSlugs.FindAsync(db, agentId, title, cancellationToken);
        var sheet = new Sheet { AgentId = agentId, Title = title, IsDefault = isDefault, Slug = slug, TemplateSlug = templateSlug };
        db.Sheets.Add(sheet);
        await db.SaveChangesAsync(cancellationToken);
        return sheet;
    }

    /// <summary>The layers a video column gives to each new row's cell: <c>additional_attributes.layers</c>.</summary>
    private static IEnumerable<Layer> LayersOf(SheetColumn column, long cellId)
    {
        if (column.Type != ColumnType.Video || column.AdditionalAttributes.AsObject()["layers"] is not JsonArray layers) yield break;
        var position = 0;
        foreach (var layer in layers.OfType<JsonObject>())
        {
            if (ColumnLayers.TypeOf(layer) is not { } type) continue;
            yield return new Layer
            {
                CellId = cellId,
                Name = ColumnLayers.NameOf(layer) ?? type.ToString(),
                Type = type,
                Position = position++,
                AdditionalAttributes = RawJson.From(layer["additional_attributes"] as JsonObject ?? []),
            };
        }
    }
}
