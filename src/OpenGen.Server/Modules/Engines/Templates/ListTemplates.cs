using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>The templates there are, without their columns.</summary>
[Operation("listTemplates", Phase.Convert, Says = "Ways to make a video, ready to clone; all or a page")]
internal sealed class ListTemplates(TemplateShelf shelf, RecentRenders recent)
    : IOperation<Caller, ListTemplates.Request, List<TemplateView>>
{
    public sealed record Request;

    public async Task<Result<List<TemplateView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var made = await recent.OfAsync(scope.Id, [.. shelf.All.Select(t => t.Slug)], cancellationToken);
        return shelf.All.Select(t => TemplateView.Of(t, made[t.Slug], whole: false)).ToList();
    }
}
