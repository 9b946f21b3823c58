using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Keeps siblings at 0…n−1 without gaps, each change in one statement however many there are.
/// Callers hold the sheet's lock (<see cref="SheetLock"/>), so that two changes at once queue.
/// </summary>
internal static class Positions
{
    /// <summary>Makes room for a new sibling; answers the place it gets, the end when none was asked for.</summary>
    public static async Task<int> OpenAsync<T>(
        IQueryable<T> siblings, int? wanted, CancellationToken cancellationToken) where T : class, IPositioned
    {
        var count = await siblings.CountAsync(cancellationToken);
        var at = Math.Clamp(wanted ?? count, 0, count);
        if (at < count)
            await siblings.Where(s => s.Position >= at)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position + 1), cancellationToken);
        return at;
    }

    /// <summary>Closes the gap a removed sibling left.</summary>
    public static Task CloseAsync<T>(
        IQueryable<T> siblings, int removedAt, CancellationToken cancellationToken) where T : class, IPositioned =>
        siblings.Where(s => s.Position > removedAt)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position - 1), cancellationToken);

    /// <summary>Moves one sibling; those between its old and new place shift by one.</summary>
    public static async Task MoveAsync<T>(
        IQueryable<T> siblings, T moved, int to, CancellationToken cancellationToken) where T : class, IPositioned
    {
        var from = moved.Position;
        to = Math.Clamp(to, 0, await siblings.CountAsync(cancellationToken) - 1);
        if (to == from) return;
        if (to < from)
            await siblings.Where(s => s.Position >= to && s.Position < from)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position + 1), cancellationToken);
        else
            await siblings.Where(s => s.Position > from && s.Position <= to)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position - 1), cancellationToken);
        var id = moved.Id;
        await siblings.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, to), cancellationToken);
        moved.Position = to;
    }

    /// <summary>
    /// Puts the named siblings at the places asked for and the others, in their order, into what is left. Of two that are asked
    /// to the same place, the one named first comes first; a place beyond the end is the end.
    /// </summary>
    /// <param name="what">A sibling, as a person calls it.</param>
    /// <returns>404 when one of them is not there.</returns>
    public static async Task<Error?> ArrangeAsync<T>(
        AppDbContext db, IQueryable<T> siblings, IReadOnlyList<PositionOf> asked, string what, CancellationToken cancellationToken)
        where T : class, IPositioned
    {
        var now = await siblings.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new PositionOf(s.Id, s.Position))
            .ToListAsync(cancellationToken);
        var places = now.ToDictionary(s => s.Id, s => s.Position);
        if (asked.Any(a => !places.ContainsKey(a.Id))) return Error.NotFound(what);

        var order = Arranged([.. now.Select(s => s.Id)], asked);
        var changed = order.Select((id, place) => new PositionOf(id, place)).Where(s => places[s.Id] != s.Position).ToList();
        if (changed.Count > 0) await WriteAsync(db, db.Model.FindEntityType(typeof(T))!.GetTableName()!, changed, cancellationToken);
        return null;
    }

    /// <summary>The order that comes of asking for places; see <see cref="ArrangeAsync"/>.</summary>
    internal static List<long> Arranged(IReadOnlyList<long> ids, IReadOnlyList<PositionOf> asked)
    {
        var named = asked.Select(a => a.Id).ToHashSet();
        using var others = ids.Where(id => !named.Contains(id)).GetEnumerator();
        var order = new List<long>(ids.Count);
        foreach (var place in asked.OrderBy(a => a.Position))
        {
            while (order.Count < place.Position && others.MoveNext()) order.Add(others.Current);
            order.Add(place.Id);
        }
        while (others.MoveNext()) order.Add(others.Current);
        return order;
    }

    private static Task WriteAsync(AppDbContext db, string table, List<PositionOf> places, CancellationToken cancellationToken)
    {
        var onPostgres = $"UPDATE {table} AS t SET position = p.position FROM unnest({{0}}, {{1}}) AS p (id, position) WHERE t.id = p.id";
        var onSqlite =
            $"UPDATE {table} SET position = p.position FROM (SELECT value ->> 0 AS id, value ->> 1 AS position FROM json_each({{0}})) AS p "
                + $"WHERE {table}.id = p.id";
        return db.Database.IsNpgsql()
            ? db.Database.ExecuteSqlRawAsync(
                onPostgres, [places.Select(p => p.Id).ToArray(), places.Select(p => p.Position).ToArray()], cancellationToken)
            : db.Database.ExecuteSqlRawAsync(
                onSqlite, [JsonSerializer.Serialize(places.Select(p => new[] { p.Id, p.Position }))], cancellationToken);
    }
}

/// <summary>Where something shall stand, from 0; beyond the end is the end.</summary>
internal sealed record PositionOf(long Id, [Range(0, int.MaxValue)] int Position);

/// <summary>Faults that any list of changes by id can have.</summary>
internal static class NamedOnce
{
    /// <summary>422 for each id that is there a second time, or null.</summary>
    /// <param name="field">What the list is called in the body.</param>
    public static Error? Check(string field, IEnumerable<long> ids)
    {
        var seen = new HashSet<long>();
        var twice = new Dictionary<string, string[]>();
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            if (!seen.Add(id))
                twice[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field}[{i}].id")] = ["is named twice"];
        return twice.Count > 0 ? Error.Invalid(twice) : null;
    }
}
