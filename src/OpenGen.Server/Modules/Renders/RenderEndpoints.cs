using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders;

/// <summary>Ordering a row's video: …/cells/{cell_id}/render, and /v1/remotion_jobs for clients that know it by that name.</summary>
internal static class RenderEndpoints
{
    [Wrapper("job")]
    public sealed record Create(
        long ProjectId, long ContainerId, [AllowedValues("SpreadsheetCell")] string ContainerType, JsonNode? Input) : Input<Create>;

    public sealed record Created(long JobId);

    public sealed record RenderJobView(DateTime CreatedAt, JobStatus Status, long? ContentResourceId, string? Url, string? ThumbnailUrl);

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/autocontentengine/{sheet_id:long}/cells/{cell_id:long}/render", RenderCellAsync)
            .WithName("renderVideo").WithSummary("Order the video of a cell").WithTags("Generations").InPhase(Phase.Export).ForAgent(paid: true);
        var jobs = v1.MapGroup("/remotion_jobs").WithTags("Rendering").InPhase(Phase.Export).ForAgent();
        jobs.MapPost("/", CreateAsync).WithName("createRemotionJob").WithSummary("Order the video of a cell, by the name other clients know it by").ForAgent(paid: true);
        jobs.MapGet("/", ListAsync).WithName("listRemotionJobs").WithSummary("The agent's renders, newest first; of one engine, all or a page");
    }

    private static async Task<Results<Created<GenerationEndpoints.Ordered>, Problem>> RenderCellAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, RenderOrders orders, CancellationToken stop) =>
        GenerationEndpoints.Answer(await orders.OrderAsync(scope.AgentId, scope.WorkspaceId, scope.SheetId, cellId, stop));

    private static async Task<Results<Created<Created>, Problem>> CreateAsync(
        AgentScope agent, Create request, RenderOrders orders, SheetLookup sheets, CancellationToken stop)
    {
        if (await sheets.SheetOfCellAsync(agent.AgentId, request.ContainerId, stop) != request.ProjectId) return Error.NotFound("Cell").AsProblem();
        var ordered = await orders.OrderAsync(agent.AgentId, agent.WorkspaceId, request.ProjectId, request.ContainerId, stop);
        if (ordered.Failed) return ordered.Error.AsProblem();
        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"/v1/generations/{ordered.Value.Id}"), new Created(ordered.Value.Id));
    }

    /// <summary>The agent's renders, newest first, or those of one sheet.</summary>
    private static async Task<Results<Ok<RenderJobView[]>, Problem>> ListAsync(
        AgentScope agent, [FromQuery(Name = "project_id")] long? sheetId, AppDbContext db, SheetLookup sheets, JobViews views, CancellationToken stop)
    {
        if (sheetId is { } id && !await sheets.IsOfAgentAsync(agent.AgentId, id, stop)) return Error.NotFound("Engine").AsProblem();
        var jobs = db.Jobs.Where(j => j.AgentId == agent.AgentId && j.Type == Job.Render && (sheetId == null || j.SheetId == sheetId)).OrderByDescending(j => j.Id);
        var found = await views.ListAsync(jobs, stop);
        return TypedResults.Ok(found.Select(j => new RenderJobView(
            j.CreatedAt, j.Status, j.OutputResources.Count > 0 ? j.OutputResources[0].Id : null,
            j.OutputResources.Count > 0 ? j.OutputResources[0].Url : null, j.OutputResources.Count > 0 ? j.OutputResources[0].ThumbnailUrl : null)).ToArray());
    }
}
