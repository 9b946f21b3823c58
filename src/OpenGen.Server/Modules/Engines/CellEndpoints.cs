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
    private const int LongestValue = 100_000;

    [Wrapper("spreadsheet_cell")]
    public sealed record Update([MaxLength(LongestValue)] Sent<string> Value, JsonObject? AdditionalAttributes) : Input<Update>;

    public sealed record MassUpdate([MaxLength(100_000)] IReadOnlyList<CellChange> Cells) : Input<MassUpdate>;

    public sealed record CellChange(long Id, [MaxLength(LongestValue)] Sent<string> Value, JsonObject? AdditionalAttributes);

    public sealed record SetDefault(long UserJobId) : Input<SetDefault>;

    public static void Map(RouteGroupBuilder engines)
    {
        var cells = engines.MapGroup("/{sheet_id:long}/cells").WithTags("Cells").InPhase(Phase.Edit);
        cells.MapGet("/{cell_id:long}", GetAsync).WithName("getCell");
        cells.MapPatch("/{cell_id:long}", UpdateAsync).WithName("updateCell");
        cells.MapPut("/mass_update", MassUpdateAsync).WithName("massUpdateCells");
        cells.MapPatch("/{cell_id:long}/set_default_user_job", SetDefaultAsync).WithName("setDefaultUserJob");
    }

    private static async Task<Results<Ok<CellView>, Problem>> GetAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long id, SheetReader reader, CancellationToken stop) =>
        await reader.CellAsync(scope.SheetId, id, stop) is { } cell ? TypedResults.Ok(cell) : NotFound.AsProblem();

    private static async Task<Results<Ok<CellView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long id, Update request, AppDbContext db, SheetReader reader, CancellationToken stop)
    {
        var fault = await ChangeAsync(db, scope, [new CellChange(id, request.Value, request.AdditionalAttributes)], stop);
        return fault is not null ? fault.AsProblem() : TypedResults.Ok((await reader.CellAsync(scope.SheetId, id, stop))!);
    }

    private static async Task<Results<Ok<List<CellView>>, Problem>> MassUpdateAsync(
        SheetScope scope, MassUpdate request, AppDbContext db, SheetReader reader, CancellationToken stop)
    {
        if (await ChangeAsync(db, scope, request.Cells, stop) is { } fault) return fault.AsProblem();
        var ids = request.Cells.Select(c => c.Id).ToList();
        return TypedResults.Ok(await reader.CellsAsync(db.SheetCells.Where(c => c.SheetId == scope.SheetId && ids.Contains(c.Id)), scope.SheetId, false, stop));
    }

    /// <summary>All of them or none.</summary>
    private static async Task<Error?> ChangeAsync(AppDbContext db, SheetScope scope, IReadOnlyList<CellChange> changes, CancellationToken stop)
    {
        var ids = changes.Select(c => c.Id).Distinct().ToList();
        var cells = await db.SheetCells.Where(c => c.SheetId == scope.SheetId && ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
        if (cells.Count < ids.Count) return NotFound;
        foreach (var change in changes)
        {
            var cell = cells[change.Id];
            var attributes = Attributes.Merge(cell.AdditionalAttributes, change.AdditionalAttributes ?? []);
            if (attributes.Failed) return attributes.Error;
            cell.AdditionalAttributes = attributes.Value;
            cell.Value = change.Value.Or(cell.Value);
            // A value set by hand counts from now on, in place of any job's.
            if (change.Value.IsSent) cell.DefaultJobId = null;
        }
        await db.SaveChangesAsync(stop);
        return null;
    }

    private static async Task<Results<Ok<CellView>, Problem>> SetDefaultAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long id, SetDefault request, AppDbContext db, SheetOutputs outputs, SheetReader reader, CancellationToken stop)
    {
        if (!await db.SheetCells.AnyAsync(c => c.Id == id && c.SheetId == scope.SheetId, stop)) return NotFound.AsProblem();
        var job = (await reader.CellAsync(scope.SheetId, id, stop))!.UserJobs.FirstOrDefault(j => j.Id == request.UserJobId && j.Status == JobStatus.Completed);
        if (job is null) return Error.Invalid("user_job_id", "must be one of the cell's own completed jobs").AsProblem();
        var value = job.OutputResources.Count > 0 ? job.OutputResources[0].Url : job.Result?.AsObject()["text"]?.ToString();
        await outputs.AttachAsync(id, null, job.Id, value, stop);
        return TypedResults.Ok((await reader.CellAsync(scope.SheetId, id, stop))!);
    }

    private static readonly Error NotFound = Error.NotFound("Cell");
}
