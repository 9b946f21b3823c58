using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine: an agent's sheets.</summary>
internal static class SheetEndpoints
{
    [Wrapper("spreadsheet")]
    public sealed record Create([MaxLength(200)] string Title, bool? IsDefault) : Input<Create>;

    [Wrapper("spreadsheet")]
    public sealed record Update([MaxLength(200), MinLength(1)] string? Title, bool? IsDefault) : Input<Update>;

    public static void Map(RouteGroupBuilder engines)
    {
        var sheets = engines.MapGroup("").WithTags("Sheets").InPhase(Phase.Convert);
        sheets.MapGet("/", ListAsync).WithName("listSheets");
        sheets.MapPost("/", CreateAsync).WithName("createSheet");
        sheets.MapGet("/{sheet_id:long}", GetAsync).WithName("getSheet");
        sheets.MapPatch("/{sheet_id:long}", UpdateAsync).WithName("updateSheet");
        sheets.MapDelete("/{sheet_id:long}", DeleteAsync).WithName("deleteSheet");
    }

    /// <summary>Newest first, without rows.</summary>
    private static async Task<Ok<List<SheetView>>> ListAsync(AgentScope scope, AppDbContext db, CancellationToken stop)
    {
        var sheets = await db.Sheets.AsNoTracking().Where(s => s.AgentId == scope.AgentId).OrderByDescending(s => s.Id).ToListAsync(stop);
        var columns = (await db.SheetColumns.AsNoTracking().Where(c => db.Sheets.Any(s => s.Id == c.SheetId && s.AgentId == scope.AgentId))
            .OrderBy(c => c.Position).ToListAsync(stop)).ToLookup(c => c.SheetId, c => new ColumnView(c));
        return TypedResults.Ok(sheets.ConvertAll(s => new SheetView(s, [.. columns[s.Id]], [], null)));
    }

    private static async Task<Results<Created<SheetView>, Problem>> CreateAsync(
        AgentScope scope, Create request, SheetFounding founding, SheetReader reader, CancellationToken stop)
    {
        var id = await founding.BlankAsync(scope.AgentId, request.Title, request.IsDefault == true, stop);
        return TypedResults.Created($"/v1/autocontentengine/{id}", await reader.WholeAsync(id, false, stop));
    }

    private static async Task<Ok<SheetView>> GetAsync(
        SheetScope scope, [FromQuery(Name = "with_execution_cost")] bool? withCost, SheetReader reader, CancellationToken stop) =>
        TypedResults.Ok(await reader.WholeAsync(scope.SheetId, withCost == true, stop));

    private static async Task<Ok<SheetView>> UpdateAsync(SheetScope scope, Update request, AppDbContext db, SheetReader reader, CancellationToken stop)
    {
        await db.WriteAsync(async () =>
        {
            if (request.IsDefault == true) await SheetFounding.ClearDefaultAsync(db, scope.AgentId, stop);
            var sheet = await db.Sheets.SingleAsync(s => s.Id == scope.SheetId, stop);
            sheet.Title = request.Title ?? sheet.Title;
            sheet.IsDefault = request.IsDefault ?? sheet.IsDefault;
            return await db.SaveChangesAsync(stop);
        }, stop);
        return TypedResults.Ok(await reader.WholeAsync(scope.SheetId, false, stop));
    }

    private static async Task<NoContent> DeleteAsync(SheetScope scope, AppDbContext db, CancellationToken stop)
    {
        await db.Sheets.Where(s => s.Id == scope.SheetId).ExecuteDeleteAsync(stop);
        return TypedResults.NoContent();
    }
}
