using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Keeps siblings at 0…n−1 without gaps, each change in one statement however many there are.
/// Callers hold the sheet's lock (<see cref="SheetLock"/>), so that two changes at once queue.
/// </summary>
internal static class Positions
{
    /// <summary>Makes room for a new sibling; answers the place it gets, the end when none was asked for.</summary>
    public static async Task<int> OpenAsync<T>(IQueryable<T> siblings, int? wanted, CancellationToken stop) where T : class, IPositioned
    {
        var count = await siblings.CountAsync(stop);
        var at = Math.Clamp(wanted ?? count, 0, count);
        if (at < count)
            await siblings.Where(s => s.Position >= at).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position + 1), stop);
        return at;
    }

    /// <summary>Closes the gap a removed sibling left.</summary>
    public static Task CloseAsync<T>(IQueryable<T> siblings, int removedAt, CancellationToken stop) where T : class, IPositioned =>
        siblings.Where(s => s.Position > removedAt).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position - 1), stop);

    /// <summary>Moves one sibling; those between its old and new place shift by one.</summary>
    public static async Task MoveAsync<T>(IQueryable<T> siblings, T moved, int to, CancellationToken stop) where T : class, IPositioned
    {
        var from = moved.Position;
        to = Math.Clamp(to, 0, await siblings.CountAsync(stop) - 1);
        if (to == from) return;
        if (to < from)
            await siblings.Where(s => s.Position >= to && s.Position < from).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position + 1), stop);
        else
            await siblings.Where(s => s.Position > from && s.Position <= to).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position - 1), stop);
        var id = moved.Id;
        await siblings.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, to), stop);
        moved.Position = to;
    }

    /// <summary>
    /// Puts the named siblings at the places asked for and the others, in their order, into what is left.
    /// </summary>
    /// <returns>404 when one of them is not there, 422 when one is named twice.</returns>
    public static async Task<Error?> ArrangeAsync<T>(IQueryable<T> siblings, IReadOnlyList<PositionOf> asked, string what, CancellationToken stop)
        where T : class, IPositioned
    {
        var all = await siblings.OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(stop);
        var byId = all.ToDictionary(s => s.Id);
        if (asked.Any(a => !byId.ContainsKey(a.Id))) return Error.NotFound(what);
        if (asked.GroupBy(a => a.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) return Error.Invalid("id", $"{twice.Key} is named twice");

        var named = asked.Select(a => a.Id).ToHashSet();
        var order = all.Where(s => !named.Contains(s.Id)).ToList();
        foreach (var place in asked.OrderBy(a => a.Position))
            order.Insert(Math.Clamp(place.Position, 0, order.Count), byId[place.Id]);
        for (var i = 0; i < order.Count; i++) order[i].Position = i;
        return null;
    }
}

/// <summary>Where something shall stand.</summary>
internal sealed record PositionOf(long Id, int Position);
