using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>/v1/autocontentengine/{sheet_id}/cells/{cell_id}/layers: the timeline of a video cell.</summary>
internal static class LayerRoutes
{
    public static void MapLayers(this RouteGroupBuilder sheets)
    {
        var layers = sheets.MapGroup("/{sheet_id:long}/cells/{cell_id:long}/layers").WithTags("Layers");
        layers.Create<CreateLayer, LayerView>("/", Place);
        layers.Get<GetLayer>("/{layer_id:long}");
        layers.Patch<UpdateLayer>("/{layer_id:long}");
        layers.Delete<DeleteLayer>("/{layer_id:long}");
        layers.Create<DuplicateLayer, LayerView>("/{layer_id:long}/duplicate", Place);
        layers.Put<UpdateLayerPositions>("/update_positions");
    }

    private static string Place(RouteValueDictionary route, LayerView layer) =>
        $"/v1/autocontentengine/{route["sheet_id"]}/cells/{route["cell_id"]}/layers/{layer.Id}";
}
