using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>URL names that no other sheet of an agent has.</summary>
internal static class FreeSlugs
{
    /// <summary>The first of <c>slug</c>, <c>slug-2</c>, <c>slug-3</c>… that the agent has not yet.</summary>
    public static async Task<string> FindAsync(AppDbContext db, long agentId, string title, CancellationToken cancellationToken)
    {
        var wanted = Slug.Of(title);
        var taken = (await db.Sheets.Where(s => s.AgentId == agentId && s.Slug.StartsWith(wanted)).Select(s => s.Slug)
            .ToListAsync(cancellationToken)).ToHashSet();
        if (!taken.Contains(wanted)) return wanted;
        var n = 2;
        while (taken.Contains($"{wanted}-{n}")) n++;
        return $"{wanted}-{n}";
    }
}
