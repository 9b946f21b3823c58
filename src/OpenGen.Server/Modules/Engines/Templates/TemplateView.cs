using System.Text.Json.Serialization;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>A video that a user made from a template.</summary>
internal sealed record GeneratedContent(long Id, string Type, string? ThumbnailUrl);

/// <summary>A template.</summary>
/// <param name="Name">The title, under the other name that clients read.</param>
/// <param name="RecentGeneratedContents">What the caller made from it, newest first.</param>
/// <param name="Columns">Left out in lists.</param>
/// <param name="Variables">Left out in lists.</param>
internal sealed record TemplateView(
    long Id, Guid Uuid, string Slug, string Title, string Name, string Description, string? Cover, string? TutorialUrl,
    IReadOnlyList<string> Tags, string VideoType, long VideoTypeId, IReadOnlyList<GeneratedContent> RecentGeneratedContents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TemplateColumn>? Columns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Variables)
{
    /// <param name="whole">With columns and variables.</param>
    public static TemplateView Of(Template t, IEnumerable<GeneratedContent> recent, bool whole) => new(
        t.Id, t.Uuid, t.Slug, t.Title, t.Title, t.Description, t.Cover, t.TutorialUrl, t.Tags, t.VideoType, t.VideoTypeId, [.. recent],
        whole ? t.Columns : null, whole ? t.Variables : null);
}
