using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations;

/// <summary>
/// Orders the content of a cell or layer:
/// 1. merge the cards; 2. fill in variables; 3. find type, model and provider; 4. check inputs and files; 5. price;
/// 6. charge and queue, in one commit (<see cref="JobLifecycle"/>). Refused anywhere: nothing was written.
/// </summary>
internal sealed class GenerationOrders(
    ISheetLookup sheets, IAutoRows auto, IAgentDirectory agents, IResourceStore store, IEnumerable<IGenerator> generators, Catalog catalog,
    ModelChoice models, WrittenFields written, SpeechCard speech, JobLifecycle jobs, IPublicUrls urls)
{
    private const int MostTries = 10;

    public async Task<Result<Job>> OrderAsync(
        SheetScope scope, long cellId, long? layerId, string? requestType, JsonObject? requestData, CancellationToken cancellationToken)
    {
        return await TryAsync<Job>(async () =>
        {
            if (await sheets.FindAsync(scope.AgentId, scope.WorkspaceId, scope.SheetId, cellId, cancellationToken) is not { } cell)
                return Error.NotFound("Cell");
            var job = await PrepareAsync(new Wanted(cell, layerId, requestType, requestData), cancellationToken);
            if (job.Failed) return job;
            return await OrderAsync(scope, [(cell, job.Value)], cancellationToken) is { } refused ? refused : job;
        });
    }

    /// <summary>
    /// Orders what was prepared if the values it was prepared from are still there. In a sheet that recalculates, what is made from a
    /// value that has just been replaced would otherwise be made after what is made from the new one, and stay.
    /// </summary>
    /// <returns>Null, or why not; <see cref="JobLifecycle.Outdated"/> when it has to be prepared anew, which <see cref="TryAsync"/>
    /// does.</returns>
    public Task<Error?> OrderAsync(
        SheetScope scope, IReadOnlyList<(CellContext Cell, Job Job)> prepared, CancellationToken cancellationToken) =>
        jobs.OrderAsync([.. prepared.Select(p => p.Job)], async () =>
        {
            if (!await auto.HoldAsync(scope.SheetId, cancellationToken)) return true;
            var now = (await sheets.FindAsync(
                scope.AgentId, scope.WorkspaceId, scope.SheetId, [.. prepared.Select(p => p.Cell.RowId).Distinct()], null,
                cancellationToken)).ToDictionary(c => c.CellId);
            return prepared.All(p => now.TryGetValue(p.Cell.CellId, out var cell) && cell.HasValuesOf(p.Cell));
        }, cancellationToken);

    /// <summary>Tries an order again when its row changed between reading and writing.</summary>
    public static async Task<Result<T>> TryAsync<T>(Func<Task<Result<T>>> order)
    {
        for (var tries = 1; ; tries++)
            if (await order() is var ordered && (ordered.Error != JobLifecycle.Outdated || tries == MostTries))
                return ordered;
    }

    /// <summary>Everything but charging: the job as it would be ordered.</summary>
    public async Task<Result<Job>> PrepareAsync(Wanted wanted, CancellationToken cancellationToken) =>
        (await PrepareAsync([wanted], cancellationToken))[0];

    /// <summary>Everything but charging: the jobs of one agent's cells as they would be ordered, in their order.</summary>
    public async Task<IReadOnlyList<Result<Job>>> PrepareAsync(IReadOnlyList<Wanted> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0) return [];
        var lookups = new OrderLookups(wanted[0].Cell.AgentId, agents, store, generators);
        var core = await lookups.CoreAsync(cancellationToken);
        var filled = wanted.Select(w => Fill(w, core)).ToList();
        await lookups.FindFilesAsync(
            filled.Where(f => !f.Failed).SelectMany(f => CardInputs.FilesNamed(f.Value!.Card.Data, f.Value.Awaited)), cancellationToken);
        var prepared = new List<Result<Job>>(wanted.Count);
        foreach (var (order, card) in wanted.Zip(filled))
            prepared.Add(card.Failed ? card.Error : await PriceAsync(order, card.Value, lookups, cancellationToken));
        return prepared;
    }

    /// <summary>Steps 1 and 2.</summary>
    private static Result<FilledCard> Fill(Wanted wanted, AgentCore core)
    {
        var (cell, layerId) = (wanted.Cell, wanted.LayerId);
        var layer = layerId is null ? null : cell.Layers.FirstOrDefault(l => l.Id == layerId);
        if (layerId is not null && layer is null) return Error.NotFound("Layer");

        if (layer is null && cell.IsManual)
            return Error.Refused("text_mode_manual", "The cell's text is written by hand (textMode is manual) and is not generated over");

        if (Card.Merge(cell, layer, wanted.Type, wanted.Data) is not { } card)
            return Error.Invalid(
                "generation_type", "is required: neither the column, the cell, the layer nor the request has a creation card");
        if (FreeJson.Faults(card.Data, "data") is { } unreadable) return Error.Invalid(unreadable);
        var variables = new Variables(cell, core, card.Data["variables"] as JsonObject, wanted.Promised);
        return CardInputs.Fill(card.Data, variables, out var awaited) is { } unresolved ? unresolved : new FilledCard(card, awaited);
    }

    /// <summary>Steps 3 to 5.</summary>
    private async Task<Result<Job>> PriceAsync(Wanted wanted, FilledCard filled, OrderLookups lookups, CancellationToken cancellationToken)
    {
        var (cell, (card, awaited)) = (wanted.Cell, filled);

        // 3, 4
        if (TypeOf(card) is not { } type)
            return Error.Invalid("generation_type", "must be one of " + string.Join(", ", catalog.Types.Select(t => t.Name)));
        var choice = await models.ChooseAsync(lookups, type.Name, card.Data["model"]?.ToString(), "data.model", cancellationToken);
        if (choice.Failed) return choice.Error;
        var model = choice.Value.Model;
        if (CardInputs.Check(type, model, card.Data, awaited, lookups) is { } invalid) return invalid;
        if (type.Name == SpeechCard.Type && awaited.Count == 0
            && await speech.CheckAsync(model, card.Data, lookups, cancellationToken) is { } unspoken) return unspoken;
        if (FitToModel(model, card.Data) is { } unfit) return unfit;
        var before = await written.ChooseAsync(lookups, card.Data, cancellationToken);
        if (before.Failed) return before.Error;

        // 5
        var price = Pricing.Of(catalog, type.Name, model, card.Data, lookups.Files);
        if (price.Failed) return price.Error;
        var cost = Pricing.Sum([price.Value, .. before.Value.Select(f => f.Price)]);
        if (cost.Failed) return cost.Error;
        return new Job
        {
            WorkspaceId = cell.WorkspaceId,
            AgentId = cell.AgentId,
            SheetId = cell.SheetId,
            CellId = cell.CellId,
            LayerId = wanted.LayerId,
            Type = type.Name,
            Lane = wanted.Promised?.Count > 0 ? Lane.Waiting : LaneOf(type, model, before.Value),
            Provider = model.Provider,
            Model = model.Name,
            Cost = cost.Value,
            Warnings = RawJson.Of(
                before.Value.Select(f => f.Choice).Append(choice.Value).Select(c => c.Warning).OfType<string>().Distinct()),
            Input = new GenerationInput
            {
                Data = card.Data,
                AspectRatio = cell.AspectRatio,
                Title = cell.ColumnTitle,
                BaseUrl = urls.Base,
            }.Stored(),
        };
    }

    private GenerationType? TypeOf(Card card)
    {
        var type = catalog.Type(card.Type);
        // With a picture to start from, it is that picture that shall move.
        return type?.Name == "video_from_text" && card.Type != type.Name && card.Data["image_resource_id"] is not null
            ? catalog.Type("video_from_image")
            : type;
    }

    private static Error? FitToModel(Model model, JsonObject data)
    {
        if (data["aspect_ratio"]?.ToString() is { Length: > 0 } ratio && model.AspectRatios is { } ratios && !ratios.Contains(ratio))
            return Error.Invalid("data.aspect_ratio", $"must be one of {string.Join(", ", ratios)} with {model.Name}");
        if (CardInputs.Number(data["duration"]) is { } seconds && model.Durations is { } durations && !durations.Contains((int)seconds))
            return Error.Invalid("data.duration", $"must be one of {string.Join(", ", durations)} seconds with {model.Name}");
        // A field of text is left out with a warning; without a picture it would be another film.
        foreach (var (field, theirs) in model.Inputs ?? new Dictionary<string, string>())
            if (theirs.Length == 0 && field.Contains("_resource_id", StringComparison.Ordinal)
                && !string.IsNullOrEmpty(data[field]?.ToString()))
                return Error.Invalid("data." + field, $"is not taken by {model.Name}");
        return null;
    }

    private static Lane LaneOf(GenerationType type, Model model, List<WrittenField> before) =>
        model.Provider != Catalog.Local ? Lane.Vendor
        : type.Makes == "video" ? Lane.Render
        : before.Exists(f => f.Choice.Model.Provider != Catalog.Local) ? Lane.Vendor : Lane.Quick;
}

/// <summary>A cell's content or a layer's, wanted.</summary>
/// <param name="LayerId">Null for the cell itself.</param>
/// <param name="Type">In the place of what the cards say.</param>
/// <param name="Data">Over the data of the cards.</param>
/// <param name="Promised">Columns, as names are compared, whose cells are to be filled before; the job waits for them, at a price that
/// is put right then.</param>
internal sealed record Wanted(CellContext Cell, long? LayerId, string? Type, JsonObject? Data, IReadOnlySet<string>? Promised = null);

/// <summary>A card with its variables filled in.</summary>
/// <param name="Awaited">Fields whose values are promised and not there yet.</param>
internal sealed record FilledCard(Card Card, IReadOnlySet<string> Awaited);
