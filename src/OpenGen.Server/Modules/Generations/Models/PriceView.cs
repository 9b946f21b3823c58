using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Models;

/// <summary>What a model's content costs.</summary>
/// <param name="Credits">For one of <paramref name="Per"/>.</param>
/// <param name="Per">The unit: an image, a second, 500 tokens.</param>
internal sealed record PriceView(string GenerationType, string Model, string Provider, double Credits, string Per);
