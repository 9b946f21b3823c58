using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>What changes of a column.</summary>
/// <param name="Position">Where to, from 0.</param>
/// <param name="AdditionalAttributes">Free JSON; a null takes a field away.</param>
internal sealed record ColumnChange(
    long Id, [MaxLength(200), NotBlank] string? Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type,
    [Range(0, int.MaxValue)] int? Position, [MaxLength(2000)] Sent<string> Description, JsonObject? AdditionalAttributes)
{
    /// <summary>Makes the change, but for the place.</summary>
    /// <param name="attributes">As merged and checked.</param>
    public void ApplyTo(SheetColumn column, RawJson attributes)
    {
        column.Title = Title ?? column.Title;
        column.Type = ColumnQueries.TypeNamed(Type) ?? column.Type;
        column.Description = Description.Or(column.Description);
        column.AdditionalAttributes = attributes;
    }
}

/// <summary>What the operations on columns share.</summary>
internal static class ColumnQueries
{
    /// <summary>Every row has a cell for each: without an end, one sheet could fill the disk.</summary>
    private const int Most = 200;

    public static readonly Error TooMany = Error.Refused("too_many_columns", $"A sheet can have {Most} columns at most");

    /// <summary>The columns of a sheet.</summary>
    public static IQueryable<SheetColumn> ColumnsOf(this AppDbContext db, SheetScope scope) =>
        db.SheetColumns.Where(c => c.SheetId == scope.SheetId);

    /// <summary>Whether a sheet can have no more.</summary>
    public static async Task<bool> IsFullAsync(this AppDbContext db, SheetScope scope, CancellationToken cancellationToken) =>
        await db.ColumnsOf(scope).CountAsync(cancellationToken) >= Most;

    /// <summary>The columns of these ids, if all are there and a user may change them.</summary>
    public static async Task<Result<Dictionary<long, SheetColumn>>> EditableColumnsAsync(
        this AppDbContext db, SheetScope scope, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var columns = await db.ColumnsOf(scope).Where(c => EF.Parameter(ids).Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, cancellationToken);
        if (columns.Count < ids.Count) return Error.NotFound("Column");
        return columns.Values.All(c => c.Role == ColumnRole.Ingredient)
            ? columns
            : Error.Refused("column_not_editable", "Only ingredient columns can be changed, copied or deleted");
    }

    /// <summary>Each new row gets the layers a column has: they must be such as a layer can be.</summary>
    public static Attributes.Check LayersWithin(RenderingOptions limits) =>
        (attributes, path) => LayerTimes.FaultsOfColumn(attributes, path, limits.MaxFrames, limits.MaxLayers);

    public static ColumnType? TypeNamed(string? name) => Enum.TryParse<ColumnType>(name, ignoreCase: true, out var type) ? type : null;
}
