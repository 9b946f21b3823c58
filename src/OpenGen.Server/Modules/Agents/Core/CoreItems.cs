using System.Globalization;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>The accounts and inspirations of a core, one at a time.</summary>
internal static class CoreItems
{
    /// <summary>Characters that are looked at as an id, which has 19 digits at most.</summary>
    public const int LongestId = 200;

    /// <summary>Removes an item, or says that it is not there.</summary>
    /// <param name="id">As it was sent.</param>
    /// <param name="what">What it is, as a sentence begins with it.</param>
    /// <param name="remove">Answers whether there was one.</param>
    public static async Task<Result<Done>> RemoveItemAsync(
        this AgentChanges changes, long agentId, string id, string what, Func<AgentCore, long, bool> remove,
        CancellationToken cancellationToken)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Error.NotFound(what);
        return await changes.OfCoreAsync<Done>(
            agentId, (_, core) => remove(core, number) ? new Done() : Error.NotFound(what), cancellationToken);
    }
}
