using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Models;

/// <summary>What each type of content costs with each model, and what composing a video costs.</summary>
[Operation("listPricingConfigs", Phase.Edit)]
internal sealed class ListPricingConfigs(Catalog catalog) : IOperation<Caller, ListPricingConfigs.Request, List<PriceView>>
{
    public sealed record Request;

    public Task<Result<List<PriceView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var ofModels =
            from model in catalog.Models
            from type in model.GenerationTypes
            let rate = catalog.RateOf(type, model)
            select new PriceView(type, model.Name, model.Provider, rate.Credits, rate.Per);
        var ofRenders = new PriceView("render", "opengen", Catalog.Local, catalog.Render.Credits, catalog.Render.Per!);
        return Task.FromResult<Result<List<PriceView>>>(ofModels.Append(ofRenders).ToList());
    }
}
