using OpenGen.Rendering;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Works on jobs that are generations: hands each to the generator that makes its type for its provider.</summary>
internal sealed class GenerationHandler(Catalog catalog, IEnumerable<IGenerator> generators, WrittenFields fields, IAgentDirectory agents)
    : IJobHandler
{
    public bool Handles(string type) => catalog.Type(type) is not null;

    public async Task CancelAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.RemoteId is { } remote and not Job.Submitting && generators.Making(job.Provider, job.Type) is { } generator)
            await generator.CancelAsync(
                job.AgentId, catalog.Find(job.Type, job.Model)?.VendorModelFor(job.Type) ?? job.Model, remote, cancellationToken);
    }

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var job = run.Job;
        if (generators.Making(job.Provider, job.Type) is not { } generator)
            return new JobOutcome.Failed($"{job.Provider} is not set up for this any more");
        if (!await generator.HasKeyAsync(job.AgentId, cancellationToken))
            return new JobOutcome.Failed($"There is no key for {job.Provider} any more");

        var input = job.InputAs<GenerationInput>();
        var brand = await agents.CoreAsync(job.AgentId, cancellationToken);
        try
        {
            input = await fields.WriteAsync(run, input, brand, cancellationToken);
            var request = new GenerationRequest(
                job.Type, job.Model, catalog.Find(job.Type, job.Model)?.VendorModelFor(job.Type) ?? job.Model, input.Data,
                input.AspectRatio ?? "9:16", job.Id,
                brand, job.AgentId, run.Scratch)
            {
                RemoteId = job.RemoteId,
                RememberAsync = run.RememberAsync,
            };
            var made = await generator.MakeAsync(request, run.Progress, cancellationToken);
            var result = made.Result ?? [];
            if (made.Text is not null) result["text"] = made.Text;
            if (WrittenFields.Written(input) is { } written) result["written"] = written;
            return new JobOutcome.Completed(RawJson.From(result), made.Files, made.Text, made.Warnings, fields.CostOf(job, input));
        }
        catch (Exception failed) when (failed is GenerationFailedException or VendorFailedException or CompositionInvalidException)
        {
            return new JobOutcome.Failed(failed.Message);
        }
    }
}
