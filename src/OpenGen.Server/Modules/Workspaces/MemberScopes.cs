using System.Globalization;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Resolves the workspace that an operation works on, with the caller's role there.</summary>
internal sealed class MemberScopes(IWorkspaceDirectory workspaces) : IScopeResolver<MemberOf>
{
    private static readonly Error NotFound = Error.Refused("organization_not_found", "Organization not found");

    public IReadOnlyList<string> Names { get; } = ["organization_id"];

    public async ValueTask<Result<MemberOf>> ResolveAsync(
        Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken)
    {
        var named = await target.NamedAsync("organization_id");
        if (!long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return NotFound;
        if (await workspaces.FindAsync(caller.Id, id, cancellationToken) is not { } member) return NotFound;
        var needs = rule as NeedsAttribute ?? NeedsAttribute.Usual;
        return member.Role > needs.Least ? Error.Forbidden() : member with { UserId = caller.Id };
    }
}
