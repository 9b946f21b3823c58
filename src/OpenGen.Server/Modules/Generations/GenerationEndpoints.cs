using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Ordering content for cells and layers, and following it: …/generate, /v1/generations, /v1/models, /v1/pricing_configs.</summary>
internal static class GenerationEndpoints
{
    public sealed record Generate([MaxLength(64)] string? GenerationType, JsonObject? Data) : Input<Generate>;

    public sealed record BatchOf([MaxLength(100_000)] IReadOnlyList<long>? RowIds, [MaxLength(1_000)] IReadOnlyList<long>? ColumnIds, bool? OnlyEmpty) : Input<BatchOf>
    {
        internal Batch Batch => new(RowIds, ColumnIds, OnlyEmpty ?? false);
    }

    public sealed record BatchOrdered(long GenerationId, JobStatus Status, long CellId, long RowId, long ColumnId);

    public sealed record Estimate(long Credits, IReadOnlyList<EstimateItem> Items);

    public sealed record EstimateItem(long CellId, long RowId, long ColumnId, string GenerationType, string Model, string Provider, long Credits);

    /// <summary>How many are listed when no page is asked for; the <c>Link</c> header leads to the others.</summary>
    private const int MostListed = 1_000;

    public sealed record Ordered(long GenerationId, JobStatus Status);

    public sealed record StoppedGeneration(Job Job, IReadOnlyList<Assets.OutputResource> Outputs) : JobView(Job, Outputs)
    {
        public long GenerationId => Id;

        [System.Text.Json.Serialization.JsonIgnore]
        public Job Job { get; init; } = Job;

        [System.Text.Json.Serialization.JsonIgnore]
        public IReadOnlyList<Assets.OutputResource> Outputs { get; init; } = Outputs;
    }

    public sealed record ModelView(
        string Name, string Label, IReadOnlyList<string> GenerationTypes, string Provider, bool Configured,
        IReadOnlyList<string> AspectRatios, IReadOnlyList<int> Durations, bool Default);

    public sealed record PriceView(string GenerationType, string Model, string Provider, double Credits, string Per);

    public static void Map(RouteGroupBuilder v1)
    {
        var cell = v1.MapGroup("/autocontentengine/{sheet_id:long}/cells/{cell_id:long}").ForAgent(paid: true).WithTags("Generations").InPhase(Phase.Edit);
        cell.MapPost("/generate", GenerateCellAsync).WithName("generateCellContent");
        cell.MapPost("/layers/{layer_id:long}/generate", GenerateLayerAsync).WithName("generateLayerContent");

        var sheet = v1.MapGroup("/autocontentengine/{sheet_id:long}").WithTags("Generations").InPhase(Phase.Edit);
        sheet.MapPost("/generate_batch", GenerateBatchAsync).WithName("generateBatch").WithSummary("Generate many cells: all are charged and queued, or none").ForAgent(paid: true);
        sheet.MapPost("/estimate", EstimateAsync).WithName("estimateBatch").WithSummary("What generating these cells would cost").ForAgent();

        v1.MapGet("/generations", ListAsync).WithName("listGenerations").WithSummary("An agent's generations, newest first").WithTags("Generations").InPhase(Phase.Edit).ForAgent()
            .WithMetadata(new AnswersList());
        var generations = v1.MapGroup("/generations/{generation_id:long}").WithTags("Generations").InPhase(Phase.Edit).WithMetadata(new LeastRole(Role.Manager));
        generations.MapGet("/", GetAsync).WithName("getGeneration");
        generations.MapPost("/stop", StopAsync).WithName("stopGeneration");
        generations.MapPost("/continue", ContinueAsync).WithName("continueGeneration");

        v1.MapGet("/models", ListModels).WithName("listModels").WithTags("Generations").InPhase(Phase.Edit);
        v1.MapGet("/pricing_configs", ListPrices).WithName("listPricingConfigs").WithTags("Generations").InPhase(Phase.Edit);
    }

    private static async Task<Results<Created<Ordered>, Problem>> GenerateCellAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, Generate request, GenerationOrders orders, CancellationToken stop) =>
        Answer(await orders.OrderAsync(scope, cellId, null, request.GenerationType, request.Data, stop));

    private static async Task<Results<Created<Ordered>, Problem>> GenerateLayerAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long layerId, Generate request,
        GenerationOrders orders, CancellationToken stop) =>
        Answer(await orders.OrderAsync(scope, cellId, layerId, request.GenerationType, request.Data, stop));

    private static async Task<Results<Created<List<BatchOrdered>>, Problem>> GenerateBatchAsync(SheetScope scope, BatchOf request, GenerationBatches batches, CancellationToken stop)
    {
        var ordered = await batches.OrderAsync(scope, request.Batch, stop);
        if (ordered.Failed) return ordered.Error.AsProblem();
        return TypedResults.Created((string?)null, ordered.Value.ConvertAll(i => new BatchOrdered(i.Job.Id, i.Job.Status, i.Cell.CellId, i.Cell.RowId, i.Cell.ColumnId)));
    }

    private static async Task<Results<Ok<Estimate>, Problem>> EstimateAsync(SheetScope scope, BatchOf request, GenerationBatches batches, CancellationToken stop)
    {
        var items = await batches.PrepareAsync(scope, request.Batch, stop);
        if (items.Failed) return items.Error.AsProblem();
        return TypedResults.Ok(new Estimate(items.Value.Sum(i => i.Job.Cost.Value),
            items.Value.ConvertAll(i => new EstimateItem(i.Cell.CellId, i.Cell.RowId, i.Cell.ColumnId, i.Job.Type, i.Job.Model, i.Job.Provider, i.Job.Cost.Value))));
    }

    private static async Task<Results<Ok<IReadOnlyList<JobView>>, Problem>> ListAsync(
        AgentScope scope, [FromQuery(Name = "engine_id")] long? engineId, [FromQuery(Name = "status")] string? status, JobViews views, HttpContext context, CancellationToken stop)
    {
        var wanted = default(JobStatus?);
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.TryParse<JobStatus>(status, ignoreCase: true, out var known) || !char.IsAsciiLetter(status[0]))
                return Error.Invalid("status", "must be one of pending, processing, completed, failed, stopped").AsProblem();
            wanted = known;
        }
        var (from, size) = (0, MostListed);
        if (Paging.IsAsked(context.Request.Query) && Paging.Read(context.Request.Query, out from, out size) is { } wrong) return wrong.AsProblem();
        var (jobs, count) = await views.OfAgentAsync(scope.AgentId, engineId, wanted, from, size, stop);
        Paging.Announce(context, count, from + size);
        return TypedResults.Ok<IReadOnlyList<JobView>>(jobs);
    }

    /// <summary>201 with the job's id, or why it was refused.</summary>
    internal static Results<Created<Ordered>, Problem> Answer(Result<Job> ordered)
    {
        if (ordered.Failed) return ordered.Error.AsProblem();
        return TypedResults.Created($"/v1/generations/{ordered.Value.Id}", new Ordered(ordered.Value.Id, ordered.Value.Status));
    }

    private static async Task<Results<Ok<JobView>, Problem>> GetAsync(
        [FromRoute(Name = "generation_id")] long id, CurrentUser user, JobViews views, WorkspaceDirectory workspaces, CancellationToken stop)
    {
        var found = await FindAsync(id, user, views, workspaces, stop);
        return found.Failed ? found.Error.AsProblem() : TypedResults.Ok(await views.ViewAsync(found.Value, stop));
    }

    private static async Task<Results<Ok<StoppedGeneration>, Problem>> StopAsync(
        [FromRoute(Name = "generation_id")] long id, CurrentUser user, JobLifecycle jobs, JobViews views, WorkspaceDirectory workspaces, CancellationToken stop) =>
        await ChangeAsync(id, user, views, workspaces, jobs.StopAsync, stop);

    private static async Task<Results<Ok<StoppedGeneration>, Problem>> ContinueAsync(
        [FromRoute(Name = "generation_id")] long id, CurrentUser user, JobLifecycle jobs, JobViews views, WorkspaceDirectory workspaces, CancellationToken stop) =>
        await ChangeAsync(id, user, views, workspaces, jobs.ContinueAsync, stop);

    private static async Task<Results<Ok<StoppedGeneration>, Problem>> ChangeAsync(
        long id, CurrentUser user, JobViews views, WorkspaceDirectory workspaces, Func<long, CancellationToken, Task<Error?>> change, CancellationToken stop)
    {
        var found = await FindAsync(id, user, views, workspaces, stop);
        if (found.Failed) return found.Error.AsProblem();
        if (await change(id, stop) is { } refused) return refused.AsProblem();
        var job = (await views.FindAsync(user.Id, id, stop))!;
        return TypedResults.Ok(new StoppedGeneration(job, (await views.ViewAsync(job, stop)).OutputResources));
    }

    private static async Task<Result<Job>> FindAsync(long id, CurrentUser user, JobViews views, WorkspaceDirectory workspaces, CancellationToken stop)
    {
        if (await views.FindAsync(user.Id, id, stop) is not { } job) return Error.NotFound("Generation");
        var member = await workspaces.FindAsync(user.Id, job.WorkspaceId, stop);
        return member is { Role: <= Role.Manager } ? job : Error.Forbidden();
    }

    private static Ok<ModelView[]> ListModels(Catalog catalog, Vendors.VendorsSettings vendors) =>
        TypedResults.Ok(catalog.Models.Select(m => new ModelView(
            m.Name, m.Label, m.GenerationTypes, m.Provider, m.Provider == Catalog.Local || vendors.Of(m.Provider).HasKey, m.AspectRatios ?? [], m.Durations ?? [], m.Default)).ToArray());

    private static Ok<PriceView[]> ListPrices(Catalog catalog) => TypedResults.Ok(
        catalog.Models.SelectMany(m => m.GenerationTypes, (m, type) => (m, type, Rate: catalog.RateOf(type, m)))
            .Select(p => new PriceView(p.type, p.m.Name, p.m.Provider, p.Rate.Credits, p.Rate.Per))
            .Append(new PriceView("render", "opengen", Catalog.Local, catalog.Render.Credits, catalog.Render.Per!)).ToArray());
}
