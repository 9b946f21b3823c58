using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine: an agent's sheets.</summary>
internal static class SheetEndpoints
{
    [Wrapper("spreadsheet")]
    public sealed record Create([MaxLength(200)] string Title, bool? IsDefault) : Input<Create>;

    [Wrapper("spreadsheet")]
    public sealed record Update([MaxLength(200), NotBlank] string? Title, bool? IsDefault) : Input<Update>;

    public sealed record Clone(long? TargetAgentId) : Input<Clone>;

    public static void Map(RouteGroupBuilder engines)
    {
        var sheets = engines.MapGroup("").WithTags("Sheets").InPhase(Phase.Convert);
        sheets.MapGet("/", ListAsync).WithName("listSheets").WithSummary("An agent's engines, newest first, without their rows");
        sheets.MapPost("/", CreateAsync).WithName("createSheet").WithSummary("A new engine with the column its videos end up in");
        sheets.MapGet("/{sheet_id:long}", GetAsync).WithName("getSheet").WithSummary("A whole engine: columns, rows, cells, layers, jobs, variables");
        sheets.MapPatch("/{sheet_id:long}", UpdateAsync).WithName("updateSheet").WithSummary("Rename an engine or make it the agent's default");
        sheets.MapDelete("/{sheet_id:long}", DeleteAsync).WithName("deleteSheet").WithSummary("Delete an engine and all that is in it");
        sheets.MapPost("/{sheet_id:long}/clone", CloneAsync).WithName("cloneSheet").WithSummary("Copy an engine, chosen outputs included, to the same or another agent");
    }

    /// <summary>Newest first, without rows.</summary>
    private static async Task<Ok<List<SheetView>>> ListAsync(AgentScope scope, AppDbContext db, CancellationToken stop)
    {
        var sheets = await db.Sheets.AsNoTracking().Where(s => s.AgentId == scope.AgentId).OrderByDescending(s => s.Id).ToListAsync(stop);
        var ids = sheets.ConvertAll(s => s.Id);
        var columns = (await db.SheetColumns.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.SheetId)).OrderBy(c => c.Position).ToListAsync(stop))
            .ToLookup(c => c.SheetId, c => new ColumnView(c));
        return TypedResults.Ok(sheets.ConvertAll(s => new SheetView(s, [.. columns[s.Id]], AsyncEnumerable.Empty<RowView>(), null, null)));
    }

    private static async Task<Results<Created<SheetView>, Problem>> CreateAsync(
        AgentScope scope, Create request, SheetFounding founding, SheetReader reader, CancellationToken stop)
    {
        var made = await founding.BlankAsync(scope.AgentId, request.Title, request.IsDefault == true, stop);
        return made.Failed ? made.Error.AsProblem() : await CreatedAsync(made.Value, reader, stop);
    }

    private static async Task<Results<Ok<SheetView>, Problem>> GetAsync(
        SheetScope scope, [FromQuery(Name = "with_execution_cost")] bool? withCost, SheetReader reader, CancellationToken stop) =>
        await AnswerAsync(scope, withCost == true, reader, stop);

    private static async Task<Results<Ok<SheetView>, Problem>> UpdateAsync(SheetScope scope, Update request, AppDbContext db, SheetReader reader, CancellationToken stop)
    {
        var changed = await db.WriteAsync(async () =>
        {
            if (request.IsDefault == true)
            {
                await SheetLock.HoldAgentAsync(db, scope.AgentId, stop);
                await SheetFounding.ClearDefaultAsync(db, scope.AgentId, stop);
            }
            if (await db.Sheets.FirstOrDefaultAsync(s => s.Id == scope.SheetId, stop) is not { } sheet) return false;
            sheet.Title = request.Title ?? sheet.Title;
            sheet.IsDefault = request.IsDefault ?? sheet.IsDefault;
            await db.SaveChangesAsync(stop);
            return true;
        }, stop);
        return changed ? await AnswerAsync(scope, false, reader, stop) : NotFound.AsProblem();
    }

    private static async Task<NoContent> DeleteAsync(SheetScope scope, AppDbContext db, OpenWork work, RowEvents events, CancellationToken stop)
    {
        var open = await work.OfAsync(db.SheetCells.Where(c => c.SheetId == scope.SheetId), stop);
        await db.WriteAsync(async () =>
        {
            // Rows that are added meanwhile wait, and find no engine any more.
            await SheetLock.HoldSheetAsync(db, scope.SheetId, stop);
            await events.AllDeletedAsync(scope.SheetId, stop);
            return await db.Sheets.Where(s => s.Id == scope.SheetId).ExecuteDeleteAsync(stop);
        }, stop);
        await work.StopAsync(open, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<SheetView>, Problem>> CloneAsync(
        SheetScope scope, Clone request, CurrentUser user, AgentDirectory agents, SheetCopies copies, SheetReader reader, CancellationToken stop)
    {
        var (agentTo, workspaceTo) = (scope.AgentId, scope.WorkspaceId);
        if (request.TargetAgentId is { } agentId && agentId != scope.AgentId)
        {
            if (await agents.FindAsync(user.Id, agentId, stop) is not { } agent) return Error.NotFound("Agent").AsProblem();
            if (agent.Role > Role.Manager) return Error.Forbidden().AsProblem();
            (agentTo, workspaceTo) = (agent.AgentId, agent.WorkspaceId);
        }
        var cloned = await copies.CloneAsync(scope, agentTo, workspaceTo, stop);
        return cloned.Failed ? cloned.Error.AsProblem() : await CreatedAsync(cloned.Value, reader, stop);
    }

    private static async Task<Results<Ok<SheetView>, Problem>> AnswerAsync(SheetScope scope, bool withCost, SheetReader reader, CancellationToken stop) =>
        await reader.WholeAsync(scope.SheetId, withCost, stop) is { } sheet ? TypedResults.Ok(sheet) : NotFound.AsProblem();

    private static async Task<Results<Created<SheetView>, Problem>> CreatedAsync(long id, SheetReader reader, CancellationToken stop) =>
        await reader.WholeAsync(id, false, stop) is { } sheet ? TypedResults.Created($"/v1/autocontentengine/{id}", sheet) : NotFound.AsProblem();

    private static readonly Error NotFound = Error.NotFound("Engine");
}
