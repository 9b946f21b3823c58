using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Contracts;

/// <summary>What renders cost, by the catalog.</summary>
internal interface IRenderPrices
{
    /// <summary>A video's price: one for every span begun that the catalog prices.</summary>
    /// <param name="frames">At 30 a second, 1 or more.</param>
    Credits Of(long frames);
}
