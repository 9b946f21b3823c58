using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Engines.Sheets;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>Makes a sheet of a template.</summary>
[Operation("cloneTemplate", Phase.Convert, Says = "An engine from a template, with a first row; free of charge"), Needs(Role.Manager)]
internal sealed class CloneTemplate(TemplateShelf shelf, SheetFounding founding, SheetReader reader)
    : IOperation<AgentScope, CloneTemplate.Request, SheetView>
{
    /// <param name="Slug">Or the template's UUID or id.</param>
    /// <param name="AgentId">What the scope is found by, where it is not in the query.</param>
    public sealed record Request([MaxLength(4_000)] string Slug, long? AgentId = null);

    public async Task<Result<SheetView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (shelf.Find(request.Slug) is not { } template) return TemplateShelf.NotFound;
        var made = await founding.FromTemplateAsync(scope.AgentId, template, cancellationToken);
        return made.Failed ? made.Error : await reader.FoundSheetAsync(made.Value, false, cancellationToken);
    }
}
