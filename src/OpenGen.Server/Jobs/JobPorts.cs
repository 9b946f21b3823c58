namespace OpenGen.Server.Jobs;

// What the queue asks of the modules, each of which knows the queue and is not known to it. Unless it says otherwise, a call is part of
// the transaction that changes the job: both are there afterwards, or neither.

/// <summary>Pays for jobs.</summary>
internal interface IJobPayment
{
    /// <summary>Takes the prices of runs before they start, in as many statements however many they are.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small for all of them; nothing was taken.</returns>
    Task<Error?> ChargeAsync(long workspaceId, IReadOnlyList<JobCharge> charges, CancellationToken cancellationToken);

    /// <summary>Gives a run's price back, once however often it is called.</summary>
    Task RefundAsync(long workspaceId, long jobId, int run, Credits amount, string description, CancellationToken cancellationToken);

    /// <summary>Puts the price of a run right before it starts: gives the difference back, or takes it.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small for it; nothing was taken.</returns>
    Task<Error?> RepriceAsync(
        long workspaceId, long jobId, int run, Credits charged, Credits cost, string description, CancellationToken cancellationToken);

    /// <summary>Trues up a run whose real price differs from what was charged: gives the difference back, or takes it.</summary>
    /// <returns>422 insufficient_credits_for_job when the balance is too small for the rest; nothing was taken.</returns>
    Task<Error?> TrueUpAsync(
        long workspaceId, long jobId, int run, Credits charged, Credits cost, CancellationToken cancellationToken);
}

/// <summary>The price of a job's run.</summary>
/// <param name="Amount">Above zero.</param>
/// <param name="Description">For the ledger.</param>
internal sealed record JobCharge(long JobId, int Run, Credits Amount, string Description);

/// <summary>How much work a workspace may order.</summary>
internal interface IJobLimits
{
    /// <summary>
    /// 422 when nothing can be made whose files the workspace has no room for; null when it has. By what was known half a minute ago.
    /// </summary>
    Task<Error?> FullAsync(long workspaceId, CancellationToken cancellationToken);

    /// <summary>422 when more of the workspace's jobs wait than may, those of this transaction counted; null when not.</summary>
    Task<Error?> TooManyWaitingAsync(long workspaceId, CancellationToken cancellationToken);
}

/// <summary>Stores what jobs make.</summary>
internal interface IJobFiles
{
    /// <summary>
    /// Writes files into the storage, which may be slow: before the transaction that adds them. What is never added is swept.
    /// </summary>
    Task<IReadOnlyList<SavedFile>> SaveAsync(IReadOnlyList<ProducedFile> files, CancellationToken cancellationToken);

    /// <summary>Makes saved files the agent's. Answers the paths of their URLs.</summary>
    Task<IReadOnlyList<string>> AddAsync(
        long agentId, long? jobId, IReadOnlyList<SavedFile> files, CancellationToken cancellationToken);

    /// <summary>Gives up saved files that are not added after all; outside of a transaction.</summary>
    Task DiscardAsync(IReadOnlyList<SavedFile> files, CancellationToken cancellationToken);

    /// <summary>The outputs of jobs, the main one first; in any transaction or none.</summary>
    Task<ILookup<long, OutputResource>> OutputsOfAsync(IReadOnlyList<long> jobIds, CancellationToken cancellationToken);
}

/// <summary>Puts what jobs made where it was ordered for.</summary>
internal interface IJobOutputs
{
    /// <summary>Makes a job the one that counts for its layer, or else for its cell, whose value follows.</summary>
    Task AttachAsync(long cellId, long? layerId, long jobId, string? value, CancellationToken cancellationToken);
}

/// <summary>Is told of the ends of jobs.</summary>
internal interface IJobObserver
{
    /// <summary>A job has come to its end, however it did.</summary>
    Task EndedAsync(long jobId, CancellationToken cancellationToken);
}

/// <summary>What is around a job while it is worked on, outside of any request.</summary>
internal interface IJobSurroundings
{
    /// <summary>From here until disposal, URLs are written as the request did that ordered the job.</summary>
    /// <param name="baseUrl">The job's; null where nobody said.</param>
    IDisposable Enter(string? baseUrl);
}
