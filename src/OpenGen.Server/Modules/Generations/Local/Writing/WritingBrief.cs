namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Everything the local writer knows when it writes.</summary>
/// <param name="Prompt">What was asked for, variables already put in; what is left in double braces is looked up here.</param>
/// <param name="Brand">The agent's core.</param>
/// <param name="Variables">Row and engine variables; <c>topic</c>, <c>product</c>, <c>audience</c>, <c>tone</c> and <c>language</c>
/// are understood.</param>
/// <param name="MaxTokens">Upper bound; about three words for every four tokens.</param>
/// <param name="Temperature">0–1: how far from the first choice the writer may stray.</param>
/// <param name="Seed">The same seed gives the same text.</param>
internal sealed record WritingBrief(
    string Prompt,
    BrandVoice Brand,
    IReadOnlyDictionary<string, string> Variables,
    int? MaxTokens = null,
    double Temperature = 0.2,
    string Seed = "");

/// <summary>Who is speaking.</summary>
internal sealed record BrandVoice(
    string? BrandName = null,
    string? Description = null,
    string? Goal = null,
    string? Personality = null,
    IReadOnlyList<string>? Keywords = null)
{
    public static readonly BrandVoice None = new();
}
