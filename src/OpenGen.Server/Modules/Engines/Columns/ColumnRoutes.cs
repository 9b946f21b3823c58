using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>
/// /v1/autocontentengine/{sheet_id}/columns: what a sheet's videos are made of. Users change ingredient columns alone; all can be moved.
/// </summary>
internal static class ColumnRoutes
{
    public static void MapColumns(this RouteGroupBuilder sheets)
    {
        var columns = sheets.MapGroup("/{sheet_id:long}/columns").WithTags("Columns");
        columns.Get<ListColumns>("/");
        columns.Create<CreateColumn, ColumnView>("/", Place);
        columns.Patch<UpdateColumn>("/{column_id:long}");
        columns.Delete<DeleteColumn>("/{column_id:long}");
        columns.Create<DuplicateColumn, ColumnView>("/{column_id:long}/duplicate", Place);
        columns.Patch<UpdateColumnPositions>("/update_positions");
        columns.Put<MassUpdateColumns>("/mass_update");
    }

    private static string Place(RouteValueDictionary route, ColumnView column) =>
        $"/v1/autocontentengine/{route["sheet_id"]}/columns/{column.Id}";
}
