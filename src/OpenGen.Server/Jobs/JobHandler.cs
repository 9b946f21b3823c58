namespace OpenGen.Server.Jobs;

/// <summary>Does the work of one family of job types. One implementation a family, registered in its module.</summary>
internal interface IJobHandler
{
    /// <summary>Whether jobs of this type are this handler's.</summary>
    bool Handles(string type);

    /// <summary>
    /// Does the work. Files it makes go into <see cref="JobRun.Scratch"/>. It may be started again after a crash, so what it
    /// does outside of that folder must be safe to repeat. Cancelled when the job is stopped, lost or the server shuts down.
    /// </summary>
    Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Ends what a stopped job still has running elsewhere, where that can be done.</summary>
    Task CancelAsync(Job job, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>One try at a job.</summary>
/// <param name="Job">The job as it was claimed.</param>
/// <param name="Scratch">A folder of its own, removed afterwards.</param>
/// <param name="Progress">Takes percent, 0 to 100.</param>
/// <param name="KeepAsync">Stores <see cref="Job.Input"/> as it is from here on; throws when the job was lost.</param>
/// <param name="RememberAsync">Stores <see cref="Job.RemoteId"/>; throws <see cref="OperationCanceledException"/> when the job was
/// lost.</param>
internal sealed record JobRun(
    Job Job, string Scratch, IProgress<int> Progress, Func<string, CancellationToken, Task> RememberAsync,
    Func<RawJson, CancellationToken, Task> KeepAsync);

/// <summary>How a try ended.</summary>
internal abstract record JobOutcome
{
    /// <summary>It worked.</summary>
    /// <param name="Result">What <c>result</c> shows.</param>
    /// <param name="Files">Files made, the main one first.</param>
    /// <param name="Value">The cell's new value; without it the first file's URL.</param>
    /// <param name="Notes">Warnings: sentences for the user.</param>
    /// <param name="Cost">What it really cost, when that can differ from the estimate charged; 1 or more. Where the workspace has not
    /// the rest, the job fails.</param>
    public sealed record Completed(
        RawJson Result, IReadOnlyList<ProducedFile> Files, string? Value = null, IReadOnlyList<string>? Notes = null, Credits? Cost = null)
            : JobOutcome
    {
        /// <summary>Sentences for the user; never null.</summary>
        public IReadOnlyList<string> Warnings => Notes ?? [];
    }

    /// <summary>It did not, and trying again would not help.</summary>
    /// <param name="Reason">A sentence for a person.</param>
    public sealed record Failed(string Reason) : JobOutcome;

    /// <summary>
    /// One step of it is done, and workers of another lane go on; it queues there, and keeps its place among its workspace's jobs.
    /// </summary>
    /// <param name="Input">What it is done with from here on.</param>
    public sealed record Moved(Lane Lane, RawJson Input) : JobOutcome;
}
