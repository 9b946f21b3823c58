using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>/v1/autocontentengine: an agent's sheets.</summary>
internal static class SheetRoutes
{
    public static void MapSheets(this RouteGroupBuilder engines)
    {
        var sheets = engines.MapGroup("").WithTags("Sheets");
        sheets.Get<ListSheets>("/");
        sheets.Create<CreateSheet, SheetView>("/", Place);
        sheets.Get<GetSheet>("/{sheet_id:long}");
        sheets.Patch<UpdateSheet>("/{sheet_id:long}");
        sheets.Delete<DeleteSheet>("/{sheet_id:long}");
        sheets.Create<CloneSheet, SheetView>("/{sheet_id:long}/clone", Place);
    }

    private static string Place(RouteValueDictionary route, SheetView sheet) => $"/v1/autocontentengine/{sheet.Id}";
}
