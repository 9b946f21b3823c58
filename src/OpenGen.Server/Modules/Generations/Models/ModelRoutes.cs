using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations.Models;

/// <summary>/v1/models and /v1/pricing_configs: what can be ordered, and for how much.</summary>
internal static class ModelRoutes
{
    public static void MapModels(this RouteGroupBuilder v1)
    {
        var offers = v1.MapGroup("").WithTags("Generations");
        offers.Get<ListModels>("/models");
        offers.Get<ListPricingConfigs>("/pricing_configs");
    }
}
