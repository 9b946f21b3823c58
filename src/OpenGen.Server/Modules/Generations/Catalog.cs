using System.Text.Json;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>A kind of content, and what a card must say to make it.</summary>
internal sealed record GenerationType(string Name, string Makes, IReadOnlyList<string> Required, IReadOnlyList<string> Aliases);

/// <summary>What a model costs: credits for each of a unit, or a share of the cheapest priced model of the same type.</summary>
/// <param name="Credits">Whole, 1 to <see cref="MostCredits"/>; not there beside a share.</param>
/// <param name="Per">500_tokens, image, second or minute for a model; second, 30_seconds or minute for a render.</param>
/// <param name="ShareOfCheapest">Above 0, at most 1.</param>
internal sealed record Price(double Credits, string? Per, double? ShareOfCheapest)
{
    public const int MostCredits = 1_000_000;

    /// <summary>As much as this machine takes for the same: what an operator's own server costs that has no price.</summary>
    public static readonly Price AsHere = new(0, null, null);

    /// <summary>The units that a model's price can be for.</summary>
    public static readonly IReadOnlyList<string> Units = ["500_tokens", "image", "second", "minute"];

    /// <summary>The units of time that a render's price can be for, in seconds.</summary>
    public static readonly IReadOnlyDictionary<string,
        int> Spans = new Dictionary<string, int> { ["second"] = 1, ["30_seconds"] = 30, ["minute"] = 60 };

    /// <summary>What is wrong with it, each a sentence's end.</summary>
    /// <param name="units">What it can be for.</param>
    /// <param name="takesShare">Whether it can be a share of another's.</param>
    public IEnumerable<string> Faults(IEnumerable<string> units, bool takesShare)
    {
        if (ShareOfCheapest is { } share)
        {
            if (!takesShare) yield return "share_of_cheapest is for models; give credits and per";
            else if (share is not (> 0 and <= 1)) yield return "share_of_cheapest must be above 0 and at most 1";
            if (Credits != 0 || Per is not null)
                yield return "share_of_cheapest stands in the place of credits and per; give one or the other";
            yield break;
        }
        if (Credits is not (>= 1 and <= MostCredits) || Credits % 1 != 0)
            yield return $"credits must be a whole number from 1 to {MostCredits}";
        if (Per is null || !units.Contains(Per)) yield return $"per must be one of {string.Join(", ", units)}";
    }
}

/// <summary>Something that makes content.</summary>
/// <param name="VendorModel">What the provider calls it; the same for all its types, unless <paramref name="VendorModels"/> has one
/// for a type.</param>
/// <param name="Reasons">It thinks before it writes: it takes no temperature, and its thoughts count as tokens.</param>
/// <param name="Inputs">What the provider calls our fields, where that is not the usual; empty where it takes none. See
/// docs/adding-a-model.md.</param>
/// <param name="DoesWithout">Fields that a type needs and this model does not.</param>
/// <param name="DefaultDuration">Seconds of a video when nobody says how long.</param>
/// <param name="Voices">The ids of the voices that a speech by it may name, the usual one first; null for whatever its provider
/// has.</param>
internal sealed record Model(
    string Name, string Label, string Provider, IReadOnlyList<string> GenerationTypes, Price Price,
    IReadOnlyList<string>? AspectRatios, IReadOnlyList<int>? Durations, IReadOnlyList<string>? Aliases, bool Default, bool Reasons = false,
    string? VendorModel = null, IReadOnlyDictionary<string, string>? VendorModels = null,
    IReadOnlyDictionary<string, string>? Inputs = null, int DefaultDuration = 5, IReadOnlyList<string>? DoesWithout = null,
    IReadOnlyList<string>? Voices = null)
{
    /// <summary>What a card must say for this model to make a type.</summary>
    public IEnumerable<string> Needs(GenerationType type) => type.Required.Except(DoesWithout ?? []);

    /// <summary>What the provider calls it when it makes a type.</summary>
    public string VendorModelFor(string type) => VendorModels?.GetValueOrDefault(type) ?? VendorModel ?? Name;
}

/// <summary>
/// The types, models and prices there are: one JSON file, which an operator replaces with <c>Catalog:File</c>, and what the operator's own
/// servers make.
/// </summary>
internal sealed class Catalog
{
    /// <summary>The provider that needs no account.</summary>
    public const string Local = VendorName.Local;

    /// <summary>The unit of a type that no model has a price for.</summary>
    public const string PerJob = "job";

    private readonly Dictionary<string, GenerationType> _types;
    private readonly List<Model> _priced;

    /// <param name="added">Models of the operator's own servers; what others cost does not depend on theirs.</param>
    /// <exception cref="StartupException">Something in it cannot be meant; a line for each.</exception>
    public Catalog(IConfiguration configuration, IReadOnlyList<Model>? added = null)
    {
        var file = configuration["Catalog:File"] ?? Path.Combine(AppContext.BaseDirectory, "catalog", "models.json");
        var content = Read(file);
        StartupException.ThrowIfAny($"The catalog {file}", content.Faults());
        StartupException.ThrowIfAny("Providers", (added ?? []).Select(m => m.Provider).Intersect(content.Models!.Select(m => m.Provider))
            .Select(name => $"Providers:Compatible:{name}: the catalog has a provider of this name; call the server something else"));
        StartupException.ThrowIfAny($"The catalog {file}", (added ?? [])
            .SelectMany(m => m.GenerationTypes, (m, type) => (Type: type, m.Provider)).Distinct()
            .Where(made => content.Types!.All(t => t.Name != made.Type))
            .Select(made => $"the catalog has no type {made.Type}, which Providers:Compatible:{made.Provider} makes; add it, or remove "
                + $"the models that make it from Providers:Compatible:{made.Provider}:Models"));
        (Types, Models, Render) = (content.Types!, [.. content.Models!, .. (added ?? []).Select(m => Priced(content, m))], content.Render!);
        _priced = [.. content.Models!.Where(m => m.Price.ShareOfCheapest is null)];
        _types = Types.SelectMany(t => t.Aliases.Append(t.Name), (t, name) => (name, t)).ToDictionary(t => t.name, t => t.t);
    }

    public IReadOnlyList<GenerationType> Types { get; }

    public IReadOnlyList<Model> Models { get; }

    /// <summary>What composing a video costs.</summary>
    public Price Render { get; }

    /// <summary>Seconds of video that <see cref="Render"/> is for, each span begun: published and charged from this one place.</summary>
    public int RenderSpan => Price.Spans[Render.Per!];

    /// <summary>A type by its name or an alias; null for none.</summary>
    public GenerationType? Type(string name) => _types.GetValueOrDefault(name);

    /// <summary>A model that makes a type, by its name or an alias; null for none.</summary>
    public Model? Find(string type, string name) =>
        Making(type).FirstOrDefault(m => m.Name == name) ?? Making(type).FirstOrDefault(m => m.Aliases?.Contains(name) == true);

    /// <summary>What is used when nothing is asked for.</summary>
    public Model? DefaultOf(string type) => Making(type).FirstOrDefault(m => m.Default);

    /// <summary>This machine's own.</summary>
    public Model LocalOf(string type) => Making(type).First(m => m.Provider == Local);

    /// <summary>All that make a type.</summary>
    public IEnumerable<Model> Making(string type) => Models.Where(m => m.GenerationTypes.Contains(type));

    /// <summary>Credits of one unit of a type's content by a model.</summary>
    public (double Credits, string Per) RateOf(string type, Model model)
    {
        if (model.Price is { ShareOfCheapest: null, Per: { } per }) return (model.Price.Credits, per);
        var cheapest = _priced.Where(m => m.GenerationTypes.Contains(type)).MinBy(m => m.Price.Credits);
        return cheapest is null ? (0, PerJob) : (cheapest.Price.Credits * model.Price.ShareOfCheapest!.Value, cheapest.Price.Per!);
    }

    private static Model Priced(Content content, Model model) =>
        model.Price == Price.AsHere
            ? model with
            {
                Price = content.Models!.First(m => m.Provider == Local && m.GenerationTypes.Contains(model.GenerationTypes[0])).Price,
            }
            : model;

    private static Content Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllText(file), ApiJson.Options) ?? throw new JsonException("it is empty");
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The catalog {file} (Catalog:File) cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private sealed record Content(IReadOnlyList<GenerationType>? Types, IReadOnlyList<Model>? Models, Price? Render)
    {
        /// <summary>What cannot be meant, each with the entry it stands in.</summary>
        public IEnumerable<string> Faults()
        {
            if (Types is null || Models is null || Render is null)
                return ["types, models and render must all be there"];
            if (Types.Any(t => t is not { Name: not null, Aliases: not null, Required: not null })
                || Models.Any(m => m is not { Name: not null, Provider: not null, GenerationTypes: not null }))
                return ["each type needs name, required and aliases, and each model name, provider and generation_types"];
            return TypeFaults(Types).Concat(Models.SelectMany(ModelFaults))
                .Concat(Render.Faults(Price.Spans.Keys, takesShare: false).Select(f => $"render: {f}"));
        }

        private IEnumerable<string> TypeFaults(IReadOnlyList<GenerationType> types)
        {
            foreach (var name in types.SelectMany(t => t.Aliases.Append(t.Name)).GroupBy(n => n).Where(g => g.Count() > 1)
                .Select(g => g.Key))
                yield return $"types: \"{name}\" names two of them";
            foreach (var type in types)
            {
                if (!Models!.Any(m => m.Provider == Local && m.GenerationTypes.Contains(type.Name)))
                    yield return $"type {type.Name}: no model of the provider \"{Local}\" makes it; "
                        + "there must be one, for those who have no key";
                if (Models!.Count(m => m.Default && m.GenerationTypes.Contains(type.Name)) > 1)
                    yield return $"type {type.Name}: two models are its default";
            }
        }

        private IEnumerable<string> ModelFaults(Model model)
        {
            if (model.Price is null) yield return $"model {model.Name}: price is required";
            else
                foreach (var fault in model.Price.Faults(Price.Units, takesShare: true)) yield return $"model {model.Name}: {fault}";
            foreach (var unknown in model.GenerationTypes.Where(name => Types!.All(t => t.Name != name)))
                yield return $"model {model.Name}: there is no type {unknown}";
            if (model.DefaultDuration is < 1 or > LongestVideo || model.Durations?.Any(d => d is < 1 or > LongestVideo) == true)
                yield return $"model {model.Name}: durations and default_duration must be from 1 to {LongestVideo} seconds";
        }
    }

    /// <summary>Seconds of a video that a model makes.</summary>
    public const int LongestVideo = 60;
}
