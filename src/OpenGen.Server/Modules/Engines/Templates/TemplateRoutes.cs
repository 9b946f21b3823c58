using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>/v1/templates: look at them, clone one.</summary>
internal static class TemplateRoutes
{
    public static void MapTemplates(this RouteGroupBuilder v1)
    {
        var templates = v1.MapGroup("/templates").WithTags("Templates");
        templates.Get<ListTemplates>("/projects");
        templates.Get<GetTemplate>("/projects/{slug}");
        templates.Create<CloneTemplate, SheetView>("/spreadsheets/{slug}/clone", (_, sheet) => $"/v1/autocontentengine/{sheet.Id}");
    }
}
