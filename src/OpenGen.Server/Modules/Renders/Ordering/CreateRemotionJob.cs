using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders.Ordering;

/// <summary>The same as <see cref="RenderVideo"/>, by the names that other clients know.</summary>
[Operation("createRemotionJob", Phase.Export, Says = "Order the video of a cell, by the name other clients know it by")]
[Needs(Role.Manager, Paid = true)]
internal sealed class CreateRemotionJob(RenderOrders orders, ISheetLookup sheets)
    : IOperation<AgentScope, CreateRemotionJob.Request, CreateRemotionJob.Response>
{
    /// <param name="ProjectId">The sheet.</param>
    /// <param name="ContainerId">The cell.</param>
    /// <param name="Input">Sent by those clients; the cell's layers say all there is to say.</param>
    [Wrapper("job")]
    public sealed record Request(
        long ProjectId, long ContainerId, [AllowedValues("SpreadsheetCell")] string ContainerType, JsonNode? Input);

    public sealed record Response(long JobId);

    public async Task<Result<Response>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var (sheetId, cellId) = (request.ProjectId, request.ContainerId);
        if (await sheets.SheetOfCellAsync(scope.AgentId, cellId, cancellationToken) != sheetId) return Error.NotFound("Cell");
        var ordered = await orders.OrderAsync(scope.AgentId, scope.WorkspaceId, sheetId, cellId, cancellationToken);
        return ordered.Failed ? ordered.Error : new Response(ordered.Value.Id);
    }
}
