using NetVips;
using OpenGen.Making.Scenes;

namespace OpenGen.Making.Motion;

/// <summary>Given pictures, each under a slow pan and zoom, dissolving one into the next and the last into the first.</summary>
internal sealed class Album : ICamera
{
    /// <summary>How much larger than the frame a picture is kept, so that the camera has room.</summary>
    private const double Room = 1.16;

    private readonly Plate[] pictures;
    private readonly (double FromX, double FromY, double ToX, double ToY, double FromZoom, double ToZoom)[] moves;
    private readonly Stage stage;
    private readonly double dissolve;

    public Album(Plate[] pictures, Setting setting, double seconds)
    {
        this.pictures = pictures;
        stage = setting.Stage;
        var each = seconds / pictures.Length;
        dissolve = pictures.Length == 1 ? 0 : Math.Min(0.9, each * 0.4) / seconds;
        var dice = setting.Dice("album");
        var pace = Math.Min(1, each / 3.5);
        moves = new (double, double, double, double, double, double)[pictures.Length];
        for (var i = 0; i < moves.Length; i++)
        {
            var (angle, reach) = (dice.Between(0, Math.Tau), 0.8 * pace);
            var (x, y) = (Math.Cos(angle) * reach, Math.Sin(angle) * reach);
            var (near, far) = (1.0, 1 - 0.07 * pace);
            moves[i] = i % 2 == 0 ? (-x, -y, x, y, far, near) : (x, y, -x, -y, near, far);
        }
    }

    /// <summary>Reads a picture upright and cuts it to cover the frame with room around it.</summary>
    /// <exception cref="VipsException">It cannot be read.</exception>
    public static Plate Load(string path, int width, int height) => new(Cover(path, (int)(width * Room), (int)(height * Room)));

    public void Place(double turn, List<Placed> into)
    {
        if (pictures.Length == 1)
        {
            var wave = (1 - Math.Cos(turn * Math.Tau)) / 2;
            into.Add(At(0, wave, Math.Sin(turn * Math.Tau) * 0.35, 1));
        }
        else
        {
            var each = 1.0 / pictures.Length;
            var index = Math.Min((int)(turn / each), pictures.Length - 1);
            var since = turn - index * each;
            // During the dissolve, which straddles the cut, the neighbour is laid over or under.
            var life = each + dissolve;
            into.Add(At(index, (since + dissolve / 2) / life, 0, 1));
            if (since > each - dissolve / 2)
            {
                var next = (index + 1) % pictures.Length;
                into.Add(At(next, (since - (each - dissolve / 2)) / life, 0, Ease((since - (each - dissolve / 2)) / dissolve)));
            }
            else if (since < dissolve / 2)
            {
                var before = (index + pictures.Length - 1) % pictures.Length;
                into.Insert(into.Count - 1, At(before, (since + each + dissolve / 2) / life, 0, 1));
                into[^1] = into[^1] with { Opacity = Ease((since + dissolve / 2) / dissolve) };
            }
        }
    }

    private Placed At(int index, double t, double aside, double opacity)
    {
        var move = moves[index];
        var zoom = move.FromZoom + (move.ToZoom - move.FromZoom) * t;
        var plate = pictures[index];
        var (roomX, roomY) = (plate.Width * zoom - stage.Width, plate.Height * zoom - stage.Height);
        var (x, y) = (move.FromX + (move.ToX - move.FromX) * t, move.FromY + (move.ToY - move.FromY) * t);
        if (pictures.Length == 1) (x, y) = (x * 0.8 - move.ToY * aside, y * 0.8 + move.ToX * aside);
        return new(plate, -roomX / 2 * (1 + Math.Clamp(x, -0.98, 0.98)), -roomY / 2 * (1 + Math.Clamp(y, -0.98, 0.98)), zoom, opacity);
    }

    private static double Ease(double t) => (1 - Math.Cos(Math.Clamp(t, 0, 1) * Math.PI)) / 2;

    private static Image Cover(string path, int width, int height)
    {
        var image = Image.Thumbnail(path, width, height: height, size: Enums.Size.Both, crop: Enums.Interesting.Attention);
        return image.HasAlpha() ? image.Flatten() : image;
    }
}
