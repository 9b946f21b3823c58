using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Resolves the sheet that an operation works on: after its agent, and only if it is that agent's.</summary>
internal sealed class SheetScopes(IScopeResolver<AgentScope> agents, AppDbContext db) : IScopeResolver<SheetScope>
{
    private static readonly Error NotFound = Error.NotFound("Engine");

    public IReadOnlyList<string> Names { get; } = [.. agents.Names, "sheet_id"];

    public async ValueTask<Result<SheetScope>> ResolveAsync(
        Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken)
    {
        var agent = await agents.ResolveAsync(caller, target, rule, cancellationToken);
        if (agent.Failed) return agent.Error;
        return long.TryParse(await target.NamedAsync("sheet_id"), out var id)
            && await db.Sheets.AnyAsync(s => s.Id == id && s.AgentId == agent.Value.AgentId, cancellationToken)
            ? new SheetScope(id, agent.Value.AgentId, agent.Value.WorkspaceId) { UserId = caller.Id }
            : NotFound;
    }
}
