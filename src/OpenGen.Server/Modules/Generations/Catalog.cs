using System.Text.Json;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Generations;

/// <summary>A kind of content, and what a card must say to make it.</summary>
internal sealed record GenerationType(string Name, string Makes, IReadOnlyList<string> Required, IReadOnlyList<string> Aliases);

/// <summary>What a model costs: credits for each of a unit, or a share of the cheapest priced model of the same type.</summary>
/// <param name="Per">500_tokens, image, second, minute or 30_seconds.</param>
internal sealed record Price(double Credits, string? Per, double? ShareOfCheapest);

/// <summary>Something that makes content.</summary>
/// <param name="VendorModel">What the provider calls it; the same for all its types, unless <paramref name="VendorModels"/> has one for a type.</param>
/// <param name="Reasons">It thinks before it writes: it takes no temperature, and its thoughts count as tokens.</param>
/// <param name="Inputs">What the provider calls our fields, where that is not the usual; empty where it takes none. See docs/adding-a-model.md.</param>
/// <param name="DoesWithout">Fields that a type needs and this model does not.</param>
/// <param name="DefaultDuration">Seconds of a video when nobody says how long.</param>
internal sealed record Model(
    string Name, string Label, string Provider, IReadOnlyList<string> GenerationTypes, Price Price,
    IReadOnlyList<string>? AspectRatios, IReadOnlyList<int>? Durations, IReadOnlyList<string>? Aliases, bool Default, bool Reasons = false,
    string? VendorModel = null, IReadOnlyDictionary<string, string>? VendorModels = null,
    IReadOnlyDictionary<string, string>? Inputs = null, int DefaultDuration = 5, IReadOnlyList<string>? DoesWithout = null)
{
    /// <summary>What a card must say for this model to make a type.</summary>
    public IEnumerable<string> Needs(GenerationType type) => type.Required.Except(DoesWithout ?? []);

    /// <summary>What the provider calls it when it makes a type.</summary>
    public string VendorModelFor(string type) => VendorModels?.GetValueOrDefault(type) ?? VendorModel ?? Name;
}

/// <summary>The types, models and prices there are: one JSON file, which an operator replaces with <c>Catalog:File</c>.</summary>
internal sealed class Catalog
{
    /// <summary>The provider that needs no account.</summary>
    public const string Local = "local";

    private readonly Dictionary<string, GenerationType> _types;

    public Catalog(IConfiguration configuration)
    {
        var file = configuration["Catalog:File"] ?? Path.Combine(AppContext.BaseDirectory, "catalog", "models.json");
        var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(file), ApiJson.Options)
            ?? throw new InvalidDataException($"The catalog {file} is empty");
        (Types, Models, Render) = (content.Types, content.Models, content.Render);
        _types = Types.SelectMany(t => t.Aliases.Append(t.Name), (t, name) => (name, t)).ToDictionary(t => t.name, t => t.t);
    }

    public IReadOnlyList<GenerationType> Types { get; }

    public IReadOnlyList<Model> Models { get; }

    /// <summary>What composing a video costs.</summary>
    public Price Render { get; }

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
        var cheapest = Making(type).Where(m => m.Price.ShareOfCheapest is null).MinBy(m => m.Price.Credits);
        return cheapest is null ? (0, "job") : (cheapest.Price.Credits * model.Price.ShareOfCheapest!.Value, cheapest.Price.Per!);
    }

    private sealed record Content(IReadOnlyList<GenerationType> Types, IReadOnlyList<Model> Models, Price Render);
}
