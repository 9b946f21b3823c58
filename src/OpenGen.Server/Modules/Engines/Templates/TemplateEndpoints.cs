using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/templates: look at them, clone one.</summary>
internal static class TemplateEndpoints
{
    public sealed record GeneratedContent(long Id, string Type, string? ThumbnailUrl);

    public sealed record TemplateView(
        long Id, Guid Uuid, string Slug, string Title, string Name, string Description, string? Cover, string? TutorialUrl, IReadOnlyList<string> Tags,
        string VideoType, long VideoTypeId, IReadOnlyList<GeneratedContent> RecentGeneratedContents,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TemplateColumn>? Columns,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Variables)
    {
        public static TemplateView Of(Template t, IEnumerable<GeneratedContent> recent, bool whole) => new(
            t.Id, t.Uuid, t.Slug, t.Title, t.Title, t.Description, t.Cover, t.TutorialUrl, t.Tags, t.VideoType, t.VideoTypeId, [.. recent], whole ? t.Columns : null, whole ? t.Variables : null);
    }

    public sealed record Clone(long AgentId) : Input<Clone>;

    public static void Map(RouteGroupBuilder v1)
    {
        var templates = v1.MapGroup("/templates").WithTags("Templates").InPhase(Phase.Convert);
        templates.MapGet("/projects", ListAsync).WithName("listTemplates").WithSummary("Ways to make a video, ready to clone; all or a page");
        templates.MapGet("/projects/{slug}", GetAsync).WithName("getTemplate").WithSummary("A template by slug, UUID or id: its columns, cards and layers");
        templates.MapPost("/spreadsheets/{slug}/clone", CloneAsync).WithName("cloneTemplate").WithSummary("An engine from a template, with a first row; free of charge").ForAgent();
    }

    private static async Task<Ok<List<TemplateView>>> ListAsync(CurrentUser user, TemplateShelf shelf, RecentRenders recent, CancellationToken stop)
    {
        var made = await recent.OfAsync(user.Id, [.. shelf.All.Select(t => t.Slug)], stop);
        return TypedResults.Ok(shelf.All.Select(t => TemplateView.Of(t, made[t.Slug], whole: false)).ToList());
    }

    private static async Task<Results<Ok<TemplateView>, Problem>> GetAsync(string slug, CurrentUser user, TemplateShelf shelf, RecentRenders recent, CancellationToken stop)
    {
        if (shelf.Find(slug) is not { } template) return NotFound.AsProblem();
        var made = await recent.OfAsync(user.Id, [template.Slug], stop);
        return TypedResults.Ok(TemplateView.Of(template, made[template.Slug], whole: true));
    }

    private static async Task<Results<Created<SheetView>, Problem>> CloneAsync(
        string slug, AgentScope scope, Clone _, TemplateShelf shelf, SheetFounding founding, SheetReader reader, CancellationToken stop)
    {
        if (shelf.Find(slug) is not { } template) return NotFound.AsProblem();
        var made = await founding.FromTemplateAsync(scope.AgentId, template, stop);
        if (made.Failed) return made.Error.AsProblem();
        var id = made.Value;
        return await reader.WholeAsync(id, false, stop) is { } sheet ? TypedResults.Created($"/v1/autocontentengine/{id}", sheet) : Error.NotFound("Engine").AsProblem();
    }

    private static readonly Error NotFound = new(ErrorKind.NotFound, "template_not_found", "Template not found");
}
