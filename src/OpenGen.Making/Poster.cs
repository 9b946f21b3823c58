using NetVips;
using OpenGen.Making.Scenes;

namespace OpenGen.Making;

/// <summary>
/// Sets a title over a picture: as large as it fits, upon a veil that keeps it legible, with a rule in the accent colour.
/// </summary>
internal sealed class Poster(Lettering lettering)
{
    public Image Set(Image picture, string title, Setting setting)
    {
        var (stage, dice) = (setting.Stage, setting.Dice("poster"));
        var (room, most) = (stage.Width * 0.84, stage.Height * (stage.Tall ? 0.40 : 0.56));
        var text = title.Length <= 26 && dice.Chance(0.4) ? title.ToUpperInvariant() : title;
        var left = stage.Wide || dice.Chance(0.5);
        var size = Math.Min(stage.Height * 0.2, stage.Width * 0.26);
        Image type;
        while (true)
        {
            type = lettering.Draw(text, size, new(0.99, 0.004, 90), room, align: left ? Enums.Align.Low : Enums.Align.Centre, shadow: 0.4);
            if (size < 18 * setting.Unit || (type.Height <= most && Fits(text, size, room))) break;
            size *= 0.92;
        }

        var pad = lettering.Pad(size);
        var x = left ? stage.Width * 0.08 - pad : (stage.Width - type.Width) / 2.0;
        var y = stage.Tall ? stage.Height * 0.11 : (stage.Height - type.Height) / 2.0 - stage.Height * 0.02;
        var sheet = new SvgSheet();
        var veil = setting.Palette.Near with { L = Math.Min(setting.Palette.Near.L, 0.2) };
        if (stage.Tall)
            sheet.Fill(stage, sheet.Linear(0, 0, 0, y + type.Height * 1.5, new(0, veil, 0.62), new(0.6, veil, 0.5), new(1, veil, 0)));
        else sheet.Fill(
            stage,
            sheet.Linear(0, 0, stage.Width, 0, new(0, veil, 0.68), new(0.6, veil, left ? 0.36 : 0.6), new(1, veil, left ? 0.05 : 0.6)));
        var accent = setting.Palette.Accent with { L = Math.Max(0.74, setting.Palette.Accent.L) };
        var rule = stage.Width * 0.16;
        sheet.Rect(
            left ? stage.Width * 0.08 : stage.CentreX - rule / 2, y + type.Height - pad * 0.3 + size * 0.12, rule, Math.Max(3, size * 0.09),
            accent, 1, size * 0.045);
        var under = SceneLayer.Of(0, sheet).Draw(stage, 0, 0, stage.Width, stage.Height);
        return picture.Composite2(under, Enums.BlendMode.Over).Composite2(type, Enums.BlendMode.Over, x: (int)x, y: (int)y).Flatten()
            .Cast(Enums.BandFormat.Uchar).CopyMemory();
    }

    /// <summary>Whether the longest word goes on a line without being broken.</summary>
    private bool Fits(string text, double size, double room) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length).Take(2)
            .All(word => word.Length > 24 || lettering.Draw(word, size, default, 0, shadow: 0).Width - 2 * lettering.Pad(size) <= room);
}
