using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/cells: read, fill, and choose which output counts.</summary>
internal static class CellEndpoints
{
    [Wrapper("spreadsheet_cell")]
    public sealed record Update([MaxLength(CellChange.LongestValue)] Sent<string> Value, JsonObject? AdditionalAttributes) : Input<Update>;

    public sealed record MassUpdate([MaxLength(100_000)] IReadOnlyList<CellChange> Cells) : Input<MassUpdate>;

    public sealed record SetDefault(long UserJobId) : Input<SetDefault>;

    public static void Map(RouteGroupBuilder engines)
    {
        var cells = engines.MapGroup("/{sheet_id:long}/cells").WithTags("Cells").InPhase(Phase.Edit);
        cells.MapGet("/{cell_id:long}", GetAsync).WithName("getCell").WithSummary("A cell with its jobs and layers");
        cells.MapPatch("/{cell_id:long}", UpdateAsync).WithName("updateCell").WithSummary("Set a cell's value, merge its attributes");
        cells.MapPut("/mass_update", MassUpdateAsync).WithName("massUpdateCells").WithSummary("Change several cells, all of them or none");
        cells.MapPatch("/{cell_id:long}/set_default_user_job", SetDefaultAsync).WithName("setDefaultUserJob").WithSummary("Choose which of a cell's outputs counts");
    }

    private static async Task<Results<Ok<CellView>, Problem>> GetAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long id, [FromQuery(Name = "with_execution_cost")] bool? withCost, SheetReader reader, CancellationToken stop) =>
        await reader.CellAsync(scope.SheetId, id, withCost == true, stop) is { } cell ? TypedResults.Ok(cell) : NotFound.AsProblem();

    private static async Task<Results<Ok<CellView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long id, Update request, CellChanges changes, SheetReader reader, CancellationToken stop)
    {
        var changed = await changes.MakeAsync(scope.SheetId, [new CellChange(id, request.Value, request.AdditionalAttributes)], null, stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return await reader.ViewsAsync(scope.SheetId, changed.Value, false, stop) is [var cell] ? TypedResults.Ok(cell) : NotFound.AsProblem();
    }

    /// <summary>Answers the cells in the order in which they were named.</summary>
    private static async Task<Results<Ok<List<CellView>>, Problem>> MassUpdateAsync(
        SheetScope scope, MassUpdate request, CellChanges changes, SheetReader reader, CancellationToken stop)
    {
        var changed = await changes.MakeAsync(scope.SheetId, request.Cells, "cells", stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return TypedResults.Ok(await reader.ViewsAsync(scope.SheetId, changed.Value, false, stop));
    }

    private static async Task<Results<Ok<CellView>, Problem>> SetDefaultAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long id, SetDefault request, AppDbContext db, JobViews views, SheetOutputs outputs, SheetReader reader, RowEvents events, TimeProvider clock, CancellationToken stop)
    {
        if (!await db.SheetCells.AnyAsync(c => c.Id == id && c.SheetId == scope.SheetId, stop)) return NotFound.AsProblem();
        var job = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == request.UserJobId && j.CellId == id && j.LayerId == null && j.Status == JobStatus.Completed, stop);
        if (job is null) return Error.Invalid("user_job_id", "must be one of the cell's own completed jobs").AsProblem();
        var made = (await views.ViewAsync(job, stop)).OutputResources;
        var value = made.Count > 0 ? made[0].Url : job.Result?.AsObject()["text"]?.ToString();
        await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            await outputs.AttachAsync(id, null, job.Id, value, stop);
            await events.CellUpdatedAsync(scope.SheetId, id, stop);
            return true;
        }, stop);
        return await AnswerAsync(scope, id, reader, stop);
    }

    private static async Task<Results<Ok<CellView>, Problem>> AnswerAsync(SheetScope scope, long id, SheetReader reader, CancellationToken stop) =>
        await reader.CellAsync(scope.SheetId, id, false, stop) is { } cell ? TypedResults.Ok(cell) : NotFound.AsProblem();

    private static readonly Error NotFound = Error.NotFound("Cell");
}
