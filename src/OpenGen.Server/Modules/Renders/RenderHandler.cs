using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders;

/// <summary>
/// Works on renders: a cell's layers become a composition, the composition a file. A render place is for rendering alone:
/// 1. a render that needs files from elsewhere which it does not have goes to the lane <see cref="Lane.Fetch"/>, at once;
/// 2. there they are fetched, kept in the storage and noted in the job's input, and it goes back;
/// 3. with all that it needs it is rendered. When the layers have changed meanwhile, 1 again, a few times at most.
/// </summary>
internal sealed class RenderHandler(
    ISheetLookup sheets, CompositionBuilder builder, VideoRenderer renderer, IResourceStore shelf, SourceFetcher fetcher,
    IFetchedFiles fetched, IRenderPrices prices) : IJobHandler
{
    private const int MostRounds = 3;

    /// <summary>
    /// Frames by which a video may be longer than was estimated at no cost: lengths of files are known to the millisecond, and sums of
    /// them are rounded.
    /// </summary>
    private const int Rounding = 2;

    public bool Handles(string type) => type == RenderOrders.Type;

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var job = run.Job;
        if (job is not { SheetId: { } sheetId, CellId: { } cellId }
            || await sheets.FindAsync(job.AgentId, job.WorkspaceId, sheetId, cellId, cancellationToken) is not { } cell)
            return new JobOutcome.Failed("The cell was deleted before the render started");

        var noted = RenderSources.Of(job);
        if (job.Lane == Lane.Fetch) return await FetchAsync(job, cell, noted, run.Scratch, cancellationToken);
        if (noted.Rounds < MostRounds && (await MissingAsync(cell, noted, cancellationToken)).Count > 0)
            return new JobOutcome.Moved(Lane.Fetch, noted.InputOf(job));

        var outcome = await RenderAsync(cell, noted, run, cancellationToken);
        await fetched.DiscardAsync(noted.Keys, cancellationToken);
        return outcome;
    }

    private async Task<JobOutcome> FetchAsync(
        Job job, CellContext cell, RenderSources noted, string scratch, CancellationToken cancellationToken)
    {
        noted = noted with { Rounds = noted.Rounds + 1 };
        using var sources = fetcher.Begin(cell.WorkspaceId, scratch);
        foreach (var url in await MissingAsync(cell, noted, cancellationToken))
        {
            var source = await sources.FindAsync(url, cancellationToken);
            var key = source.Path is { } path ? await fetched.KeepAsync(path, cancellationToken) : null;
            noted.Files[url] = new NotedSource(key, source.Fault);
        }
        return new JobOutcome.Moved(Lane.Render, noted.InputOf(job));
    }

    /// <summary>The URLs whose files are neither there nor known not to be had.</summary>
    private async Task<IReadOnlyList<string>> MissingAsync(CellContext cell, RenderSources noted, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var url in await builder.UrlsAsync(cell, cancellationToken))
        {
            if (noted.FaultOf(url) is not null) continue;
            if (noted.KeyOf(url) is not { } key || await fetched.PathOfAsync(key, cancellationToken) is null) missing.Add(url);
        }
        return missing;
    }

    private async Task<JobOutcome> RenderAsync(CellContext cell, RenderSources noted, JobRun run, CancellationToken cancellationToken)
    {
        var (composition, skipped) = await builder.BuildAsync(cell, new Kept(noted, fetched), cancellationToken);
        if (composition.Layers.Count == 0)
            return new JobOutcome.Failed("No layer has anything to show: " + string.Join("; ", skipped));

        var path = Path.Combine(run.Scratch, "video.mp4");
        RenderedVideo video;
        try
        {
            video = await renderer.RenderAsync(composition, path, new RenderPercent(run.Progress), cancellationToken);
        }
        catch (CompositionInvalidException invalid)
        {
            return new JobOutcome.Failed(invalid.Message);
        }
        var facts = new JsonObject { ["frames"] = video.Frames };
        var file = await shelf.DescribeAsync(path, FileName(cell), facts, cancellationToken, video.PosterPath);
        var result = new JsonObject
        {
            ["frames"] = video.Frames,
            ["duration"] = (double)video.Frames / CompositionLength.FramesPerSecond,
            ["width"] = video.Width,
            ["height"] = video.Height,
        };
        var cost = PriceOf(run.Job, video.Frames);
        return new JobOutcome.Completed(RawJson.From(result), [file], Notes: [.. skipped, .. video.Warnings], Cost: cost);
    }

    /// <summary>What the video is charged: by its real length, but for frames that are rounding.</summary>
    private Credits PriceOf(Job job, int frames)
    {
        var price = prices.Of(frames);
        var rounded = prices.Of(Math.Max(1, frames - Rounding));
        return price.Value > job.Cost.Value && rounded.Value <= job.Cost.Value ? job.Cost : price;
    }

    private static string FileName(CellContext cell) => Slug.Of(cell.ColumnTitle) + ".mp4";

    /// <summary>The sources that were fetched before.</summary>
    private sealed class Kept(RenderSources noted, IFetchedFiles fetched) : IRemoteSources
    {
        public async Task<RemoteSource> FindAsync(string url, CancellationToken cancellationToken) =>
            noted.KeyOf(url) is { } key && await fetched.PathOfAsync(key, cancellationToken) is { } path
                ? new RemoteSource(path, null)
                : new RemoteSource(null, noted.FaultOf(url) ?? "the layers were changed again and again while it was fetched");
    }

    private sealed class RenderPercent(IProgress<int> progress) : IProgress<RenderProgress>
    {
        public void Report(RenderProgress value) => progress.Report((int)value.Percent);
    }
}
