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
    public const int LongestKey = 100;
    public const int LongestValue = 20_000;

    [Wrapper("global_variable")]
    public sealed record Create([MaxLength(LongestKey)] string Key, [MaxLength(LongestValue)] string Value) : Input<Create>;

    [Wrapper("global_variable")]
    public sealed record Update([MaxLength(LongestKey), NotBlank] string? Key, [MaxLength(LongestValue)] string? Value) : Input<Update>;

    public sealed record Import(UploadedFile File) : Input<Import>;

    public static void Map(RouteGroupBuilder engines)
    {
        var variables = engines.MapGroup("/{sheet_id:long}/global_variables").WithTags("Variables").InPhase(Phase.Edit);
        variables.MapGet("/", GetAsync).WithName("getGlobalVariables").WithSummary("The engine's variables; null when it has none").Produces<VariablesView>();
        variables.MapPost("/", CreateAsync).WithName("createVariable").WithSummary("Add a variable");
        variables.MapPatch("/{variable_id:long}", UpdateAsync).WithName("updateVariable").WithSummary("Change a variable");
        variables.MapDelete("/{variable_id:long}", DeleteAsync).WithName("deleteVariable").WithSummary("Delete a variable");
        engines.MapPost("/{sheet_id:long}/import_global_variables", ImportAsync).WithName("importGlobalVariables").WithTags("Variables").InPhase(Phase.Edit)
            .WithSummary("Replace all variables by those of an XLSX file");
    }

    /// <summary>What is about no engine: maps beside the engines, on the group that knows nothing of agents.</summary>
    public static void MapTemplate(RouteGroupBuilder v1) =>
        v1.MapGet("/autocontentengine/global_variables_template", Template).WithName("downloadVariablesTemplate").WithTags("Variables").InPhase(Phase.Edit)
            .WithSummary("An empty XLSX file to fill in and import").Produces<byte[]>(200, VariableFile.ContentType);

    /// <summary>The variables, or null when there are none.</summary>
    private static async Task<JsonHttpResult<VariablesView?>> GetAsync(SheetScope scope, SheetReader reader, CancellationToken stop) =>
        TypedResults.Json<VariablesView?>(await reader.VariablesAsync(scope.SheetId, stop));

    private static async Task<Results<Created<VariableView>, Problem>> CreateAsync(
        SheetScope scope, Create request, AppDbContext db, ISheetFollower follower, TimeProvider clock, CancellationToken stop)
    {
        var variable = new GlobalVariable { SheetId = scope.SheetId, Key = request.Key.Trim(), Value = request.Value };
        var created = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            db.GlobalVariables.Add(variable);
            if (await SaveAsync(db, stop) is { } taken) return taken;
            await follower.VariablesChangedAsync(scope.SheetId, [variable.Key], stop);
            return true;
        }, stop);
        if (created.Failed) return created.Error.AsProblem();
        return TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/global_variables/{variable.Id}", new VariableView(variable.Id, variable.Key, variable.Value));
    }

    private static async Task<Results<Ok<VariableView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "variable_id")] long id, Update request, AppDbContext db, ISheetFollower follower, TimeProvider clock, CancellationToken stop)
    {
        var changed = await SheetLock.ChangeAsync<GlobalVariable>(db, scope.SheetId, clock, async () =>
        {
            if (await db.GlobalVariables.FirstOrDefaultAsync(v => v.Id == id && v.SheetId == scope.SheetId, stop) is not { } variable) return NotFound;
            var (key, value) = (variable.Key, variable.Value);
            variable.Key = request.Key?.Trim() ?? variable.Key;
            variable.Value = request.Value ?? variable.Value;
            if (await SaveAsync(db, stop) is { } taken) return taken;
            if ((key, value) != (variable.Key, variable.Value)) await follower.VariablesChangedAsync(scope.SheetId, [key, variable.Key], stop);
            return variable;
        }, stop);
        return changed.Failed ? changed.Error.AsProblem() : TypedResults.Ok(new VariableView(changed.Value.Id, changed.Value.Key, changed.Value.Value));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "variable_id")] long id, AppDbContext db, ISheetFollower follower, TimeProvider clock, CancellationToken stop)
    {
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            if (await db.GlobalVariables.FirstOrDefaultAsync(v => v.Id == id && v.SheetId == scope.SheetId, stop) is not { } variable) return NotFound;
            db.GlobalVariables.Remove(variable);
            await db.SaveChangesAsync(stop);
            await follower.VariablesChangedAsync(scope.SheetId, [variable.Key], stop);
            return true;
        }, stop);
        return deleted.Failed ? deleted.Error.AsProblem() : TypedResults.NoContent();
    }

    private static FileContentHttpResult Template() => TypedResults.File(VariableFile.Empty(), VariableFile.ContentType, "global_variables.xlsx");

    private static async Task<Results<Ok<VariablesView>, Problem>> ImportAsync(
        SheetScope scope, Import request, AppDbContext db, SheetReader reader, ISheetFollower follower, TimeProvider clock, CancellationToken stop)
    {
        await using var file = request.File.File.OpenReadStream();
        var read = VariableFile.Read(file, stop);
        if (read.Failed) return read.Error.AsProblem();
        var imported = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var before = await db.GlobalVariables.Where(v => v.SheetId == scope.SheetId).Select(v => new { v.Key, v.Value }).ToListAsync(stop);
            await db.GlobalVariables.Where(v => v.SheetId == scope.SheetId).ExecuteDeleteAsync(stop);
            db.GlobalVariables.AddRange(read.Value.Select(v => new GlobalVariable { SheetId = scope.SheetId, Key = v.Key, Value = v.Value }));
            if (await SaveAsync(db, stop) is { } taken) return taken;
            var (old, imported) = (before.Select(v => (v.Key, v.Value)).ToList(), read.Value.Select(v => (v.Key, v.Value)).ToList());
            await follower.VariablesChangedAsync(scope.SheetId, [.. old.Except(imported).Concat(imported.Except(old)).Select(v => v.Key).Distinct()], stop);
            return true;
        }, stop);
        return imported.Failed ? imported.Error.AsProblem() : TypedResults.Ok((await reader.VariablesAsync(scope.SheetId, stop))!);
    }

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
