using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Automation;

/// <summary>A job that came to its end, as receivers are told of it: what the API shows, and where its output belongs.</summary>
internal sealed record EndedJob : JobView
{
    public EndedJob(Job job, IReadOnlyList<OutputResource> outputs, long? rowId) : base(job, outputs) =>
        (AgentId, EngineId, RowId, CellId, LayerId) = (job.AgentId, job.SheetId, rowId, job.CellId, job.LayerId);

    public long GenerationId => Id;
    public string GenerationType => UserJobType;
    public long AgentId { get; }
    public long? EngineId { get; }

    /// <summary>Null when it fills no cell, or its row is gone.</summary>
    public long? RowId { get; }

    public long? CellId { get; }
    public long? LayerId { get; }

    /// <summary>Whether there is a result that is too long for a message.</summary>
    public bool ResultOmitted { get; init; }
}

/// <summary>Tells of the ends of jobs.</summary>
internal sealed class JobEvents(AppDbContext db, IJobFiles files, ISheetLookup sheets, IAgentEvents events) : IJobObserver
{
    /// <summary>The longest result that is sent, in characters: the word times of a long video would be more.</summary>
    private const int LongestResult = 20_000;

    /// <summary>Writes that a job ended, however it did, in the transaction that ends it.</summary>
    public Task EndedAsync(long jobId, CancellationToken cancellationToken) => events.WriteAsync(
        db.Jobs.Where(j => j.Id == jobId).Select(j => j.AgentId), [Hook.Webhook, Hook.Callback],
        async () => [await EventAsync(jobId, cancellationToken)], cancellationToken);

    private async Task<AgentEvent> EventAsync(long jobId, CancellationToken cancellationToken)
    {
        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == jobId, cancellationToken);
        var rows = job.CellId is { } cell ? await sheets.RowsOfAsync([cell], cancellationToken) : [];
        var ended = new EndedJob(
            job, [.. (await files.OutputsOfAsync([job.Id], cancellationToken))[job.Id]], rows is [var row] ? row : null);
        if (job.Result?.Text.Length > LongestResult) ended = ended with { Result = null, ResultOmitted = true };
        return new AgentEvent($"{(job.Type == Job.Render ? "render" : "generation")}.{job.Status.ToString().ToLowerInvariant()}", ended);
    }
}
