using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>
/// The only writer of a job's status. Every change is one conditional UPDATE that names the states it may come from
/// (and, for workers, the fence they hold), in one transaction with the credits it moves and the output it attaches:
/// whoever asks at once, one wins and the others are told.
/// </summary>
internal sealed class JobLifecycle(
    AppDbContext db, IJobPayment payment, IJobLimits limits, IJobFiles files, IJobOutputs outputs, IEnumerable<IJobObserver> observers,
    IEnumerable<IJobHandler> handlers, JobSignal signal, JobClaims claims, TimeProvider clock)
{
    /// <summary>What the jobs were prepared from has changed meanwhile; nothing was written.</summary>
    public static readonly Error Outdated = new(
        ErrorKind.Conflict, "changed_meanwhile", "The row is being changed too fast to order anything from it; try again");

    /// <summary>How long a claim holds without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan VendorPatience = TimeSpan.FromSeconds(3);

    /// <summary>Claims a job may see before it is given up: a job that takes the server down with it must not do so for ever.</summary>
    private const int MostAttempts = 4;

    /// <summary>Charges a job and queues it: both or neither.</summary>
    public async Task<Result<Job>> OrderAsync(Job job, CancellationToken cancellationToken) =>
        await OrderAsync([job], null, cancellationToken) is { } refused ? refused : job;

    /// <summary>Charges jobs and queues them: all of it or nothing.</summary>
    /// <param name="isStillSo">Asked first, in the transaction: whether what the jobs were prepared from is still as it was.</param>
    /// <returns>Null; or why they cannot be paid; or <see cref="Outdated"/>, when they have to be prepared anew.</returns>
    public async Task<Error?> OrderAsync(IReadOnlyList<Job> jobs, Func<Task<bool>>? isStillSo, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (isStillSo is not null && !await isStillSo()) return Outdated;
        var workspaces = jobs.Select(j => j.WorkspaceId).Distinct().ToList();
        foreach (var workspace in jobs.Where(j => j.MakesFiles).Select(j => j.WorkspaceId).Distinct())
            if (await limits.FullAsync(workspace, cancellationToken) is { } full) return full;
        await db.InsertAsync(jobs, clock.Now(), cancellationToken);
        foreach (var workspace in jobs.Where(j => !j.Cost.IsZero).GroupBy(j => j.WorkspaceId))
            if (await payment.ChargeAsync(workspace.Key, [.. workspace.Select(j => ChargeFor(j, j))], cancellationToken) is { } refused)
                return refused;
        // They count themselves by now; and whoever orders at the same time waits at the balance until this is decided.
        foreach (var workspace in workspaces)
            if (await limits.TooManyWaitingAsync(workspace, cancellationToken) is { } full) return full;
        Announce(jobs);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>
    /// Queues a job that waited, as it was prepared now that all it is made from is there: charged, or its price put right.
    /// </summary>
    /// <returns>Null, also when it is not waiting any more or was told to wait for more; or why it cannot be paid.</returns>
    public async Task<Error?> StartAsync(Job waiting, Job prepared, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        var started = await Waiting(waiting).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.Lane, prepared.Lane).SetProperty(x => x.Type, prepared.Type).SetProperty(x => x.Provider, prepared.Provider)
            .SetProperty(x => x.Model, prepared.Model).SetProperty(x => x.Input, prepared.Input)
            .SetProperty(x => x.Warnings, prepared.Warnings)
            .SetProperty(x => x.Cost, prepared.Cost).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (started == 0) return null;
        var charge = ChargeFor(waiting, prepared);
        var refused = waiting.Cost.IsZero
            ? prepared.Cost.IsZero ? null : await payment.ChargeAsync(waiting.WorkspaceId, [charge], cancellationToken)
            : await payment.RepriceAsync(
                waiting.WorkspaceId, waiting.Id, waiting.Run, waiting.Cost, prepared.Cost, charge.Description, cancellationToken);
        if (refused is not null) return refused;
        AfterCommit.Do(db, () => signal.Wake(prepared.Lane));
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Ends a job that waited and cannot be made, and gives back what was charged.</summary>
    public Task<bool> RefuseAsync(Job waiting, string reason, CancellationToken cancellationToken) =>
        FailAsync(Waiting(waiting), waiting, reason, cancellationToken);

    /// <summary>Takes the next job of a lane, or null. Jobs whose worker was lost are taken anew.</summary>
    public async Task<Job?> ClaimAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (await claims.NextAsync(lane, Lease, cancellationToken) is not { } job) return null;
        if (job.Attempts <= MostAttempts) return job;

        await FailAsync(
            job, $"It was tried {MostAttempts} times, and each time the server stopped in the middle of it or could not store what came of "
                + $"it", cancellationToken);
        return await ClaimAsync(lane, cancellationToken);
    }

    /// <summary>Keeps a claim and reports progress in percent; false when the job is not this worker's any more.</summary>
    public async Task<bool> RenewAsync(Job job, int progress, CancellationToken cancellationToken)
    {
        var until = clock.Now() + Lease;
        return await Held(job)
            .ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Progress, progress), cancellationToken)
            == 1;
    }

    /// <summary>Stores the id of the work at a vendor; false when the job is not this worker's any more.</summary>
    public async Task<bool> RememberAsync(Job job, string remoteId, CancellationToken cancellationToken) =>
        await Held(job).ExecuteUpdateAsync(j => j.SetProperty(x => x.RemoteId, remoteId), cancellationToken) == 1;

    /// <summary>Stores what the work is done with from here on; false when the job is not this worker's any more.</summary>
    public async Task<bool> KeepAsync(Job job, RawJson input, CancellationToken cancellationToken) =>
        await Held(job).ExecuteUpdateAsync(j => j.SetProperty(x => x.Input, input), cancellationToken) == 1;

    /// <summary>
    /// Ends a job well: files stored, cell and default job set, price trued up, status final. Where it came to more than was charged and
    /// the workspace has not the rest, it ends badly in place of that: nothing is handed out for less than its price.
    /// False when the worker lost the job meanwhile; then nothing was written.
    /// </summary>
    public async Task<bool> CompleteAsync(Job job, JobOutcome.Completed outcome, CancellationToken cancellationToken)
    {
        // Before the transaction: a storage may be slow, and nobody else shall wait for it.
        var saved = await files.SaveAsync(outcome.Files, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        var result = outcome.Result;
        var warnings = RawJson.Of(job.Warnings.Parse()!.AsArray().Select(w => w!.ToString()).Concat(outcome.Warnings));
        var ended = await Held(job).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.Status, JobStatus.Completed).SetProperty(x => x.Progress, 100).SetProperty(x => x.Result, result)
            .SetProperty(x => x.Warnings, warnings).SetProperty(x => x.LeaseUntil, (DateTime?)null).SetProperty(x => x.UpdatedAt, now),
            cancellationToken);
        if (ended == 0)
        {
            await transaction.RollbackAsync(cancellationToken);
            await files.DiscardAsync(saved, cancellationToken);
            return false;
        }

        var paths = await files.AddAsync(job.AgentId, job.Id, saved, cancellationToken);
        var value = StorableText.Of(outcome.Value) ?? (paths.Count > 0 ? job.BaseUrl + paths[0] : null);
        if (job.CellId is not null) await outputs.AttachAsync(job.CellId.Value, job.LayerId, job.Id, value, cancellationToken);
        if (outcome.Cost is { } cost && cost != job.Cost)
        {
            if (await payment.TrueUpAsync(job.WorkspaceId, job.Id, job.Run, job.Cost, cost, cancellationToken) is not null)
            {
                await transaction.RollbackAsync(cancellationToken);
                db.ChangeTracker.Clear();
                await files.DiscardAsync(saved, cancellationToken);
                return await FailAsync(
                    job, $"It came to {cost} credits, more than the {job.Cost} that were charged for it, and the workspace has not the rest", cancellationToken);
            }
            await db.Jobs.Where(j => j.Id == job.Id).ExecuteUpdateAsync(j => j.SetProperty(x => x.Cost, cost), cancellationToken);
        }
        foreach (var observer in observers) await observer.EndedAsync(job.Id, cancellationToken);
        Settle(job);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends a job badly, with a reason a person understands, and gives the credits back.</summary>
    public Task<bool> FailAsync(Job job, string reason, CancellationToken cancellationToken) =>
        FailAsync(Held(job), job, reason, cancellationToken);

    private async Task<bool> FailAsync(IQueryable<Job> still, Job job, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        reason = StorableText.Of(reason);
        var ended = await still.ExecuteUpdateAsync(j => j
            .SetProperty(x => x.Status, JobStatus.Failed).SetProperty(x => x.FailedReason, reason)
            .SetProperty(x => x.LeaseUntil, (DateTime?)null).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (ended == 0) return false;
        await RefundAsync(job, "failed", cancellationToken);
        foreach (var observer in observers) await observer.EndedAsync(job.Id, cancellationToken);
        Settle(job);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Queues a job in another lane, where its next step is done; false when the job is not this worker's any more.</summary>
    public async Task<bool> MoveAsync(Job job, Lane lane, RawJson input, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        // A step that came to its end does not count as a try that did not.
        var moved = await Held(job).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.Status, JobStatus.Pending).SetProperty(x => x.Lane, lane).SetProperty(x => x.Input, input)
            .SetProperty(x => x.Attempts, x => x.Attempts - 1).SetProperty(x => x.LeaseUntil, (DateTime?)null)
            .SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (moved == 1) signal.Wake(lane);
        return moved == 1;
    }

    /// <summary>Gives a job back to the queue as it was, when the server shuts down in the middle of it.</summary>
    public async Task ReleaseAsync(Job job, CancellationToken cancellationToken)
    {
        await Held(job).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.Status, JobStatus.Pending).SetProperty(x => x.Attempts, x => x.Attempts - 1)
            .SetProperty(x => x.LeaseUntil, (DateTime?)null), cancellationToken);
    }

    /// <summary>Stops a job that is pending or processing and gives the credits back; the worker that holds it is cancelled.</summary>
    public async Task<Error?> StopAsync(long jobId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        var stopped = await db.Jobs.Where(j => j.Id == jobId && (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing))
            .ExecuteUpdateAsync(j => j.SetProperty(x => x.Status, JobStatus.Stopped).SetProperty(x => x.LeaseUntil, (DateTime?)null)
                .SetProperty(x => x.Fence, x => x.Fence + 1).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (stopped == 0) return Error.Refused("job_cannot_be_stopped", "Only a pending or processing job can be stopped");

        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == jobId, cancellationToken);
        await RefundAsync(job, "stopped", cancellationToken);
        foreach (var observer in observers) await observer.EndedAsync(job.Id, cancellationToken);
        Settle(job);
        await transaction.CommitAsync(cancellationToken);
        signal.Cancel(jobId, job.Fence);
        await EndElsewhereAsync(job);
        return null;
    }

    /// <summary>Queues a stopped job again, charged anew.</summary>
    public async Task<Error?> ContinueAsync(long jobId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        var continued = await db.Jobs.Where(j => j.Id == jobId && j.Status == JobStatus.Stopped)
            .ExecuteUpdateAsync(j => j.SetProperty(x => x.Status, JobStatus.Pending).SetProperty(x => x.Run, x => x.Run + 1)
                .SetProperty(x => x.Attempts, 0).SetProperty(x => x.Progress, 0).SetProperty(x => x.UpdatedAt, now)
                // A submission that was still on its way ends itself: its worker lost the job.
                .SetProperty(x => x.RemoteId, x => x.RemoteId == Job.Submitting ? null : x.RemoteId), cancellationToken);
        if (continued == 0) return Error.Refused("job_cannot_be_continued", "Only a stopped job can be continued");

        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == jobId, cancellationToken);
        if (!job.Cost.IsZero
            && await payment.ChargeAsync(job.WorkspaceId, [ChargeFor(job, job, ", continued")], cancellationToken) is { } refused)
            return refused;
        Announce([job]);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <param name="prepared">What it is made by and costs: itself, unless it waited.</param>
    private static JobCharge ChargeFor(Job job, Job prepared, string how = "") =>
        new(job.Id, job.Run, prepared.Cost, $"{prepared.Type} by {prepared.Model}{how}");

    /// <summary>Gives back what a run was charged, if anything.</summary>
    private Task RefundAsync(Job job, string why, CancellationToken cancellationToken) =>
        job.Cost.IsZero
            ? Task.CompletedTask
            : payment.RefundAsync(job.WorkspaceId, job.Id, job.Run, job.Cost, $"{job.Type} {why}", cancellationToken);

    /// <summary>The job is stopped already, so whoever asked does not wait long for a vendor to agree.</summary>
    private async Task EndElsewhereAsync(Job job)
    {
        if (job.RemoteId is null || handlers.FirstOrDefault(h => h.Handles(job.Type)) is not { } handler) return;
        using var patience = new CancellationTokenSource(VendorPatience, clock);
        try
        {
            await handler.CancelAsync(job, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It goes on there, and nobody waits for it here.
        }
    }

    /// <summary>Once it is committed: wakes who works on jobs, or who looks whether what they wait for is there.</summary>
    private void Announce(IReadOnlyList<Job> jobs)
    {
        foreach (var (lane, count) in jobs.Where(j => j.Lane != Lane.Waiting).CountBy(j => j.Lane))
            AfterCommit.Do(db, () => signal.Wake(lane, count));
        foreach (var job in jobs.Where(j => j.Lane == Lane.Waiting)) Settle(job);
    }

    /// <summary>Once it is committed: what waits beside it may have its turn.</summary>
    private void Settle(Job job)
    {
        if (job.CellId is { } cell) AfterCommit.Do(db, () => signal.Settle(cell));
    }

    /// <summary>The job, as long as it waits and was not told to wait for more since it was read.</summary>
    private IQueryable<Job> Waiting(Job job) =>
        db.Jobs.Where(j => j.Id == job.Id && j.Fence == job.Fence && j.Lane == Lane.Waiting && j.Status == JobStatus.Pending);

    private IQueryable<Job> Held(Job job) => db.Jobs.Where(j => j.Id == job.Id && j.Fence == job.Fence && j.Status == JobStatus.Processing);
}
