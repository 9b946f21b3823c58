using OpenGen.Making.Scenes;

namespace OpenGen.Making.Presenter;

/// <summary>Who the presenter is: the same for the same seed.</summary>
internal sealed record Appearance(
    ulong Seed, bool Woman, Oklch Skin, Oklch Hair, Portrait.Hair Cut, bool Beard, bool Glasses, bool Earrings, Oklch Iris)
{
    /// <param name="seed">Chooses.</param>
    /// <param name="woman">As the voice sounds; null leaves it to the seed.</param>
    public static Appearance Of(ulong seed, bool? woman)
    {
        var dice = new Dice(Making.Dice.SeedOf("presenter", seed));
        var byChance = dice.Chance(0.5);
        var female = woman ?? byChance;
        var skin = Portrait.Skins[dice.Below(Portrait.Skins.Length)];
        var hair = Portrait.HairTones[dice.Below(skin.L < 0.6 ? 2 : Portrait.HairTones.Length - 1)];
        var cut = female
            ? dice.Pick(
                Portrait.Hair.Long, Portrait.Hair.Bob, Portrait.Hair.Bun, skin.L < 0.65 ? Portrait.Hair.Afro : Portrait.Hair.Wavy,
                Portrait.Hair.Wavy)
            : dice.Pick(
                Portrait.Hair.Short, Portrait.Hair.Quiff, Portrait.Hair.Curly, skin.L < 0.65 ? Portrait.Hair.Short : Portrait.Hair.Quiff);
        var (beard, glasses, earrings) = (dice.Chance(0.35), dice.Chance(0.25), dice.Chance(0.6));
        var iris = dice.Pick(new Oklch(0.34, 0.06, 55), new Oklch(0.42, 0.07, 60), new Oklch(0.45, 0.07, 150), new Oklch(0.50, 0.09, 240));
        return new(
            seed, female, skin, hair, cut, !female && beard, glasses, female && earrings && cut is Portrait.Hair.Bun or Portrait.Hair.Afro,
            skin.L < 0.66 ? new(0.28, 0.045, 50) : iris);
    }

    public Dice Dice(string part) => new(Making.Dice.SeedOf(part, Seed));

    /// <summary>Skin in shade.</summary>
    public Oklch Shade
    {
        get
        {
            var shade = Skin.Darker(0.09).Turned(-8);
            return shade with { C = shade.C + 0.015 };
        }
    }

    public Oklch Lip =>
        Woman
            ? new(Math.Clamp(Skin.L * 0.74, 0.42, 0.58), Skin.L < 0.6 ? 0.115 : 0.135, 18)
            : Skin.Darker(0.13).Mix(new(0.52, 0.13, 25), 0.3);
}
