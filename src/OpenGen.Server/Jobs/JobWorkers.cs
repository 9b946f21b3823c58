using System.ComponentModel.DataAnnotations;
using OpenGen.Media;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>Settings of the workers: how many jobs of each lane run at once in this process; 0 for none.</summary>
internal sealed class JobOptions
{
    /// <summary>Whether this process works on jobs at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Seconds of this machine each: text, speech, pictures.</summary>
    [Range(0, 256)]
    public int Quick { get; set; } = 2;

    /// <summary>FFmpeg uses two cores well; two renders on the same two gain nothing (docs/adr/0002).</summary>
    [Range(0, 256)]
    public int Render { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Waiting for vendors.</summary>
    [Range(0, 1_000)]
    public int Vendor { get; set; } = 8;

    /// <summary>Waiting for the servers that hold what renders are made from.</summary>
    [Range(0, 1_000)]
    public int Fetch { get; set; } = 8;

    /// <summary>
    /// How often an idle worker looks for what nobody told it of: a job whose lease ran out, an order whose word was lost.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many of a lane.</summary>
    public int Of(Lane lane) =>
        lane switch { Lane.Quick => Quick, Lane.Render => Render, Lane.Vendor => Vendor, Lane.Fetch => Fetch, _ => 0 };
}

/// <summary>Claims jobs and runs them: for each, a lease that is renewed, a folder that is removed, and one end.</summary>
internal sealed partial class JobWorkers(
    IServiceScopeFactory scopes, JobSignal signal, IJobSurroundings surroundings, JobOptions options, ScratchSpace scratchSpace,
    TimeProvider clock, ILogger<JobWorkers> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => !options.Enabled
        ? Task.CompletedTask
        : Task.WhenAll(
            Enum.GetValues<Lane>().SelectMany(lane => Enumerable.Range(0, options.Of(lane)).Select(_ => WorkAsync(lane, stoppingToken))));

    private async Task WorkAsync(Lane lane, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await ClaimAsync(lane, stoppingToken) is { } job) await RunAsync(job, stoppingToken);
                else await signal.WaitAsync(lane, options.PollEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database may be away for a moment; the job's lease runs out and it is taken again.
                WorkerFault(log, fault, lane);
                await Task.Delay(AfterFault, clock, CancellationToken.None);
            }
        }
    }

    private async Task<Job?> ClaimAsync(Lane lane, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<JobLifecycle>().ClaimAsync(lane, cancellationToken);
    }

    /// <summary>Whatever a claimed job meets, it comes to its end here, or is given back, or is somebody else's by then.</summary>
    private async Task RunAsync(Job job, CancellationToken stoppingToken)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var registered = signal.Register(job, cancel);
        var scratch = Path.Combine(scratchSpace.Folder, Guid.NewGuid().ToString("N"));
        var progress = new LastPercent();
        var renewing = RenewAsync(job, progress, cancel);
        using var ungated = ProcessGate.Bypass();
        Started(log, job.Id, job.Type, job.Model, job.Attempts);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await RunHandlerAsync(scope.ServiceProvider, job, scratch, progress, cancel.Token);
            // From here on the end is written whatever happens, unless the job was lost.
            await EndAsync(job, outcome);
        }
        catch (JobLostException)
        {
            Interrupted(log, job.Id);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (stoppingToken.IsCancellationRequested)
                await WithLifecycleAsync(async lifecycle => { await lifecycle.ReleaseAsync(job, CancellationToken.None); return true; });
            Interrupted(log, job.Id);
        }
        finally
        {
            await cancel.CancelAsync();
            await renewing;
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<JobOutcome> RunHandlerAsync(
        IServiceProvider services, Job job, string scratch, LastPercent progress, CancellationToken cancellationToken)
    {
        try
        {
            using var inside = surroundings.Enter(job.BaseUrl);
            var handler = services.GetServices<IJobHandler>().FirstOrDefault(h => h.Handles(job.Type));
            if (handler is null) return new JobOutcome.Failed($"This server has nobody who makes {job.Type}");
            return await handler.RunAsync(new JobRun(job, Directory.CreateDirectory(scratch).FullName, progress,
                (remote, cancel) => MustBeHeldAsync(job, services.GetRequiredService<JobLifecycle>().RememberAsync(job, remote, cancel)),
                (input, cancel) => MustBeHeldAsync(job, services.GetRequiredService<JobLifecycle>().KeepAsync(job, input, cancel))),
                cancellationToken);
        }
        catch (JobLostException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (JobUnreadableException fault)
        {
            HandlerFault(log, fault, job.Id, job.Type);
            return new JobOutcome.Failed(fault.Message);
        }
        catch (Exception fault)
        {
            HandlerFault(log, fault, job.Id, job.Type);
            if (MachineFaults.Of(fault) is { } machine) return new JobOutcome.Failed(machine.Message);
            return new JobOutcome.Failed($"Something went wrong on our side while making it; it is in the server's log under job {job.Id}");
        }
    }

    private static async Task MustBeHeldAsync(Job job, Task<bool> writing)
    {
        if (!await writing) throw new JobLostException(job.Id);
    }

    /// <summary>
    /// Writes how a job ended. What can never be stored ends it badly, at once; what the database cannot do just now is tried again
    /// with the job.
    /// </summary>
    private async Task EndAsync(Job job, JobOutcome outcome)
    {
        bool written;
        try
        {
            written = await WithLifecycleAsync(lifecycle => outcome switch
            {
                JobOutcome.Completed completed => lifecycle.CompleteAsync(job, completed, CancellationToken.None),
                JobOutcome.Failed failed => lifecycle.FailAsync(job, failed.Reason, CancellationToken.None),
                JobOutcome.Moved moved => lifecycle.MoveAsync(job, moved.Lane, moved.Input, CancellationToken.None),
                _ => throw new InvalidOperationException($"Unknown outcome {outcome}"),
            });
        }
        catch (Exception fault) when (outcome is JobOutcome.Completed && fault.IsPermanent())
        {
            HandlerFault(log, fault, job.Id, job.Type);
            outcome = new JobOutcome.Failed($"What was made cannot be stored; why is in the server's log under job {job.Id}");
            // Of what was prepared in the other's context nothing may be written along.
            written = await WithLifecycleAsync(
                lifecycle => lifecycle.FailAsync(job, ((JobOutcome.Failed)outcome).Reason, CancellationToken.None));
        }
        if (written) Ended(log, job.Id, outcome.GetType().Name);
        else Lost(log, job.Id);
    }

    private async Task<T> WithLifecycleAsync<T>(Func<JobLifecycle, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<JobLifecycle>());
    }

    /// <summary>
    /// Keeps the lease until the job ends. A renewal that fails is tried again at the next tick: what ends the work is that the job is
    /// somebody else's.
    /// </summary>
    private async Task RenewAsync(Job job, LastPercent progress, CancellationTokenSource cancel)
    {
        using var timer = new PeriodicTimer(RenewEvery, clock);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancel.Token))
                    if (!await WithLifecycleAsync(lifecycle => lifecycle.RenewAsync(job, progress.Value, cancel.Token)))
                        await cancel.CancelAsync();
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // The job ended.
            }
            catch (Exception fault)
            {
                NotRenewed(log, fault, job.Id);
            }
        }
    }

    /// <summary>A worker finds that its job is somebody else's by now.</summary>
    private sealed class JobLostException(long jobId) : OperationCanceledException($"Job {jobId} was lost");

    private sealed class LastPercent : IProgress<int>
    {
        private volatile int _value;

        public int Value => _value;

        public void Report(int value) => _value = Math.Clamp(value, 0, 99);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} ({Type} by {Model}) starts, attempt {Attempt}")]
    private static partial void Started(ILogger log, long job, string type, string model, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job}: {Outcome}")]
    private static partial void Ended(ILogger log, long job, string outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} was stopped, lost, or given back for a shutdown")]
    private static partial void Interrupted(ILogger log, long job);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} belonged to somebody else by the time it was done; nothing was written")]
    private static partial void Lost(ILogger log, long job);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} ({Type}) met a fault")]
    private static partial void HandlerFault(ILogger log, Exception fault, long job, string type);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Job} could not be renewed; it is tried again in a second")]
    private static partial void NotRenewed(ILogger log, Exception fault, long job);

    [LoggerMessage(Level = LogLevel.Error, Message = "A worker of lane {Lane} met a fault and goes on")]
    private static partial void WorkerFault(ILogger log, Exception fault, Lane lane);
}
