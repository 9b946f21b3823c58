using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Variables;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Variables as an XLSX file.</summary>
internal static class VariableEndpoints
{
    public sealed record Import(UploadedFile File) : Input<Import>;

    public static void Map(RouteGroupBuilder engines)
    {
        engines.MapPost("/{sheet_id:long}/import_global_variables", ImportAsync).WithName("importGlobalVariables").WithTags("Variables").InPhase(Phase.Edit)
            .WithSummary("Replace all variables by those of an XLSX file");
    }

    /// <summary>What is about no engine: maps beside the engines, on the group that knows nothing of agents.</summary>
    public static void MapTemplate(RouteGroupBuilder v1) =>
        v1.MapGet("/autocontentengine/global_variables_template", Template).WithName("downloadVariablesTemplate").WithTags("Variables").InPhase(Phase.Edit)
            .WithSummary("An empty XLSX file to fill in and import").Produces<byte[]>(200, VariableFile.ContentType);

    private static FileContentHttpResult Template() => TypedResults.File(VariableFile.Empty(), VariableFile.ContentType, "global_variables.xlsx");

    private static async Task<Results<Ok<VariablesView>, Problem>> ImportAsync(
        SheetScope scope, Import request, AppDbContext db, SheetReader reader, ISheetFollower follower, TimeProvider clock, CancellationToken stop)
    {
        await using var file = request.File.Open();
        var read = VariableFile.Read(file, stop);
        if (read.Failed) return read.Error.AsProblem();
        var imported = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var before = await db.GlobalVariables.Where(v => v.SheetId == scope.SheetId).Select(v => new { v.Key, v.Value }).ToListAsync(stop);
            await db.GlobalVariables.Where(v => v.SheetId == scope.SheetId).ExecuteDeleteAsync(stop);
            db.GlobalVariables.AddRange(read.Value.Select(v => new GlobalVariable { SheetId = scope.SheetId, Key = v.Key, Value = v.Value }));
            if (await db.SaveVariablesAsync(stop) is { } taken) return taken;
            var (old, imported) = (before.Select(v => (v.Key, v.Value)).ToList(), read.Value.Select(v => (v.Key, v.Value)).ToList());
            await follower.VariablesChangedAsync(scope.SheetId, [.. old.Except(imported).Concat(imported.Except(old)).Select(v => v.Key).Distinct()], stop);
            return true;
        }, stop);
        return imported.Failed ? imported.Error.AsProblem() : TypedResults.Ok((await reader.VariablesAsync(scope.SheetId, stop))!);
    }
}
