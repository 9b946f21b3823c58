namespace OpenGen.Making.Scenes;

/// <summary>All that a painter goes by.</summary>
internal sealed record Setting(Stage Stage, Palette Palette, PromptReading Prompt)
{
    /// <summary>Throws for one part of the picture: changing one part leaves the others as they were.</summary>
    public Dice Dice(string part) => new(Making.Dice.SeedOf(part, Prompt.Seed));

    public double Unit => Stage.Unit;

    public bool Plain => Prompt.Manners.Contains(Manner.Minimal);
}
