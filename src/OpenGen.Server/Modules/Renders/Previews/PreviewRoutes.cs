using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders.Previews;

/// <summary>/v1/autocontentengine/{sheet_id}/cells/{cell_id}/preview and …/frame.</summary>
internal static class PreviewRoutes
{
    public static void MapPreviews(this RouteGroupBuilder v1)
    {
        var cell = v1.MapGroup("/autocontentengine/{sheet_id:long}/cells/{cell_id:long}").WithTags("Rendering");
        cell.Get<PreviewVideo>("/preview").OrNotModified();
        cell.Get<PreviewFrame>("/frame").OrNotModified();
    }
}
