using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>/v1/generations: following what was ordered.</summary>
internal static class GenerationRoutes
{
    public static void MapHistory(this RouteGroupBuilder v1)
    {
        var generations = v1.MapGroup("/generations").WithTags("Generations");
        generations.Get<ListGenerations>("/");
        generations.Get<GetGeneration>("/{generation_id:long}");
        generations.Post<StopGeneration>("/{generation_id:long}/stop");
        generations.Post<ContinueGeneration>("/{generation_id:long}/continue");
    }
}
