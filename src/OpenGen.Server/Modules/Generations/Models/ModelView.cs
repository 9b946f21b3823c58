namespace OpenGen.Server.Modules.Generations.Models;

/// <summary>A model.</summary>
/// <param name="Configured">Whether there is a key for its provider; this machine needs none.</param>
/// <param name="AspectRatios">Those it takes; empty for any.</param>
/// <param name="Durations">Those it takes, seconds; empty for any.</param>
/// <param name="Default">Whether it is used when no model is named.</param>
internal sealed record ModelView(
    string Name, string Label, IReadOnlyList<string> GenerationTypes, string Provider, bool Configured,
    IReadOnlyList<string> AspectRatios, IReadOnlyList<int> Durations, bool Default);
