using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations.Ordering;

/// <summary>/v1/autocontentengine/{sheet_id}/…/generate: ordering content for cells and layers.</summary>
internal static class OrderRoutes
{
    public static void MapOrders(this RouteGroupBuilder v1)
    {
        var sheet = v1.MapGroup("/autocontentengine/{sheet_id:long}").WithTags("Generations");
        sheet.Create<GenerateCellContent, Ordered>("/cells/{cell_id:long}/generate", Place);
        sheet.Create<GenerateLayerContent, Ordered>("/cells/{cell_id:long}/layers/{layer_id:long}/generate", Place);
        sheet.Create<GenerateBatch>("/generate_batch");
        sheet.Post<EstimateBatch>("/estimate");
    }

    private static string Place(RouteValueDictionary route, Ordered ordered) => $"/v1/generations/{ordered.GenerationId}";
}
