using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>How a job that runs at a vendor stands.</summary>
internal abstract record VendorJob
{
    /// <summary>It goes on.</summary>
    /// <param name="Percent">How far it is, when the vendor says.</param>
    public sealed record Running(int? Percent = null) : VendorJob;

    /// <summary>It is done.</summary>
    /// <param name="Answer">What the vendor said; where the result is stands in it.</param>
    public sealed record Done(System.Text.Json.Nodes.JsonObject Answer) : VendorJob;

    /// <summary>It ended without a result.</summary>
    /// <param name="Reason">A sentence for a person.</param>
    public sealed record Failed(string Reason) : VendorJob;

    /// <summary>The vendor does not know it, or cancelled it: it may be submitted again.</summary>
    public sealed record Gone : VendorJob;
}

/// <summary>
/// Work that a vendor does in its own time: submitted once, its id stored before anything else, then looked at until it ends. After a
/// restart, or when a stopped job is continued, the stored id is looked at first, so nothing is submitted (and paid) twice. Where a
/// server died in the middle of submitting, nobody knows whether the vendor took it: the job fails and is refunded.
/// </summary>
internal sealed class VendorJobs(VendorsSettings settings, TimeProvider clock)
{
    /// <summary>Does it; answers what the vendor said when it was done.</summary>
    /// <param name="generator">Who asks: its provider's limits hold, and it can cancel.</param>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    /// <param name="submit">Submits it, answers its id there.</param>
    /// <param name="look">Looks how it stands.</param>
    /// <exception cref="GenerationFailedException">It failed there, or took too long.</exception>
    public async Task<System.Text.Json.Nodes.JsonObject> RunAsync(
        IGenerator generator, GenerationRequest request, string vendor,
        Func<CancellationToken, Task<string>> submit, Func<string, CancellationToken, Task<VendorJob>> look, IProgress<int> progress, CancellationToken stop)
    {
        var of = settings.Of(generator.Provider);
        var started = clock.GetTimestamp();
        var id = request.RemoteId;
        if (id == Job.Submitting) throw new GenerationFailedException($"The server stopped while it handed the work to {vendor}; it was not handed over twice, so start it again");
        if (id is not null && await look(id, stop) is VendorJob.Gone) id = null;
        id ??= await SubmitAsync(generator, request, submit, stop);

        while (clock.GetElapsedTime(started) < of.JobLimit)
        {
            switch (await look(id, stop))
            {
                case VendorJob.Done done: return done.Answer;
                case VendorJob.Failed failed: throw new GenerationFailedException(failed.Reason);
                case VendorJob.Gone: throw new GenerationFailedException($"{vendor} does not know the job any more that it had taken");
                case VendorJob.Running { Percent: { } percent }: progress.Report(percent); break;
                default: break;
            }
            await Task.Delay(of.PollEvery, clock, stop);
        }
        await generator.CancelAsync(request.AgentId, request.VendorModel, id, stop);
        throw new GenerationFailedException($"{vendor} did not finish it within {of.JobLimit.TotalMinutes:0} minutes");
    }

    /// <summary>Once begun it is not broken off: its answer is the id, without which the work could be neither found nor ended.</summary>
    private static async Task<string> SubmitAsync(IGenerator generator, GenerationRequest request, Func<CancellationToken, Task<string>> submit, CancellationToken stop)
    {
        await request.RememberAsync(Job.Submitting, stop);
        var id = await submit(CancellationToken.None);
        try
        {
            await request.RememberAsync(id, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await generator.CancelAsync(request.AgentId, request.VendorModel, id, CancellationToken.None);
            throw;
        }
        return id;
    }
}
