using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations;

/// <summary>What a generation is made from.</summary>
internal sealed record GenerationInput : JobInput
{
    /// <summary>The card's data: variables filled, resource ids checked; empty while the job waits for what it is made from.</summary>
    public JsonObject Data { get; init; } = [];

    /// <summary>Of the canvas it is for; null while the job waits.</summary>
    public string? AspectRatio { get; init; }

    /// <summary>Of the column it is for; null while the job waits.</summary>
    public string? Title { get; init; }

    /// <summary>What the text fields that were written first were asked for by; null for none. See <see cref="WrittenFields"/>.</summary>
    public JsonObject? Briefs { get; init; }
}
