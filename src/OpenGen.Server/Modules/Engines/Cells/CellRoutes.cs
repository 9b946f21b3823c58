using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Cells;

/// <summary>/v1/autocontentengine/{sheet_id}/cells: read, fill, and choose which output counts.</summary>
internal static class CellRoutes
{
    public static void MapCells(this RouteGroupBuilder sheets)
    {
        var cells = sheets.MapGroup("/{sheet_id:long}/cells").WithTags("Cells");
        cells.Get<GetCell>("/{cell_id:long}");
        cells.Patch<UpdateCell>("/{cell_id:long}");
        cells.Put<MassUpdateCells>("/mass_update");
        cells.Patch<SetDefaultUserJob>("/{cell_id:long}/set_default_user_job");
    }
}
