using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Server.Http;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Renders;

/// <summary>Works on renders: a cell's layers become a composition, the composition a file.</summary>
internal sealed class RenderHandler(SheetLookup sheets, CompositionBuilder builder, VideoRenderer renderer, ResourceShelf shelf, Catalog catalog) : IJobHandler
{
    /// <summary>Frames by which a video may be longer than was estimated at no cost: lengths of files are known to the millisecond, and sums of them are rounded.</summary>
    private const int Rounding = 2;

    public bool Handles(string type) => type == RenderOrders.Type;

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken stop)
    {
        var job = run.Job;
        if (job is not { SheetId: { } sheetId, CellId: { } cellId } || await sheets.FindAsync(job.AgentId, job.WorkspaceId, sheetId, cellId, stop) is not { } cell)
            return new JobOutcome.Failed("The cell was deleted before the render started");

        var (composition, skipped) = await builder.BuildAsync(cell, run.Scratch, stop);
        if (composition.Layers.Count == 0)
            return new JobOutcome.Failed("No layer has anything to show: " + string.Join("; ", skipped));

        var path = Path.Combine(run.Scratch, "video.mp4");
        RenderedVideo video;
        try
        {
            video = await renderer.RenderAsync(composition, path, new RenderPercent(run.Progress), stop);
        }
        catch (CompositionInvalidException invalid)
        {
            return new JobOutcome.Failed(invalid.Message);
        }
        var facts = new JsonObject { ["frames"] = video.Frames };
        var file = await shelf.DescribeAsync(path, FileName(cell), facts, stop, video.PosterPath);
        var result = new JsonObject { ["frames"] = video.Frames, ["duration"] = video.Frames / 30.0, ["width"] = video.Width, ["height"] = video.Height };
        return new JobOutcome.Completed(RawJson.From(result), [file], Notes: [.. skipped, .. video.Warnings], Cost: PriceOf(job, video.Frames));
    }

    private Credits PriceOf(Job job, int frames)
    {
        var price = Pricing.OfRender(catalog, frames);
        return price.Value > job.Cost.Value && Pricing.OfRender(catalog, Math.Max(1, frames - Rounding)).Value <= job.Cost.Value ? job.Cost : price;
    }

    private static string FileName(CellContext cell) => Slug.Of(cell.ColumnTitle) + ".mp4";

    private sealed class RenderPercent(IProgress<int> progress) : IProgress<RenderProgress>
    {
        public void Report(RenderProgress value) => progress.Report((int)value.Percent);
    }
}
