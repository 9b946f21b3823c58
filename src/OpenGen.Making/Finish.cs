using NetVips;
using OpenGen.Making.Scenes;

namespace OpenGen.Making;

/// <summary>What a picture gets when all is drawn: light that spills, a darker rim, the tooth of paper or film.</summary>
internal static class Finish
{
    public static Image Apply(Image picture, Setting setting)
    {
        var manners = setting.Prompt.Manners;
        if (manners.Contains(Manner.Watercolor)) picture = Painted(picture, setting);
        picture = Bloom(picture, setting, manners.Contains(Manner.Neon) ? 0.55 : setting.Palette.Dark ? 0.34 : 0.2);
        if (!setting.Plain) picture = Vignette(picture, manners.Contains(Manner.Cinematic) ? 0.42 : 0.24);
        return Grain(picture, setting, manners.Contains(Manner.Retro) ? 9 : manners.Contains(Manner.Watercolor) ? 7 : 4.2);
    }

    /// <summary>What is bright spills over its edges.</summary>
    private static Image Bloom(Image picture, Setting setting, double strength)
    {
        var small = picture.Resize(0.25, kernel: Enums.Kernel.Linear);
        var bright = (small - 150) * (255.0 / 105);
        var spill = bright.Cast(Enums.BandFormat.Uchar).Cast(Enums.BandFormat.Float).Gaussblur(Math.Max(0.6, 11 * setting.Unit))
            .Resize((double)picture.Width / small.Width, vscale: (double)picture.Height / small.Height, kernel: Enums.Kernel.Linear);
        spill = spill.Embed(0, 0, picture.Width, picture.Height, extend: Enums.Extend.Copy);
        // Screen: 1 − (1 − a)(1 − b).
        var lit = 255 - (255 - picture) * (255 - spill * strength) / 255;
        return lit.Cast(Enums.BandFormat.Uchar).CopyMemory();
    }

    private static Image Vignette(Image picture, double strength)
    {
        var xyz = Image.Xyz(picture.Width, picture.Height);
        var x = xyz.ExtractBand(0) * (2.0 / picture.Width) - 1;
        var y = xyz.ExtractBand(1) * (2.0 / picture.Height) - 1;
        var far = (x * x + y * y) * 0.5;
        return (picture * (1 - far * far * strength - far * strength * 0.35)).Cast(Enums.BandFormat.Uchar);
    }

    /// <summary>The spilt light alone, as a layer with alpha, for a film that cannot blur every frame.</summary>
    public static Image? SpillOf(Image picture, Setting setting)
    {
        var strength = setting.Prompt.Manners.Contains(Manner.Neon) ? 0.55 : setting.Palette.Dark ? 0.34 : 0.16;
        var small = picture.Resize(0.25, kernel: Enums.Kernel.Linear);
        var bright = ((small - 150) * (255.0 / 105)).Cast(Enums.BandFormat.Uchar).Cast(Enums.BandFormat.Float)
            .Gaussblur(Math.Max(0.6, 11 * setting.Unit));
        var most = (bright[0] > bright[1]).Ifthenelse(bright[0], bright[1]);
        most = (most > bright[2]).Ifthenelse(most, bright[2]);
        var colour = bright * 255 / (most + 1);
        return colour.Bandjoin(most * strength).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb)
            .Resize((double)picture.Width / small.Width, vscale: (double)picture.Height / small.Height, kernel: Enums.Kernel.Linear)
            .Embed(0, 0, picture.Width, picture.Height, extend: Enums.Extend.Copy);
    }

    /// <summary>The darker rim as a layer with alpha.</summary>
    public static Image Shade(Setting setting, int width, int height)
    {
        var strength = setting.Plain ? 0 : setting.Prompt.Manners.Contains(Manner.Cinematic) ? 0.42 : 0.24;
        var xyz = Image.Xyz(width, height);
        var x = xyz.ExtractBand(0) * (2.0 / width) - 1;
        var y = xyz.ExtractBand(1) * (2.0 / height) - 1;
        var far = (x * x + y * y) * 0.5;
        // Its few steps of alpha would show as rings: noise of half a step breaks them up.
        var alpha = (far * far * strength + far * strength * 0.35) * 255 + Image.Gaussnoise(width, height, sigma: 0.7, mean: 0.5, seed: 7);
        return alpha.NewFromImage(0, 0, 0).Bandjoin(alpha).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>Fine grain in a layer of a film, which keeps gradients from showing as bands once they are encoded.</summary>
    public static Image Grained(Image layer, Image noise)
    {
        var colour = layer.ExtractBand(0, n: 3) + noise;
        return (layer.Bands > 3 ? colour.Bandjoin(layer.ExtractBand(3)) : colour).Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static Image Grain(Image picture, Setting setting, double sigma)
    {
        var noise = Image.Gaussnoise(picture.Width, picture.Height, sigma: sigma, mean: 0, seed: (int)(setting.Prompt.Seed & 0x7FFFFFFF));
        return (picture + noise).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>Edges that wander and pigment that pools, on rough paper.</summary>
    private static Image Painted(Image picture, Setting setting)
    {
        var (w, h, seed) = (picture.Width, picture.Height, (int)(setting.Prompt.Seed & 0xFFFFFF));
        var cell = Math.Max(8, (int)(46 * setting.Unit));
        var fine = Math.Max(4, (int)(9 * setting.Unit));
        var dx = Image.Perlin(w, h, cellSize: cell, seed: seed) * (13 * setting.Unit)
            + Image.Perlin(w, h, cellSize: fine, seed: seed + 2) * (4 * setting.Unit);
        var dy = Image.Perlin(w, h, cellSize: cell, seed: seed + 1) * (13 * setting.Unit)
            + Image.Perlin(w, h, cellSize: fine, seed: seed + 3) * (4 * setting.Unit);
        var room = (int)Math.Ceiling(24 * setting.Unit);   // what is drawn in from beyond the edge is the edge's own colour
        var moved = picture.Embed(room, room, w + 2 * room, h + 2 * room, extend: Enums.Extend.Copy)
            .Mapim(Image.Xyz(w, h) + dx.Bandjoin(dy) + room);
        var pools = Image.Perlin(w, h, cellSize: cell * 3, seed: seed + 4) * 22
            + Image.Perlin(w, h, cellSize: Math.Max(4, fine / 2), seed: seed + 5) * 9;
        var edge = (moved.Gaussblur(5 * setting.Unit) - moved) * -0.55;
        return (moved * 0.84 + 36 + pools + edge).Cast(Enums.BandFormat.Uchar).CopyMemory();
    }
}
