using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenGen.Server.Data;

/// <summary>
/// Adds many rows by one statement for some hundreds of them, where the change tracker sends one for each to SQLite. The rows are sent
/// as JSON, which both databases read as a table.
/// </summary>
internal static class BulkInsert
{
    private const int RowsAtOnce = 500;

    /// <summary>Bytes of JSON after which a statement is sent.</summary>
    private const int BytesAtOnce = 4 * 1024 * 1024;

    private static readonly ConcurrentDictionary<(IModel Model, Type Entity), Table> Tables = new();

    /// <summary>Adds entities, in their order, whose ids and times are set; they are not tracked.</summary>
    /// <param name="now">When they are added. UTC.</param>
    /// <exception cref="DbUpdateException">The database does not take them.</exception>
    public static async Task InsertAsync<T>(
        this AppDbContext db, IReadOnlyList<T> entities, DateTime now, CancellationToken cancellationToken) where T : class, IHasTimes
    {
        var table = Tables.GetOrAdd((db.Model, typeof(T)), of => Table.Of(of.Model, of.Entity, db.Database.IsNpgsql()));
        foreach (var entity in entities) entity.CreatedAt = entity.UpdatedAt = now;
        for (var sent = 0; sent < entities.Count;)
        {
            var rows = table.Rows(entities, sent, out var count);
            var ids = await IdsAsync(db.Database.SqlQueryRaw<long>(table.Sql, rows), cancellationToken);
            // They are given in the rows' order, and answered in any.
            ids.Sort();
            for (var i = 0; i < count; i++) table.SetId(entities[sent + i], ids[i]);
            sent += count;
        }
    }

    private static async Task<List<long>> IdsAsync(IQueryable<long> inserting, CancellationToken cancellationToken)
    {
        try
        {
            return await inserting.ToListAsync(cancellationToken);
        }
        catch (DbException fault)
        {
            throw new DbUpdateException(fault.Message, fault);
        }
    }

    /// <param name="Sql">Takes the rows, and answers their ids.</param>
    private sealed record Table(string Sql, IProperty[] Columns, IProperty Key)
    {
        public static Table Of(IModel model, Type type, bool onPostgres)
        {
            var entity = model.FindEntityType(type) ?? throw new InvalidOperationException($"{type} is no entity");
            var key = entity.FindPrimaryKey()!.Properties.Single();
            var table = entity.GetTableMappings().Single();
            var mapped = table.ColumnMappings.Where(column => column.Property != key).ToList();
            var names = string.Join(", ", mapped.Select(column => $"\"{column.Column.Name}\""));
            var values = mapped.Select((column, i) => onPostgres
                ? string.Create(CultureInfo.InvariantCulture, $"CAST((e.row ->> {i}){Cast(column.Column.StoreType)}")
                : string.Create(CultureInfo.InvariantCulture, $"e.value ->> {i}"));
            var from = onPostgres
                ? "json_array_elements(CAST({0} AS json)) WITH ORDINALITY AS e (row, place) ORDER BY e.place"
                : "json_each({0}) AS e";
            return new Table(
                $"INSERT INTO \"{table.Table.Name}\" ({names}) SELECT {string.Join(", ", values)} FROM {from} "
                    + $"RETURNING \"{key.GetColumnName()}\" AS \"Value\"",
                [.. mapped.Select(column => column.Property).Cast<IProperty>()], key);
        }

        private static string Cast(string type) => type switch
        {
            // As text it would be a time of wherever the connection says it is.
            "timestamp with time zone" => $" || 'Z' AS {type})",
            // A cast would cut a text that is too long; an assignment refuses it.
            _ when type.StartsWith("character varying", StringComparison.Ordinal) => " AS text)",
            _ => $" AS {type})",
        };

        public void SetId(object entity, long id) => Key.PropertyInfo!.SetValue(entity, id);

        /// <summary>As many entities as one statement takes, each a JSON list of its columns.</summary>
        public string Rows<T>(IReadOnlyList<T> entities, int from, out int count) where T : class
        {
            var buffer = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartArray();
            for (count = 0; count < RowsAtOnce && from + count < entities.Count && json.BytesCommitted < BytesAtOnce; count++)
            {
                json.WriteStartArray();
                foreach (var column in Columns) Write(json, Stored(column, entities[from + count]));
                json.WriteEndArray();
                json.Flush();
            }
            json.WriteEndArray();
            json.Flush();
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        private static object? Stored(IProperty column, object entity)
        {
            var value = column.PropertyInfo!.GetValue(entity);
            return value is not null && column.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }

        private static void Write(Utf8JsonWriter json, object? value)
        {
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case string text: json.WriteStringValue(text); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                // As SQLite's provider writes it.
                case DateTime time: json.WriteStringValue(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)); break;
                default: throw new InvalidOperationException($"{value.GetType()} is not written yet");
            }
        }
    }
}
