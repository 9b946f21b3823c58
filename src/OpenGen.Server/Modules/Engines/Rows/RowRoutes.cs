using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>/v1/autocontentengine/{sheet_id}/rows: a sheet's rows; each is one video.</summary>
internal static class RowRoutes
{
    public static void MapRows(this RouteGroupBuilder sheets)
    {
        var rows = sheets.MapGroup("/{sheet_id:long}/rows").WithTags("Rows");
        rows.Get<ListRows>("/");
        rows.Create<CreateRow, RowView>("/", Place);
        rows.Get<GetRow>("/{row_id:long}");
        rows.Patch<UpdateRow>("/{row_id:long}");
        rows.Delete<DeleteRow>("/{row_id:long}");
        rows.Create<DuplicateRow, RowView>("/{row_id:long}/duplicate", Place);
        rows.Put<UpdateRowPositions>("/update_positions");
        rows.Put<MassUpdateRows>("/mass_update");
    }

    private static string Place(RouteValueDictionary route, RowView row) =>
        $"/v1/autocontentengine/{route["sheet_id"]}/rows/{row.Id}";
}
