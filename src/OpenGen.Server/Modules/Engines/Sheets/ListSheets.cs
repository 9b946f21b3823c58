using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>An agent's sheets, newest first, without their rows.</summary>
[Operation("listSheets", Phase.Convert, Says = "An agent's engines, newest first, without their rows"), Needs(Role.Manager, Paid = true)]
internal sealed class ListSheets(AppDbContext db) : IOperation<AgentScope, ListSheets.Request, List<SheetView>>
{
    public sealed record Request;

    public async Task<Result<List<SheetView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var ofAgent = db.Sheets.AsNoTracking().Where(s => s.AgentId == scope.AgentId);
        var sheets = await ofAgent.OrderByDescending(s => s.Id).ToListAsync(cancellationToken);
        var ids = sheets.ConvertAll(s => s.Id);
        var ofSheets = db.SheetColumns.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.SheetId));
        var columns = (await ofSheets.OrderBy(c => c.Position).ToListAsync(cancellationToken))
            .ToLookup(c => c.SheetId, c => new ColumnView(c));
        return sheets.ConvertAll(s => new SheetView(s, [.. columns[s.Id]], AsyncEnumerable.Empty<RowView>(), null, null));
    }
}
