using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders;

/// <summary>Orders the video of a row.</summary>
internal sealed class RenderOrders(
    ISheetLookup sheets, JobLifecycle jobs, CompositionBuilder builder, RenderingOptions limits, IRenderPrices prices, IPublicUrls urls)
    : IVideoOrders
{
    public const string Type = Job.Render;

    /// <summary>Longer than any video, seconds: stands for what is not known.</summary>
    private const double Endless = 1_000_000;

    private const double AFrame = 1.0 / CompositionLength.FramesPerSecond;

    /// <summary>
    /// Charges and queues the render of a cell with layers, at the price of the longest video it can become; what was too much is given
    /// back when the video is there.
    /// </summary>
    public async Task<Result<Job>> OrderAsync(
        long agentId, long workspaceId, long sheetId, long cellId, CancellationToken cancellationToken)
    {
        if (await sheets.FindAsync(agentId, workspaceId, sheetId, cellId, cancellationToken) is not { } cell) return Error.NotFound("Cell");
        var length = await LengthAsync(cell, cancellationToken);
        if (length.Failed) return length.Error;
        var ordered = await jobs.OrderAsync(JobOf(cell, length.Value), cancellationToken);
        return ordered.Failed && ordered.Error == CreditErrors.Insufficient && length.Value.IsLongest ? UnknownLength : ordered;
    }

    private static readonly Error UnknownLength = CreditErrors.Insufficient with
    {
        Message = CreditErrors.Insufficient.Message
            + ": how long a file from elsewhere is, is not known before it is fetched, so the most is charged until then;"
            + " give its layer durationInFrames",
    };

    /// <summary>Why a cell has no video that could be made; null when it has one.</summary>
    public static Error? Refusal(CellContext cell)
    {
        if (cell.Role is not (ColumnRole.FinalVideo or ColumnRole.Video) && cell.Type != ColumnType.Video)
            return Error.Refused("cell_not_renderable", "Only a cell of a video column can be rendered");
        return cell.Layers.Count == 0 ? Error.Refused("no_layers", "The cell has no layers; add some, or clone a template") : null;
    }

    public async Task<Result<Job>> PrepareAsync(CellContext cell, CancellationToken cancellationToken)
    {
        var length = await LengthAsync(cell, cancellationToken);
        return length.Failed ? length.Error : JobOf(cell, length.Value);
    }

    /// <summary>
    /// How long the video can become; 422 for a cell that cannot be rendered, layers whose times are out of all bounds, too many of them,
    /// or a video that would be too long.
    /// </summary>
    private async Task<Result<Length>> LengthAsync(CellContext cell, CancellationToken cancellationToken)
    {
        if (Refusal(cell) is { } refusal) return refusal;
        if (cell.Layers.Count > limits.MaxLayers)
            return Error.Refused("too_many_layers", $"The video has {cell.Layers.Count} layers; {limits.MaxLayers} is the most");
        if (cell.TimesFault(limits.MaxFrames) is { } invalid) return invalid;

        var shortest = new KnownFiles(AFrame);
        var frames = await MeasureAsync(cell, shortest, cancellationToken);
        if (frames > limits.MaxFrames) return TooLong(frames, limits.MaxFrames);
        if (!shortest.HasUnknown) return new Length(frames, false);
        var longest = Math.Min(await MeasureAsync(cell, new KnownFiles(Endless), cancellationToken), limits.MaxFrames);
        return new Length(longest, longest > frames);
    }

    private static Error TooLong(int frames, int most)
    {
        var (seconds, limit) = ((double)frames / CompositionLength.FramesPerSecond, most / CompositionLength.FramesPerSecond);
        var message = string.Create(CultureInfo.InvariantCulture, $"The video would be {seconds:0.#} s long; {limit} s is the most");
        return Error.Refused("video_too_long", message);
    }

    /// <summary>Frames; 1 where nothing is left to show, which the render says with its reasons.</summary>
    private async Task<int> MeasureAsync(CellContext cell, KnownFiles known, CancellationToken cancellationToken) =>
        await CompositionLength.FramesAsync(
            await builder.OutlineAsync(cell, known, cancellationToken), known.Facts, cancellationToken) ?? 1;

    private Job JobOf(CellContext cell, Length length)
    {
        return new Job
        {
            WorkspaceId = cell.WorkspaceId,
            AgentId = cell.AgentId,
            SheetId = cell.SheetId,
            CellId = cell.CellId,
            Type = Type,
            Lane = Lane.Render,
            Provider = ProviderNames.Local,
            Model = "opengen",
            Cost = prices.Of(length.Frames),
            Input = new RenderInput { BaseUrl = urls.Base }.Stored(),
        };
    }

    /// <param name="Frames">At 30 a second, 1 or more.</param>
    /// <param name="IsLongest">Whether that is the most it can be, because a file's length is not known.</param>
    private readonly record struct Length(int Frames, bool IsLongest);
}
