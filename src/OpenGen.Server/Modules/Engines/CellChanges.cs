using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

/// <summary>A change of one cell. What is not sent stays.</summary>
internal sealed record CellChange(long Id, [MaxLength(CellChange.LongestValue)] Sent<string> Value, JsonObject? AdditionalAttributes)
{
    public const int LongestValue = 100_000;
}

/// <summary>Changes cells, however many: all of them or none, in one statement.</summary>
internal sealed class CellChanges(
    AppDbContext db, SheetReader reader, ISheetObserver observer, IAutoRows auto, RowEvents events, TimeProvider clock)
{
    // A value set by hand counts from now on, in place of any job's.
    private const string Sets =
        """
        UPDATE sheet_cells SET
            value = CASE WHEN j.sets THEN j.value ELSE sheet_cells.value END,
            default_job_id = CASE WHEN j.sets THEN NULL ELSE sheet_cells.default_job_id END,
            additional_attributes = coalesce(j.attributes, sheet_cells.additional_attributes),
            updated_at = @now
        FROM
        """;

    // The plus keeps SQLite from walking through the sheet and looking for each of its cells in the list.
    private const string OnSqlite = Sets +
        $"""
         (SELECT value ->> 0 AS id, value ->> 1 AS sets, value ->> 2 AS value, value ->> 3 AS attributes FROM json_each(@changes)) AS j
        WHERE sheet_cells.id = j.id AND +sheet_cells.sheet_id = @sheet
        RETURNING {SheetReader.CellFields}
        """;

    private const string OnPostgres = Sets +
        $"""
         unnest(@ids, @sets, @values, @attributes) AS j (id, sets, value, attributes)
        WHERE sheet_cells.id = j.id AND sheet_cells.sheet_id = @sheet
        RETURNING {SheetReader.CellFields}
        """;

    /// <summary>Makes the changes under the sheet's lock.</summary>
    /// <param name="list">What the list is called in the body, for faults; null when it is a single cell.</param>
    /// <returns>The cells as they are now, in the order in which they were named; 404 when one is not there, 422 when attributes would
    /// be too large or a cell is named twice.</returns>
    public async Task<Result<List<SheetCell>>> MakeAsync(
        long sheetId, IReadOnlyList<CellChange> changes, string? list, CancellationToken cancellationToken)
    {
        if (list is not null && NamedOnce.Check(list, changes.Select(c => c.Id)) is { } twice) return twice;
        if (changes.Count == 0) return new List<SheetCell>();
        return await SheetLock.ChangeAsync<List<SheetCell>>(db, sheetId, clock, async () =>
        {
            var attributes = new RawJson?[changes.Count];
            if (changes.Any(c => c.AdditionalAttributes is not null)
                && await MergeAsync(sheetId, changes, list, attributes, cancellationToken) is { } fault) return fault;
            var before = await BeforeAsync(sheetId, changes, cancellationToken);
            var changed = (await WriteAsync(sheetId, changes, attributes, cancellationToken)).ToDictionary(c => c.Id);
            if (changed.Count < changes.Count) return NotFound;
            if (await FollowAsync(sheetId, changes, before, cancellationToken) is { } circle) return circle;
            await events.CellsUpdatedAsync(sheetId, changed.Values, cancellationToken);
            return changes.Select(c => changed[c.Id]).ToList();
        }, cancellationToken);
    }

    /// <summary>What the cells hold that are given values, where somebody wants to know whether these are new ones.</summary>
    private async Task<Dictionary<long, string?>?> BeforeAsync(
        long sheetId, IReadOnlyList<CellChange> changes, CancellationToken cancellationToken)
    {
        if (!await auto.AnyAsync(sheetId, cancellationToken)) return null;
        var ids = changes.Where(c => c.Value.IsSent).Select(c => c.Id).ToList();
        return await db.SheetCells.Where(c => c.SheetId == sheetId && EF.Parameter(ids).Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.Value, cancellationToken);
    }

    private async Task<Error?> FollowAsync(
        long sheetId, IReadOnlyList<CellChange> changes, Dictionary<long, string?>? before, CancellationToken cancellationToken)
    {
        var redrawn = changes.Where(c => c.AdditionalAttributes is not null).Select(c => c.Id).ToList();
        if (redrawn.Count > 0 && await observer.CardsChangedAsync(sheetId, redrawn, cancellationToken) is { } circle) return circle;
        var filled = changes.Where(c => c.Value.IsSent && before is not null && before[c.Id] != c.Value.Value).Select(c => c.Id).ToList();
        if (filled.Count > 0) await observer.CellsChangedAsync(sheetId, filled, cancellationToken);
        return null;
    }

    private async Task<Error?> MergeAsync(
        long sheetId, IReadOnlyList<CellChange> changes, string? list, RawJson?[] attributes, CancellationToken cancellationToken)
    {
        var ids = changes.Where(c => c.AdditionalAttributes is not null).Select(c => c.Id).ToList();
        var current = await db.SheetCells.Where(c => c.SheetId == sheetId && EF.Parameter(ids).Contains(c.Id))
            .Select(c => new { c.Id, c.AdditionalAttributes }).ToDictionaryAsync(c => c.Id, c => c.AdditionalAttributes, cancellationToken);
        if (current.Count < ids.Count) return NotFound;
        if (list is not null)
            return Attributes.MergeAll(
                list, changes.Select(c => (current.GetValueOrDefault(c.Id), c.AdditionalAttributes)),
                (i, merged) => attributes[i] = changes[i].AdditionalAttributes is null ? null : merged);
        var one = Attributes.Merge(current[ids[0]], changes[0].AdditionalAttributes);
        attributes[0] = one.Failed ? null : one.Value;
        return one.Error;
    }

    private Task<List<SheetCell>> WriteAsync(
        long sheetId, IReadOnlyList<CellChange> changes, RawJson?[] attributes, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return db.Database.IsNpgsql()
            ? reader.CellsAsync(OnPostgres, cancellationToken, ("sheet", sheetId), ("now", now),
                ("ids", changes.Select(c => c.Id).ToArray()), ("sets", changes.Select(c => c.Value.IsSent).ToArray()),
                ("values", changes.Select(c => c.Value.Value).ToArray()), ("attributes", attributes.Select(a => a?.Text).ToArray()))
            : reader.CellsAsync(OnSqlite, cancellationToken, ("sheet", sheetId), ("now", now), ("changes", Table(changes, attributes)));
    }

    /// <summary>The changes as a JSON list of lists, which SQLite takes for a table.</summary>
    private static string Table(IReadOnlyList<CellChange> changes, RawJson?[] attributes)
    {
        var buffer = new ArrayBufferWriter<byte>(changes.Count * 64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (var i = 0; i < changes.Count; i++)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(changes[i].Id);
                writer.WriteNumberValue(changes[i].Value.IsSent ? 1 : 0);
                writer.WriteStringValue(changes[i].Value.Value);
                writer.WriteStringValue(attributes[i]?.Text);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static readonly Error NotFound = Error.NotFound("Cell");
}
