using NetVips;
using OpenGen.Making.Motion;
using OpenGen.Making.Scenes;

namespace OpenGen.Making.Presenter;

/// <summary>Draws a presenter from the chest up, frame by frame.</summary>
/// <remarks>
/// What never changes is drawn once: room, hair, body, the parts of the face. For each frame 1. the room is copied; 2. the hair behind the
/// head, 3. the body, 4. the face of the moment (<see cref="HeadCanvas"/>) and 5. the hair before it are laid over it. The head turns about
/// the neck; the features and the hair are shifted against each other, as if it had depth.
/// </remarks>
internal sealed class PresenterFilm
{
    private const int Band = 32;

    /// <summary>The window in which hair fits, in hundredths of half a face's width.</summary>
    private const double HairLeft = -200, HairTop = -262, HairWide = 400, HairHigh = 570;

    /// <summary>The neck is shorter than a portrait's, whose head stands still.</summary>
    private const double BodyUp = 26;

    /// <summary>Where in the neck the head turns.</summary>
    private const double PivotY = 120;

    private readonly Pose[] poses;
    private readonly byte[] room;
    private readonly Hair? hairBehind, hairBefore;
    private readonly Plate body;
    private readonly double bodyTop, bodyLeft;
    private readonly HeadCanvas head;
    private readonly double scale, x, y;
    private readonly ThreadLocal<Scratch> scratch;

    /// <param name="setting">Its stage is what is filled.</param>
    /// <param name="close">Head and shoulders before a plain ground, as for a small round frame.</param>
    public PresenterFilm(Setting setting, Appearance look, Pose[] poses, bool close)
    {
        this.poses = poses;
        var stage = setting.Stage;
        scratch = new(() => new Scratch(stage.Width * 2));
        scale = Math.Min(stage.Width, stage.Height * 0.78) * (close ? 0.265 : stage.Tall ? 0.232 : 0.215) / 100;
        (x, y) = (stage.CentreX, stage.Height * (close ? 0.50 : stage.Tall ? 0.48 : 0.47));

        room = Room(setting, close);
        head = new HeadCanvas(look, scale);
        var behind = new SvgSheet();
        Portrait.HairBehind(behind, look.Cut, look.Hair);
        hairBehind = Trimmed(behind);
        var before = new SvgSheet();
        Portrait.HairBefore(before, look.Cut, look.Cut is Portrait.Hair.Afro ? look.Hair.Darker(0.06) : look.Hair, setting.Palette.Accent);
        hairBefore = Trimmed(before);

        // A little more than is seen, as it moves.
        var (low, side) = ((stage.Height - y) / scale + BodyUp + 16, Math.Min(330, stage.Width / scale / 2 + 12));
        var clothes = new SvgSheet();
        Portrait.Body(setting, clothes, look.Dice("clothes"), look.Skin, look.Woman, low / 100 + 0.2);
        (bodyLeft, bodyTop) = (-side, 60);
        body = HeadCanvas.Draw(clothes, bodyLeft, bodyTop, side * 2, low - bodyTop, scale);
    }

    public void Draw(Frame frame, int number)
    {
        var pose = poses[Math.Min(number, poses.Length - 1)];
        head.Draw(pose);
        room.CopyTo(frame.Bytes, 0);
        Parallel.For(0, (frame.Height + Band - 1) / Band, band => Lay(frame, pose, band * Band, Math.Min(frame.Height, (band + 1) * Band)));
    }

    private void Lay(Frame frame, Pose pose, int from, int to)
    {
        var lift = -pose.Breath * 2.2;
        var (neckX, neckY) = (x + pose.Sway * scale, y + (PivotY + lift + pose.Nod * 0.5) * scale);
        void Turned(in TurnedLayer layer, double ownX, double ownY, double aside, double down) =>
            layer.Lay(frame, ownX, ownY, neckX + aside * scale, neckY + down * scale, pose.Tilt, from, to);

        if (hairBehind is { } behind) Turned(behind.Layer, behind.NeckX, behind.NeckY, -pose.Turn * 0.35, pose.Nod * -0.1);
        frame.Lay(
            new Placed(body, x + (bodyLeft + pose.Sway * 0.35) * scale, y + (bodyTop - BodyUp + lift * 1.25) * scale, 1), from, to,
            scratch.Value!);
        var (faceX, faceY) = head.At(0, PivotY);
        Turned(head.Layer, faceX, faceY, 0, 0);
        if (hairBefore is { } before) Turned(before.Layer, before.NeckX, before.NeckY, pose.Turn * 0.3, pose.Nod * 0.3);
    }

    /// <summary>Drawn hair without the clear space around it; null when there is none.</summary>
    private Hair? Trimmed(SvgSheet sheet)
    {
        var drawn = HeadCanvas.DrawImage(sheet, HairLeft, HairTop, HairWide, HairHigh, scale);
        var box = drawn.ExtractBand(3).FindTrim(threshold: 0.5, background: [0]);
        var (left, top, width, height) = ((int)box[0], (int)box[1], (int)box[2], (int)box[3]);
        if (width == 0 || height == 0) return null;
        const int room = 4;   // its own edge is soft, and chroma comes in pairs
        var plate = new Plate(
            drawn.Embed(room - left, room - top, (width + 2 * room + 1) & ~1, (height + 2 * room + 1) & ~1, extend: Enums.Extend.Black));
        return new(
            new(plate.Y, plate.U, plate.V, plate.A, plate.ChromaA, plate.Width, plate.Height), -HairLeft * scale - left + room,
            (PivotY - HairTop) * scale - top + room);
    }

    /// <summary>Hair, and where the neck's turning point is on it.</summary>
    private sealed record Hair(TurnedLayer Layer, double NeckX, double NeckY);

    private static byte[] Room(Setting setting, bool close)
    {
        var stage = setting.Stage;
        // A small round frame has its own edge: the wall alone, without the studio's disc.
        var layers = close
            ? Portrait.Studio(setting).Take(1)
            : setting.Dice("room?").Chance(0.4) ? Portrait.Studio(setting) : Interior.Blurred(setting);
        Image? picture = null;
        foreach (var layer in layers)
        {
            var drawn = layer.Draw(stage, 0, 0, stage.Width, stage.Height);
            picture = (picture is null ? drawn : picture.Composite2(drawn, Enums.BlendMode.Over)).CopyMemory();
        }
        var plate = new Plate(Finish.Apply(picture!.Flatten(), setting));
        return [.. plate.Y, .. plate.U, .. plate.V];
    }
}
