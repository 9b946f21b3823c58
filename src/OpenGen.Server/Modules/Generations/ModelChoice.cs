using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Says which model makes something: the one asked for, the default, or this machine in its place.</summary>
internal sealed class ModelChoice(Catalog catalog, VendorsSettings settings)
{
    /// <param name="field">What the model was asked for in, for faults.</param>
    public async Task<Result<ChosenModel>> ChooseAsync(
        OrderLookups lookups, string type, string? asked, string field, CancellationToken cancellationToken)
    {
        var local = new ChosenModel(catalog.LocalOf(type), null);
        if (string.IsNullOrWhiteSpace(asked))
            return catalog.DefaultOf(type) is { } byDefault && await lookups.CanMakeAsync(byDefault.Provider, type, cancellationToken)
                ? new ChosenModel(byDefault, null)
                : local;
        if (catalog.Find(type, asked) is not { } model)
            return Error.Invalid(field, $"must be one of {string.Join(", ", catalog.Making(type).Select(m => m.Name))} for {type}");
        if (await lookups.CanMakeAsync(model.Provider, type, cancellationToken)) return new ChosenModel(model, null);
        return settings.RefusesMissingKey
            ? Error.Refused("provider_not_configured", $"There is no key for {model.Provider}, who provides {model.Name}")
            : local with
            {
                Warning = $"There is no key for {model.Provider}, so {model.Name} was not used: this machine made it instead",
            };
    }
}

/// <summary>The model that will do it.</summary>
/// <param name="Warning">For the user, when it is not the one that was asked for.</param>
internal sealed record ChosenModel(Model Model, string? Warning);
