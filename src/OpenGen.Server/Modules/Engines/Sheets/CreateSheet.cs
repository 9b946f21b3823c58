using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>Makes a sheet with the column its videos end up in.</summary>
[Operation("createSheet", Phase.Convert, Says = "A new engine with the column its videos end up in"), Needs(Role.Manager, Paid = true)]
internal sealed class CreateSheet(SheetFounding founding, SheetReader reader) : IOperation<AgentScope, CreateSheet.Request, SheetView>
{
    /// <param name="IsDefault">Whether it becomes the one that the agent works with unless told otherwise.</param>
    [Wrapper("spreadsheet")]
    public sealed record Request([MaxLength(200)] string Title, bool? IsDefault);

    public async Task<Result<SheetView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var made = await founding.BlankAsync(scope.AgentId, request.Title, request.IsDefault == true, cancellationToken);
        return made.Failed ? made.Error : await reader.FoundSheetAsync(made.Value, false, cancellationToken);
    }
}
