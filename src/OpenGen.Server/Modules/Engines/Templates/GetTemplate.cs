using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>A template with its columns, cards and layers.</summary>
[Operation("getTemplate", Phase.Convert, Says = "A template by slug, UUID or id: its columns, cards and layers")]
internal sealed class GetTemplate(TemplateShelf shelf, RecentRenders recent) : IOperation<Caller, GetTemplate.Request, TemplateView>
{
    /// <param name="Slug">Or its UUID or id.</param>
    public sealed record Request([MaxLength(4_000)] string Slug);

    public async Task<Result<TemplateView>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        if (shelf.Find(request.Slug) is not { } template) return TemplateShelf.NotFound;
        var made = await recent.OfAsync(scope.Id, [template.Slug], cancellationToken);
        return TemplateView.Of(template, made[template.Slug], whole: true);
    }
}
