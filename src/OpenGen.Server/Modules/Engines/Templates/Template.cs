using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>A way to make a kind of video, ready to clone: columns, cards, layers. One JSON file each, in <c>templates/</c>.</summary>
internal sealed record Template(
    long Id, Guid Uuid, string Slug, string Title, string Description, IReadOnlyList<string> Tags, string VideoType, long VideoTypeId,
    string? Cover, string? TutorialUrl, IReadOnlyList<TemplateColumn> Columns)
{
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}

/// <summary>A column of a template.</summary>
/// <param name="CreationCard">How its cells are generated; without one a user fills them.</param>
/// <param name="Layers">The timeline each row's cell gets, back to front.</param>
internal sealed record TemplateColumn(
    string Title, ColumnType Type, ColumnRole Role, string? Description, JsonObject? CreationCard, JsonArray? Layers)
{
    /// <summary>More of its attributes: the aspect ratio, an example.</summary>
    public JsonObject? AdditionalAttributes { get; init; }

    /// <summary>All of it as the column's attributes.</summary>
    public JsonObject Attributes()
    {
        var attributes = AdditionalAttributes?.DeepClone().AsObject() ?? [];
        if (CreationCard is not null) attributes["creation_card"] = CreationCard.DeepClone();
        if (Layers is not null) attributes["layers"] = Layers.DeepClone();
        return attributes;
    }
}

/// <summary>The templates there are; read when the server starts.</summary>
internal sealed class TemplateShelf
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "template_not_found", "Template not found");

    /// <exception cref="InvalidDataException">A file cannot be read as a template; names the file and the fault.</exception>
    public TemplateShelf(IConfiguration configuration)
    {
        var folder = configuration["Templates:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "templates");
        All = [.. Directory.EnumerateFiles(folder, "*.json").Select(Read).OrderBy(t => t.Id)];
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Template> All { get; }

    /// <summary>A template by slug, UUID or id; null when there is none.</summary>
    public Template? Find(string name) => All.FirstOrDefault(t =>
        t.Slug == name || t.Uuid.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)
        || t.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == name);

    private static Template Read(string file)
    {
        try
        {
            var template = JsonSerializer.Deserialize<Template>(File.ReadAllText(file), ApiJson.Options)!;
            if (string.IsNullOrEmpty(template.Slug) || template.Columns is not { Count: > 0 })
                throw new JsonException("a template needs a slug and columns");
            return template;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The template {file} cannot be read: {fault.Message}", fault);
        }
    }
}
