using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/global_variables: values that all rows share.</summary>
internal static class VariableEndpoints
{
    [Wrapper("global_variable")]
    public sealed record Create([MaxLength(100)] string Key, [MaxLength(20_000)] string Value) : Input<Create>;

    [Wrapper("global_variable")]
    public sealed record Update([MaxLength(100), MinLength(1)] string? Key, [MaxLength(20_000)] string? Value) : Input<Update>;

    public static void Map(RouteGroupBuilder engines)
    {
        var variables = engines.MapGroup("/{sheet_id:long}/global_variables").WithTags("Variables").InPhase(Phase.Edit);
        variables.MapGet("/", GetAsync).WithName("getGlobalVariables").Produces<VariablesView>();
        variables.MapPost("/", CreateAsync).WithName("createVariable");
        variables.MapPatch("/{variable_id:long}", UpdateAsync).WithName("updateVariable");
        variables.MapDelete("/{variable_id:long}", DeleteAsync).WithName("deleteVariable");
    }

    /// <summary>The variables, or null when there are none.</summary>
    private static async Task<JsonHttpResult<VariablesView?>> GetAsync(SheetScope scope, SheetReader reader, CancellationToken stop) =>
        TypedResults.Json<VariablesView?>(await reader.VariablesAsync(scope.SheetId, stop));

    private static async Task<Results<Created<VariableView>, Problem>> CreateAsync(SheetScope scope, Create request, AppDbContext db, CancellationToken stop)
    {
        var variable = new GlobalVariable { SheetId = scope.SheetId, Key = request.Key.Trim(), Value = request.Value };
        db.GlobalVariables.Add(variable);
        if (await SaveAsync(db, stop) is { } taken) return taken.AsProblem();
        return TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/global_variables/{variable.Id}", new VariableView(variable.Id, variable.Key, variable.Value));
    }

    private static async Task<Results<Ok<VariableView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "variable_id")] long id, Update request, AppDbContext db, CancellationToken stop)
    {
        if (await db.GlobalVariables.FirstOrDefaultAsync(v => v.Id == id && v.SheetId == scope.SheetId, stop) is not { } variable) return NotFound.AsProblem();
        variable.Key = request.Key?.Trim() ?? variable.Key;
        variable.Value = request.Value ?? variable.Value;
        if (await SaveAsync(db, stop) is { } taken) return taken.AsProblem();
        return TypedResults.Ok(new VariableView(variable.Id, variable.Key, variable.Value));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "variable_id")] long id, AppDbContext db, CancellationToken stop) =>
        await db.GlobalVariables.Where(v => v.Id == id && v.SheetId == scope.SheetId).ExecuteDeleteAsync(stop) == 1
            ? TypedResults.NoContent()
            : NotFound.AsProblem();

    private static async Task<Error?> SaveAsync(AppDbContext db, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return Error.Invalid("key", "is taken");
        }
    }

    private static readonly Error NotFound = Error.NotFound("Variable");
}
