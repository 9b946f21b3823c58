using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Files that a sheet names by URL or id, in values, cards, layers and variables.</summary>
internal sealed record NamedFiles(HashSet<string> Keys, HashSet<long> Ids)
{
    /// <summary>Cells and layers in memory at a time.</summary>
    private const int AtOnce = 500;

    private const string InAttributes = "(additional_attributes LIKE '%/files/%' OR additional_attributes LIKE '%content_resource_id%')";
    private const string InCells = "sheet_id = {0} AND (value LIKE '%/files/%' OR " + InAttributes + ")";
    private const string InLayers = "cell_id IN (SELECT id FROM sheet_cells WHERE sheet_id = {0}) AND " + InAttributes;
    private const string InColumns = "sheet_id = {0} AND " + InAttributes;
    private const string InVariables = "sheet_id = {0} AND value LIKE '%/files/%'";

    private static readonly string[] Texts =
    [
        "SELECT coalesce(value, '') || ' ' || additional_attributes AS \"Value\" FROM sheet_cells WHERE " + InCells,
        "SELECT additional_attributes AS \"Value\" FROM layers WHERE " + InLayers,
        "SELECT additional_attributes AS \"Value\" FROM sheet_columns WHERE " + InColumns,
        "SELECT value AS \"Value\" FROM global_variables WHERE " + InVariables,
    ];

    /// <summary>All that a sheet names, whosever they are.</summary>
    public static async Task<NamedFiles> OfAsync(AppDbContext db, long sheetId, CancellationToken cancellationToken)
    {
        var named = new NamedFiles([], []);
        foreach (var query in Texts)
            await foreach (var text in db.Database.SqlQueryRaw<string>(query, sheetId).AsAsyncEnumerable()
                .WithCancellation(cancellationToken))
            {
                named.Keys.UnionWith(FileReferences.KeysIn(text));
                named.Ids.UnionWith(FileReferences.IdsIn(text));
            }
        return named;
    }

    /// <summary>Makes a copied sheet name the copied files. In the caller's transaction.</summary>
    public static async Task RewriteAsync(AppDbContext db, long sheetId, ICopiedFiles copied, CancellationToken cancellationToken)
    {
        if (copied.IsEmpty) return;
        await EachAsync(db, db.SheetCells, "sheet_cells", InCells, sheetId, c => c.Id, c =>
            (c.Value, c.AdditionalAttributes) = (copied.In(c.Value), copied.In(c.AdditionalAttributes)), cancellationToken);
        await EachAsync(
            db, db.Layers, "layers", InLayers, sheetId, l => l.Id, l => l.AdditionalAttributes = copied.In(l.AdditionalAttributes),
            cancellationToken);
        await EachAsync(
            db, db.SheetColumns, "sheet_columns", InColumns, sheetId, c => c.Id,
            c => c.AdditionalAttributes = copied.In(c.AdditionalAttributes), cancellationToken);
        await EachAsync(
            db, db.GlobalVariables, "global_variables", InVariables, sheetId, v => v.Id, v => v.Value = copied.In(v.Value)!,
            cancellationToken);
    }

    private static async Task EachAsync<T>(
        AppDbContext db, DbSet<T> set, string table, string where, long sheetId, Func<T, long> id, Action<T> change,
        CancellationToken cancellationToken) where T : class
    {
        var next = $"SELECT * FROM {table} WHERE {where} AND id > {{1}} ORDER BY id LIMIT {AtOnce}";
        for (var last = 0L; ;)
        {
            var some = await set.FromSqlRaw(next, sheetId, last).ToListAsync(cancellationToken);
            if (some.Count == 0) return;
            some.ForEach(change);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            last = id(some[^1]);
        }
    }
}
