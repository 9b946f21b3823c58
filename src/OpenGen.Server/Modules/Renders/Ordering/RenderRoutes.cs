using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders.Ordering;

/// <summary>…/cells/{cell_id}/render, and /v1/remotion_jobs for clients that know it by that name.</summary>
internal static class RenderRoutes
{
    public static void MapRenderOrders(this RouteGroupBuilder v1)
    {
        v1.MapGroup("/autocontentengine/{sheet_id:long}/cells/{cell_id:long}").WithTags("Generations")
            .Create<RenderVideo, Ordered>("/render", (_, ordered) => Place(ordered.GenerationId));

        var jobs = v1.MapGroup("/remotion_jobs").WithTags("Rendering");
        jobs.Create<CreateRemotionJob, CreateRemotionJob.Response>("/", (_, made) => Place(made.JobId));
        jobs.Get<ListRemotionJobs>("/");
    }

    private static string Place(long id) => $"/v1/generations/{id}";
}
