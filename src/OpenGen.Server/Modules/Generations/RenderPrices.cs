using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Generations.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Prices renders by the catalog that this server was started with.</summary>
internal sealed class RenderPrices(Catalog catalog) : IRenderPrices
{
    /// <inheritdoc/>
    public Credits Of(long frames) => Pricing.OfRender(catalog, frames);
}
