using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Cells;

/// <summary>Chooses which of a cell's outputs counts.</summary>
[Operation("setDefaultUserJob", Phase.Edit, Says = "Choose which of a cell's outputs counts"), Needs(Role.Manager, Paid = true)]
internal sealed class SetDefaultUserJob(
    AppDbContext db, JobViews views, SheetOutputs outputs, SheetReader reader, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, SetDefaultUserJob.Request, CellView>
{
    /// <param name="UserJobId">Of one of the cell's own completed jobs.</param>
    public sealed record Request(long CellId, long UserJobId);

    public async Task<Result<CellView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var cellId = request.CellId;
        if (!await db.SheetCells.AnyAsync(c => c.Id == cellId && c.SheetId == scope.SheetId, cancellationToken))
            return CellQueries.NotFound;
        var completed = db.Jobs.AsNoTracking().Where(j => j.CellId == cellId && j.LayerId == null && j.Status == JobStatus.Completed);
        if (await completed.FirstOrDefaultAsync(j => j.Id == request.UserJobId, cancellationToken) is not { } job)
            return Error.Invalid("user_job_id", "must be one of the cell's own completed jobs");
        var made = (await views.ViewAsync(job, cancellationToken)).OutputResources;
        var value = made.Count > 0 ? made[0].Url : job.Result?.AsObject()["text"]?.ToString();
        await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            await outputs.AttachAsync(cellId, null, job.Id, value, cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return new Done();
        }, cancellationToken);
        return await reader.FoundCellAsync(scope, cellId, false, cancellationToken);
    }
}
