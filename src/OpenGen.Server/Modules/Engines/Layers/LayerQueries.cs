using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>What the operations on layers share.</summary>
internal static class LayerQueries
{
    public static readonly Error NotFound = Error.NotFound("Layer");

    /// <summary>The layers of a cell.</summary>
    public static IQueryable<Layer> LayersOf(this AppDbContext db, long cellId) => db.Layers.Where(l => l.CellId == cellId);

    /// <summary>A layer of a cell of the sheet, to be changed; or that it is not there.</summary>
    public static async Task<Result<Layer>> LayerAsync(
        this AppDbContext db, SheetScope scope, long cellId, long layerId, CancellationToken cancellationToken)
    {
        var ofSheet = db.LayersOf(cellId).Where(l => db.Set<SheetCell>().Any(c => c.Id == l.CellId && c.SheetId == scope.SheetId));
        return await ofSheet.FirstOrDefaultAsync(l => l.Id == layerId, cancellationToken) is { } layer ? layer : NotFound;
    }

    /// <summary>A layer as it is answered, or that it is not there.</summary>
    public static async Task<Result<LayerView>> FoundLayerAsync(
        this SheetReader reader, long cellId, long layerId, bool withCost, CancellationToken cancellationToken) =>
        await reader.LayersAsync(cellId, layerId, withCost, cancellationToken) is [var layer] ? layer : NotFound;

    /// <summary>Why a cell cannot have layers; null when it can.</summary>
    public static async Task<Error?> NoVideoAsync(this AppDbContext db, SheetScope scope, long cellId, CancellationToken cancellationToken)
    {
        var type = await (from cell in db.SheetCells
                          join column in db.SheetColumns on cell.ColumnId equals column.Id
                          where cell.Id == cellId && cell.SheetId == scope.SheetId
                          select (ColumnType?)column.Type).FirstOrDefaultAsync(cancellationToken);
        return type switch
        {
            null => Error.NotFound("Cell"),
            ColumnType.Video => null,
            _ => Error.Refused("cell_not_video", "Only cells of video columns have layers"),
        };
    }

    /// <summary>Why a cell cannot have one more: it has as many as a render draws.</summary>
    public static async Task<Error?> FullAsync(
        this AppDbContext db, long cellId, RenderingOptions limits, CancellationToken cancellationToken) =>
        await db.LayersOf(cellId).CountAsync(cancellationToken) >= limits.MaxLayers
            ? Error.Refused("too_many_layers", $"A cell can have {limits.MaxLayers} layers at most")
            : null;

    /// <summary>A layer's times must be such as a video can have.</summary>
    public static Attributes.Check TimesWithin(LayerType? type, RenderingOptions limits) =>
        (attributes, path) => LayerTimes.Faults(type, attributes, path, limits.MaxFrames);
}

/// <summary>A text that names a layer's type: as it is called here, or as others call it.</summary>
internal sealed class LayerTypeNameAttribute() : AllowedValuesAttribute([.. LayerTypes.Names]);
