using System.Text.Json.Nodes;
using OpenGen.Server.Http;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Generations;

namespace OpenGen.Server.Modules.Renders;

/// <summary>Orders the video of a row.</summary>
internal sealed class RenderOrders(SheetLookup sheets, JobLifecycle jobs, Catalog catalog, PublicUrls urls) : IVideoOrders
{
    public const string Type = Job.Render;

    /// <summary>Charges and queues the render of a cell with layers; its price is settled when the video's length is known.</summary>
    public async Task<Result<Job>> OrderAsync(long agentId, long workspaceId, long sheetId, long cellId, CancellationToken stop)
    {
        if (await sheets.FindAsync(agentId, workspaceId, sheetId, cellId, stop) is not { } cell) return Error.NotFound("Cell");
        var job = Prepare(cell);
        return job.Failed ? job : await jobs.OrderAsync(job.Value, stop);
    }

    /// <summary>Why a cell has no video that could be made; null when it has one.</summary>
    public static Error? Refusal(CellContext cell)
    {
        if (cell.Role is not (ColumnRole.FinalVideo or ColumnRole.Video) && cell.Type != ColumnType.Video)
            return Error.Refused("cell_not_renderable", "Only a cell of a video column can be rendered");
        return cell.Layers.Count == 0 ? Error.Refused("no_layers", "The cell has no layers; add some, or clone a template") : null;
    }

    public Result<Job> Prepare(CellContext cell)
    {
        if (Refusal(cell) is { } refusal) return refusal;

        var frames = cell.Layers.Max(l => (l.Attributes["from"] is { } from ? CardData.Number(from) ?? 0 : 0) + (CardData.Number(l.Attributes["durationInFrames"]) ?? 0));
        return new Job
        {
            WorkspaceId = cell.WorkspaceId,
            AgentId = cell.AgentId,
            SheetId = cell.SheetId,
            CellId = cell.CellId,
            Type = Type,
            Lane = Lane.Render,
            Provider = Catalog.Local,
            Model = "opengen",
            Cost = Pricing.OfRender(catalog, frames / 30),
            Input = RawJson.From(new JsonObject { ["base_url"] = urls.Base }),
        };
    }
}
