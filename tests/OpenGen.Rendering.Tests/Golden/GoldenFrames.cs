using System.Globalization;
using NetVips;

namespace OpenGen.Rendering.Tests.Golden;

/// <summary>
/// Every golden composition is drawn again and compared with the frames that somebody approved; <c>./opengen golden</c> shows them
/// all.
/// </summary>
public sealed class GoldenFrames(GoldenSources sources, GoldenReport report) : IClassFixture<GoldenReport>
{
    public static TheoryData<string> Compositions => [.. GoldenComposition.All];

    [Theory, MemberData(nameof(Compositions))]
    public async Task Looks_as_approved(string id)
    {
        var golden = GoldenComposition.Load(id);
        var faults = new List<string>();
        foreach (var frame in golden.Frames)
        {
            var (actual, warnings) = await sources.FrameAsync(golden.Json, frame);
            using var _ = actual;
            if (golden.Warns is { } part) Assert.Contains(part, Assert.Single(warnings), StringComparison.Ordinal);
            else Assert.Empty(warnings);
            var fault = Fault(golden, frame, actual);
            if (GoldenReport.Approving is { } folder) Approve(actual, Path.Combine(folder, golden.PictureName(frame)));
            else if (fault is not null) faults.Add(fault);
        }
        Assert.True(
            faults.Count == 0,
            $"{golden.Shows}\n{string.Join('\n', faults)}\n./opengen golden shows the difference, ./opengen golden --approve takes it over.");
    }

    private string? Fault(GoldenComposition golden, int frame, Image actual)
    {
        using var approved = golden.Approved(frame);
        var likeness = approved is not null && (approved.Width, approved.Height) == (actual.Width, actual.Height)
            ? Likeness.Of(approved, actual)
            : null;
        var kept = report.Keep(golden, frame, approved, actual, likeness);
        if (likeness is { IsLike: true }) return null;
        if (likeness is null)
            return approved is null
                ? $"Frame {frame} was never approved: {kept}"
                : $"Frame {frame} is {actual.Width}×{actual.Height}, approved is {approved.Width}×{approved.Height}: {kept}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Frame {frame}: structure {likeness.Structure:0.000} at {Place(likeness.StructureAt)}, colour {likeness.Colour:0.0} off at "
                + $"{Place(likeness.ColourAt)}: {kept}");

        static string Place(Spot spot) => $"{spot.X},{spot.Y} of the small picture";
    }

    private static void Approve(Image actual, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        actual.Webpsave(path, lossless: true, effort: 6);
    }
}
