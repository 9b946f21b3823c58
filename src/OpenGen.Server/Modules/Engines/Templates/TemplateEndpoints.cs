using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/templates: look at them, clone one.</summary>
internal static class TemplateEndpoints
{
    private const int PageSize = 20;

    public sealed record GeneratedContent(long Id, string Type, string? ThumbnailUrl);

    public sealed record TemplateView(
        long Id, Guid Uuid, string Slug, string Title, string Name, string Description, string? Cover, string? TutorialUrl, IReadOnlyList<string> Tags,
        string VideoType, long VideoTypeId, IReadOnlyList<GeneratedContent> RecentGeneratedContents,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TemplateColumn>? Columns,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Variables)
    {
        public static TemplateView Of(Template t, bool whole) => new(
            t.Id, t.Uuid, t.Slug, t.Title, t.Title, t.Description, t.Cover, t.TutorialUrl, t.Tags, t.VideoType, t.VideoTypeId, [], whole ? t.Columns : null, whole ? t.Variables : null);
    }

    public sealed record Clone(long AgentId) : Input<Clone>;

    public static void Map(RouteGroupBuilder v1)
    {
        var templates = v1.MapGroup("/templates").WithTags("Templates").InPhase(Phase.Convert);
        templates.MapGet("/projects", List).WithName("listTemplates");
        templates.MapGet("/projects/{slug}", Get).WithName("getTemplate");
        templates.MapPost("/spreadsheets/{slug}/clone", CloneAsync).WithName("cloneTemplate").ForAgent();
    }

    /// <summary>All of them, or page <c>page</c> counted from 1.</summary>
    private static Ok<TemplateView[]> List(int? page, TemplateShelf shelf)
    {
        var all = shelf.All.Select(t => TemplateView.Of(t, whole: false));
        if (page is { } p) all = all.Skip((Math.Max(p, 1) - 1) * PageSize).Take(PageSize);
        return TypedResults.Ok(all.ToArray());
    }

    private static Results<Ok<TemplateView>, Problem> Get(string slug, TemplateShelf shelf) =>
        shelf.Find(slug) is { } template ? TypedResults.Ok(TemplateView.Of(template, whole: true)) : NotFound.AsProblem();

    private static async Task<Results<Created<SheetView>, Problem>> CloneAsync(
        string slug, AgentScope scope, Clone _, TemplateShelf shelf, SheetFounding founding, SheetReader reader, CancellationToken stop)
    {
        if (shelf.Find(slug) is not { } template) return NotFound.AsProblem();
        var id = await founding.FromTemplateAsync(scope.AgentId, template, stop);
        return TypedResults.Created($"/v1/autocontentengine/{id}", await reader.WholeAsync(id, false, stop));
    }

    private static readonly Error NotFound = new(404, "template_not_found", "Template not found");
}
