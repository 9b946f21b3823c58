using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Vendors.Jobs;

/// <summary>How a job that runs at a vendor stands.</summary>
internal abstract record VendorJob
{
    /// <summary>It goes on.</summary>
    /// <param name="Percent">How far it is, when the vendor says.</param>
    public sealed record Running(int? Percent = null) : VendorJob;

    /// <summary>It is done.</summary>
    /// <param name="Answer">What the vendor said; where the result is stands in it.</param>
    public sealed record Done(JsonObject Answer) : VendorJob;

    /// <summary>It ended without a result.</summary>
    /// <param name="Reason">A sentence for a person.</param>
    public sealed record Failed(string Reason) : VendorJob;

    /// <summary>The vendor does not know it, or cancelled it: it may be submitted again.</summary>
    public sealed record Gone : VendorJob;
}

/// <summary>Work for a vendor, on whoever's behalf.</summary>
/// <param name="Provider">Whose limits hold.</param>
/// <param name="Vendor">What the vendor is called in sentences.</param>
/// <param name="RemoteId">The id of the job there, when one was submitted before.</param>
/// <param name="RememberAsync">Stores the id there; throws when the work is not the caller's any more.</param>
/// <param name="CancelAsync">Asks the vendor to end the job of an id; nothing where it cannot.</param>
internal sealed record VendorWork(
    string Provider, string Vendor, string? RemoteId, Func<string, CancellationToken, Task> RememberAsync,
    Func<string, CancellationToken, Task> CancelAsync);

/// <summary>
/// Work that a vendor does in its own time: submitted once, its id stored before anything else, then looked at until it ends. After a
/// restart, or when a stopped job is continued, the stored id is looked at first, so nothing is submitted (and paid) twice. Where a
/// server died in the middle of submitting, nobody knows whether the vendor took it: the job fails and is refunded.
/// </summary>
internal sealed class VendorJobs(VendorsSettings settings, TimeProvider clock)
{
    /// <summary>Does it; answers what the vendor said when it was done.</summary>
    /// <param name="submit">Submits it, answers its id there.</param>
    /// <param name="look">Looks how it stands.</param>
    /// <exception cref="VendorFailedException">It failed there, or took too long.</exception>
    public async Task<JsonObject> RunAsync(
        VendorWork work, Func<CancellationToken, Task<string>> submit, Func<string, CancellationToken, Task<VendorJob>> look,
        IProgress<int> progress, CancellationToken cancellationToken)
    {
        var (of, vendor, started) = (settings.Of(work.Provider), work.Vendor, clock.GetTimestamp());
        var id = work.RemoteId;
        if (id == Job.Submitting)
            throw new VendorFailedException(
                $"The server stopped while it handed the work to {vendor}; it was not handed over twice, so start it again");
        var first = id is null ? null : await LookAsync(id);
        if (first is VendorJob.Gone) (id, first) = (null, null);
        id ??= await SubmitAsync(work, submit, cancellationToken);

        while (clock.GetElapsedTime(started) < of.JobLimit)
        {
            var stands = first ?? await LookAsync(id);
            first = null;
            switch (stands)
            {
                case VendorJob.Done done: return done.Answer;
                case VendorJob.Failed failed: throw new VendorFailedException(failed.Reason);
                case VendorJob.Gone: throw new VendorFailedException($"{vendor} does not know the job any more that it had taken");
                case VendorJob.Running { Percent: { } percent }: progress.Report(percent); break;
                default: break;
            }
            await Task.Delay(of.PollEvery, clock, cancellationToken);
        }
        await work.CancelAsync(id, cancellationToken);
        throw new VendorFailedException($"{vendor} did not finish it within {of.JobLimit.TotalMinutes:0} minutes");

        async Task<VendorJob> LookAsync(string id)
        {
            try
            {
                return await look(id, cancellationToken);
            }
            catch (VendorFailedException busy) when (busy.Status == HttpStatusCode.TooManyRequests)
            {
                // The work goes on, and is paid, however long it may not be looked at.
                return new VendorJob.Running();
            }
        }
    }

    /// <summary>
    /// Once begun it is not broken off: its answer is the id, without which the work could be neither found nor ended.
    /// </summary>
    private static async Task<string> SubmitAsync(
        VendorWork work, Func<CancellationToken, Task<string>> submit, CancellationToken cancellationToken)
    {
        await work.RememberAsync(Job.Submitting, cancellationToken);
        var id = await submit(CancellationToken.None);
        try
        {
            await work.RememberAsync(id, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await work.CancelAsync(id, CancellationToken.None);
            throw;
        }
        return id;
    }
}
