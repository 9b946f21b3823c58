using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Engines;

/// <summary>The sheet a request works on. A handler that takes one gets it; bound after the agent, and only if it is that agent's.</summary>
internal sealed record SheetScope(long SheetId, long AgentId, long WorkspaceId)
{
    public static async ValueTask<SheetScope?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var agent = (await AgentScope.BindAsync(context, parameter))!;
        var db = context.RequestServices.GetRequiredService<AppDbContext>();
        return long.TryParse(context.GetRouteValue("sheet_id") as string, out var id)
            && await db.Sheets.AnyAsync(s => s.Id == id && s.AgentId == agent.AgentId, context.RequestAborted)
            ? new SheetScope(id, agent.AgentId, agent.WorkspaceId)
            : throw new BadInputException(Error.NotFound("Engine"));
    }
}

/// <summary>Serialises changes of a sheet's structure.</summary>
internal static class SheetLock
{
    /// <summary>
    /// Runs a change of rows, columns or layers in a transaction that holds the sheet's row, so that positions stay without gaps
    /// whoever else changes it at the same time. A failure rolls everything back.
    /// </summary>
    public static async Task<Result<T>> ChangeAsync<T>(AppDbContext db, long sheetId, TimeProvider clock, Func<Task<Result<T>>> change, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var now = clock.Now();
        await db.Sheets.Where(s => s.Id == sheetId).ExecuteUpdateAsync(s => s.SetProperty(x => x.UpdatedAt, now), stop);
        var result = await change();
        if (result.Failed) return result;
        await transaction.CommitAsync(stop);
        return result;
    }
}

/// <summary>URL names for sheets.</summary>
internal static class Slug
{
    private const int Longest = 80;

    /// <summary>A title in lower-case letters, digits and dashes.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark) slug.Append('-');
            if (slug.Length == Longest) break;
        }
        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "sheet" : text;
    }

    /// <summary>The first of <c>slug</c>, <c>slug-2</c>, <c>slug-3</c>… that the agent has not yet.</summary>
    public static async Task<string> FreeAsync(AppDbContext db, long agentId, string title, CancellationToken stop)
    {
        var wanted = Of(title);
        var taken = (await db.Sheets.Where(s => s.AgentId == agentId && s.Slug.StartsWith(wanted)).Select(s => s.Slug).ToListAsync(stop)).ToHashSet();
        if (!taken.Contains(wanted)) return wanted;
        var n = 2;
        while (taken.Contains($"{wanted}-{n}")) n++;
        return $"{wanted}-{n}";
    }
}
