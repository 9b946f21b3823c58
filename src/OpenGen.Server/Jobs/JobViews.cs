using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>A job as the API shows it: a generation.</summary>
internal record JobView : Timed
{
    public JobView(Job job, IReadOnlyList<OutputResource> outputs) : base(job)
    {
        (Id, Status, UserJobType, Result, FailedReason) = (job.Id, job.Status, job.Type, ShownOf(job), job.FailedReason);
        (Progress, Provider, Model) = (job.Progress, job.Provider, job.Model);
        Warnings = [.. job.Warnings.Parse()!.AsArray().Select(w => w!.ToString())];
        ExecutionCost = job.Cost.OnTheWire;
        OutputResources = outputs;
    }

    public long Id { get; }
    public JobStatus Status { get; }
    public string UserJobType { get; }

    [AnyJson("What it came to, once it is completed: of a text generation the text, of others an object of what is known "
        + "beside the files, which are in output_resources.")]
    public RawJson? Result { get; init; }

    public string? FailedReason { get; }
    public IReadOnlyList<OutputResource> OutputResources { get; }
    public string ExecutionCost { get; }
    public int Progress { get; }
    public string Provider { get; }
    public string Model { get; }
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>A text's is the text.</summary>
    private static RawJson? ShownOf(Job job) =>
        job.Type == Job.Text && job.Result?.AsObject()["text"] is { } text ? RawJson.From(text) : job.Result;
}

/// <summary>Reads jobs with their outputs.</summary>
internal sealed class JobViews(AppDbContext db, IJobFiles files)
{
    /// <summary>A job, whoever's it is; null when it is not there.</summary>
    public Task<Job?> FindAsync(long jobId, CancellationToken cancellationToken) =>
        db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == jobId, cancellationToken);

    /// <summary>As the API shows it.</summary>
    public async Task<JobView> ViewAsync(Job job, CancellationToken cancellationToken) =>
        new(job, [.. (await files.OutputsOfAsync([job.Id], cancellationToken))[job.Id]]);

    /// <summary>Jobs in the order of the query.</summary>
    public async Task<List<JobView>> ListAsync(IQueryable<Job> jobs, CancellationToken cancellationToken)
    {
        var found = await jobs.AsNoTracking().ToListAsync(cancellationToken);
        var outputs = await files.OutputsOfAsync(found.ConvertAll(j => j.Id), cancellationToken);
        return found.ConvertAll(j => new JobView(j, [.. outputs[j.Id]]));
    }

    /// <summary>A page of an agent's jobs, newest first, and how many there are in all.</summary>
    public async Task<(List<JobView> Jobs, int Count)> OfAgentAsync(
        long agentId, long? sheetId, JobStatus? status, int from, int size, CancellationToken cancellationToken)
    {
        var ofAgent = db.Jobs.Where(j => j.AgentId == agentId);
        var jobs = ofAgent.Where(j => (sheetId == null || j.SheetId == sheetId) && (status == null || j.Status == status));
        var part = jobs.OrderByDescending(j => j.Id).Skip(from).Take(size);
        return (await ListAsync(part, cancellationToken), await jobs.CountAsync(cancellationToken));
    }

    /// <summary>All jobs of the cells and layers asked for, newest first.</summary>
    public async Task<JobsByPlace> OfAsync(IQueryable<Job> jobs, CancellationToken cancellationToken)
    {
        var found = await jobs.AsNoTracking().OrderByDescending(j => j.Id).ToListAsync(cancellationToken);
        var outputs = await files.OutputsOfAsync(found.ConvertAll(j => j.Id), cancellationToken);
        var views = found.ConvertAll(j => (Job: j, View: new JobView(j, [.. outputs[j.Id]])));
        return new JobsByPlace(
            views.Where(v => v.Job.LayerId is null).ToLookup(v => v.Job.CellId ?? 0, v => v.View),
            views.Where(v => v.Job.LayerId is not null).ToLookup(v => v.Job.LayerId!.Value, v => v.View));
    }
}

/// <summary>Jobs by where their output goes.</summary>
internal sealed record JobsByPlace(ILookup<long, JobView> OfCell, ILookup<long, JobView> OfLayer)
{
    /// <summary>No jobs anywhere.</summary>
    public static readonly JobsByPlace None = new(Array.Empty<JobView>().ToLookup(_ => 0L), Array.Empty<JobView>().ToLookup(_ => 0L));
}

/// <summary>Reads what finished jobs came to.</summary>
internal sealed class JobResults(AppDbContext db)
{
    /// <summary>The result of one of an agent's completed jobs, or null.</summary>
    public async Task<System.Text.Json.Nodes.JsonObject?> FindAsync(
        long agentId, long jobId, CancellationToken cancellationToken)
    {
        var completed = db.Jobs.Where(j => j.Id == jobId && j.AgentId == agentId && j.Status == JobStatus.Completed);
        return (await completed.Select(j => j.Result).FirstOrDefaultAsync(cancellationToken))?.AsObject();
    }
}
