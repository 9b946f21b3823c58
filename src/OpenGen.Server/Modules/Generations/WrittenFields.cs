using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations;

/// <summary>
/// Text fields that are written first: where a card's field has an object <c>{"model", "prompt"}</c> in place of a text, a text model
/// writes it, in the same job and for one price. What was written is kept before the rest is made, so a try after a crash uses it.
/// </summary>
internal sealed class WrittenFields(ModelChoice models, Catalog catalog, IEnumerable<IGenerator> generators)
{
    private const string Text = "text";

    private static readonly string[] Settings = ["model", "prompt", "temperature", "max_length"];

    /// <summary>Checks what is to be written and settles by which models; the models' names stand in the data afterwards.</summary>
    public async Task<Result<List<WrittenField>>> ChooseAsync(OrderLookups lookups, JsonObject data, CancellationToken cancellationToken)
    {
        var (fields, faults) = (new List<WrittenField>(), new Dictionary<string, string[]>());
        foreach (var (field, brief) in In(data))
        {
            if (Fault(brief) is { } fault)
            {
                faults[$"data.{field}"] = [fault];
                continue;
            }
            var choice = await models.ChooseAsync(lookups, Text, brief["model"]?.ToString(), $"data.{field}.model", cancellationToken);
            if (choice.Failed) return choice.Error;
            brief["model"] = choice.Value.Model.Name;
            var price = Pricing.Of(catalog, Text, choice.Value.Model, brief, Pricing.NoFiles);
            if (price.Failed) return price.Error;
            fields.Add(new WrittenField(choice.Value, price.Value));
        }
        return faults.Count == 0 ? fields : Error.Invalid(faults);
    }

    /// <summary>Writes what is to be written into a job's data, and stores it with the job.</summary>
    /// <returns>The input with it.</returns>
    /// <exception cref="GenerationFailedException">It cannot be written.</exception>
    public async Task<GenerationInput> WriteAsync(JobRun run, GenerationInput input, AgentCore brand, CancellationToken cancellationToken)
    {
        var data = input.Data;
        foreach (var (field, brief) in In(data).ToList())
        {
            var model = catalog.Find(Text, brief["model"]!.ToString())
                ?? throw new GenerationFailedException($"The model {brief["model"]} for {field} is not in the catalog any more");
            if (generators.Making(model.Provider, Text) is not { } generator)
                throw new GenerationFailedException($"{model.Provider}, who should have written {field}, is not set up for that any more");
            if (!await generator.HasKeyAsync(run.Job.AgentId, cancellationToken))
                throw new GenerationFailedException($"There is no key for {model.Provider} any more, who should have written {field}");
            var made = await generator.MakeAsync(
                new GenerationRequest(
                    Text, model.Name, model.VendorModelFor(Text), brief, "", run.Job.Id, brand, run.Job.AgentId, run.Scratch),
                new Progress<int>(), cancellationToken);
            data[field] = made.Text;
            input = input with { Briefs = input.Briefs ?? [] };
            input.Briefs[field] = brief.DeepClone();
            await run.KeepAsync(input.Stored(), cancellationToken);
        }
        return input;
    }

    /// <summary>The fields of a job that were written, with their texts; null for none.</summary>
    public static JsonObject? Written(GenerationInput input) => input.Briefs is { } briefs
        ? new JsonObject(briefs.Select(b => KeyValuePair.Create(b.Key, input.Data[b.Key]?.DeepClone())))
        : null;

    /// <summary>
    /// What a job really costs whose price was guessed because its words were not there yet; null when nothing was guessed.
    /// </summary>
    public Credits? CostOf(Job job, GenerationInput input)
    {
        if (job.Type != SpeechCard.Type || input.Briefs is not { } briefs || catalog.Find(job.Type, job.Model) is not { } model)
            return null;
        var data = input.Data;
        var guessed = data.DeepClone().AsObject();
        foreach (var (field, brief) in briefs) guessed[field] = brief!.DeepClone();
        // Prices may have changed since it was ordered; it costs something all the same.
        return new Credits(Math.Clamp(job.Cost.Value - Price(guessed) + Price(data), 1, Pricing.Most.Value));

        long Price(JsonObject of) =>
            Pricing.Of(catalog, job.Type, model, of, Pricing.NoFiles) is { Failed: false } price ? price.Value.Value : Pricing.Most.Value;
    }

    private static IEnumerable<(string Field, JsonObject Brief)> In(JsonObject data) =>
        CardInputs.TextFields.Where(f => data[f] is JsonObject).Select(f => (f, data[f]!.AsObject()));

    private static string? Fault(JsonObject brief)
    {
        if (brief.FirstOrDefault(s => !Settings.Contains(s.Key)).Key is { } unknown)
            return $"is text, or an object of {string.Join(", ", Settings)}; \"{unknown}\" is none of them";
        if (brief["prompt"] is not JsonValue prompt || string.IsNullOrWhiteSpace(prompt.ToString()))
            return "is an object, so it needs a prompt to write the text by";
        if (prompt.ToString().Length > CardInputs.LongestText)
            return $"has a prompt that is too long (at most {CardInputs.LongestText} characters)";
        foreach (var number in new[] { "temperature", "max_length" })
            if (CardInputs.NumberFault(brief, number) is { } fault)
                return $"has a {number} that {fault}";
        return null;
    }
}

/// <summary>A field that is written first.</summary>
internal sealed record WrittenField(ChosenModel Choice, Credits Price);
