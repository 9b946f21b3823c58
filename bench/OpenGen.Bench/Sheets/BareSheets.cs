using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OpenGen.Bench.Sheets;

/// <summary>
/// The least that does the same on the server's own database: no credentials, no scopes, no checks, statements by hand, answers
/// written as rows are read. It knows that the sheets it is asked for have no jobs and no variables.
/// </summary>
internal static class BareSheets
{
    /// <summary>How it is started: <c>bare-sheets CONNECTION</c>; prints its address.</summary>
    public static Command Command()
    {
        var connection = new Argument<string>("connection");
        var command = new Command("bare-sheets") { connection };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed.GetValue(connection)!, cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(string connection, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/sheets/{id:long}", (long id, HttpContext context) => WriteAsync(connection, id, context));
        app.MapPut("/sheets/{id:long}/cells", (long id, HttpRequest request) => ChangeAsync(connection, id, request));
        app.MapPost("/sheets/{id:long}/rows", (long id) => InsertAsync(connection, id));
        app.MapPost("/sheets/{id:long}/fill", (long id, int rows) => FillAsync(connection, id, rows));
        app.MapPost("/sheets/{id:long}/order", async (long id, long column, long named, HttpContext context) =>
        {
            await using var db = await OpenAsync(connection);
            await BareOrders.OrderAsync(db, id, column, named, context);
        });
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task WriteAsync(string to, long id, HttpContext context)
    {
        await using var db = await OpenAsync(to);
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        await using (var sheet = await ReadAsync(
            db, "SELECT id, slug, title, is_default, uuid, created_at, updated_at FROM sheets WHERE id = @id", id))
        {
            await sheet.ReadAsync();
            json.WriteStartObject();
            json.WriteNumber("id", sheet.GetInt64(0));
            json.WriteString("slug", sheet.GetString(1));
            json.WriteString("title", sheet.GetString(2));
            json.WriteString("project_type", "autocontentengine");
            json.WriteBoolean("is_default", sheet.GetBoolean(3));
            json.WriteString("uuid", sheet.GetGuid(4));
            json.WriteString("status", "active");
            Times(json, sheet, 5);
        }
        var roles = await ColumnsAsync(db, json, id);
        await RowsAsync(db, json, id, roles, await LayersAsync(db, id), context);
        json.WriteNull("global_variables_sheet");
        json.WriteEndObject();
    }

    private static async Task<Dictionary<long, string>> ColumnsAsync(DbConnection db, Utf8JsonWriter json, long id)
    {
        var roles = new Dictionary<long, string>();
        await using var columns = await ReadAsync(
            db, "SELECT id, title, type, role, description, position, additional_attributes, created_at, updated_at FROM sheet_columns "
                + "WHERE sheet_id = @id ORDER BY position", id);
        json.WriteStartArray("spreadsheet_columns");
        while (await columns.ReadAsync())
        {
            var role = JsonNamingPolicy.SnakeCaseLower.ConvertName(columns.GetString(3));
            roles[columns.GetInt64(0)] = role;
            json.WriteStartObject();
            json.WriteNumber("id", columns.GetInt64(0));
            json.WriteString("title", columns.GetString(1));
            json.WriteString("temp_title", columns.GetString(1));
            json.WriteString("type", columns.GetString(2).ToLowerInvariant());
            json.WriteString("column_role", role);
            json.WriteString("role", role);
            json.WriteNull("description");
            json.WriteNumber("position", columns.GetInt32(5));
            Raw(json, "additional_attributes", columns.GetString(6));
            Times(json, columns, 7);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        return roles;
    }

    private static async Task<Dictionary<long, byte[]>> LayersAsync(DbConnection db, long id)
    {
        var written = new Dictionary<long, byte[]>();
        await using var layers = await ReadAsync(db,
            "SELECT l.cell_id, l.id, l.name, l.position, l.type, l.additional_attributes, l.created_at, l.updated_at FROM sheet_cells c "
                + "JOIN layers l ON l.cell_id = c.id WHERE c.sheet_id = @id", id);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        while (await layers.ReadAsync())
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteNumber("id", layers.GetInt64(1));
            json.WriteString("name", layers.GetString(2));
            json.WriteNumber("position", layers.GetInt32(3));
            json.WriteString("type", layers.GetString(4).ToLowerInvariant());
            Raw(json, "additional_attributes", layers.GetString(5));
            json.WriteNull("default_user_job");
            json.WriteStartArray("user_jobs");
            json.WriteEndArray();
            Times(json, layers, 6);
            json.WriteEndObject();
            json.WriteEndArray();
            json.Flush();
            // One layer a cell: that is what the benchmark's sheets have.
            written[layers.GetInt64(0)] = buffer.WrittenSpan.ToArray();
            buffer.ResetWrittenCount();
            json.Reset();
        }
        return written;
    }

    private static async Task RowsAsync(
        DbConnection db, Utf8JsonWriter json, long id, Dictionary<long, string> roles, Dictionary<long, byte[]> layers, HttpContext context)
    {
        await using var cells = await ReadAsync(db,
            """
            SELECT r.id, r.position, r.additional_attributes, r.created_at, r.updated_at, c.id, c.column_id, c.value, c.additional_attributes, c.created_at, c.updated_at
            FROM sheet_rows r JOIN sheet_cells c ON c.row_id = r.id JOIN sheet_columns k ON k.id = c.column_id WHERE r.sheet_id = @id ORDER BY r.position, k.position
            """, id);
        json.WriteStartArray("spreadsheet_rows");
        for (var more = await cells.ReadAsync(); more;)
        {
            var row = cells.GetInt64(0);
            json.WriteStartObject();
            json.WriteNumber("id", row);
            json.WriteNumber("position", cells.GetInt32(1));
            Raw(json, "additional_attributes", cells.GetString(2));
            Times(json, cells, 3);
            json.WriteStartArray("spreadsheet_cells");
            do
            {
                var cell = cells.GetInt64(5);
                json.WriteStartObject();
                json.WriteNumber("id", cell);
                json.WriteNumber("row_id", row);
                json.WriteNumber("column_id", cells.GetInt64(6));
                if (await cells.IsDBNullAsync(7)) json.WriteNull("value");
                else json.WriteString("value", cells.GetString(7));
                json.WriteString("cell_role", roles[cells.GetInt64(6)]);
                Raw(json, "additional_attributes", cells.GetString(8));
                json.WriteNull("default_user_job");
                json.WriteStartArray("user_jobs");
                json.WriteEndArray();
                json.WritePropertyName("video_layers");
                json.WriteRawValue(layers.TryGetValue(cell, out var layer) ? layer : "[]"u8, skipInputValidation: true);
                Times(json, cells, 9);
                json.WriteEndObject();
                more = await cells.ReadAsync();
            }
            while (more && cells.GetInt64(0) == row);
            json.WriteEndArray();
            json.WriteEndObject();
            if (json.BytesPending < 32 * 1024) continue;
            json.Flush();
            await context.Response.BodyWriter.FlushAsync();
        }
        json.WriteEndArray();
    }

    /// <summary>
    /// Takes the very body that the API takes and lets the database read it; the cells come back, as they must, and are dropped.
    /// </summary>
    private static async Task ChangeAsync(string to, long id, HttpRequest request)
    {
        using var body = new StreamReader(request.Body);
        var cells = await body.ReadToEndAsync();
        await using var db = await OpenAsync(to);
        await using var command = db.CreateCommand();
        command.CommandText = (db is NpgsqlConnection
            ? "UPDATE sheet_cells SET value = j.value, updated_at = @now FROM jsonb_to_recordset(CAST(@cells AS jsonb) -> 'cells') AS j "
                + "(id BIGINT, value TEXT) WHERE sheet_cells.id = j.id AND sheet_id = @id"
            : "UPDATE sheet_cells SET value = j.value ->> 'value', updated_at = @now FROM json_each(@cells, '$.cells') AS j WHERE "
                + "sheet_cells.id = j.value ->> 'id' AND +sheet_id = @id")
            + " RETURNING sheet_cells.id, row_id, column_id, sheet_cells.value, additional_attributes, default_job_id, created_at, "
            + "updated_at";
        Add(command, "now", TimeProvider.System.GetUtcNow().UtcDateTime);
        Add(command, "cells", cells);
        Add(command, "id", id);
        await using var changed = await command.ExecuteReaderAsync();
        if (!await changed.ReadAsync()) throw new InvalidOperationException("No cell was changed");
        while (await changed.ReadAsync()) { }
    }

    private static async Task InsertAsync(string to, long id)
    {
        await using var db = await OpenAsync(to);
        await using var transaction = await db.BeginTransactionAsync();
        await RunAsync("UPDATE sheet_rows SET position = position + 1 WHERE sheet_id = @id", id);
        var row = await RunAsync(
            "INSERT INTO sheet_rows (sheet_id, position, additional_attributes, created_at, updated_at) VALUES (@id, 0, '{}', @now, @now) "
                + "RETURNING id", id);
        await RunAsync(
            "INSERT INTO sheet_cells (sheet_id, row_id, column_id, additional_attributes, created_at, updated_at) SELECT sheet_id, @row, "
                + "id, '{}', @now, @now FROM sheet_columns WHERE sheet_id = @id", id, row);
        await transaction.CommitAsync();

        async Task<object?> RunAsync(string sql, long sheet, object? rowId = null)
        {
            await using var command = db.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            Add(command, "id", sheet);
            if (sql.Contains("@now", StringComparison.Ordinal)) Add(command, "now", TimeProvider.System.GetUtcNow().UtcDateTime);
            if (rowId is not null) Add(command, "row", rowId);
            return await command.ExecuteScalarAsync();
        }
    }

    /// <summary>
    /// Makes the rows that are measured: through the API it takes minutes. Every text cell filled, a layer in every video's.
    /// </summary>
    private static async Task FillAsync(string to, long id, int rows)
    {
        await using var db = await OpenAsync(to);
        foreach (var sql in new[]
        {
            """
            INSERT INTO sheet_rows (sheet_id, position, additional_attributes, created_at, updated_at)
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @rows - 1) SELECT @id, i, '{}', @now, @now FROM n
            """,
            """
            INSERT INTO sheet_cells (sheet_id, row_id, column_id, value, additional_attributes, created_at, updated_at)
            SELECT r.sheet_id, r.id, c.id, CASE WHEN c.type = 'Text' THEN 'Why your morning coffee tastes bitter, and what to do about it' END, '{}', @now, @now
            FROM sheet_rows r JOIN sheet_columns c ON c.sheet_id = r.sheet_id WHERE r.sheet_id = @id ORDER BY r.position, c.position
            """,
            """
            INSERT INTO layers (cell_id, name, type, position, additional_attributes, created_at, updated_at)
            SELECT c.id, 'Title', 'Text', 0, '{"bind":"Text 1","from":0,"durationInFrames":90}', @now, @now
            FROM sheet_cells c JOIN sheet_columns k ON k.id = c.column_id WHERE c.sheet_id = @id AND k.type = 'Video'
            """,
            // As the server's own statistics would be by the time somebody has filled in so much.
            "ANALYZE",
        })
        {
            await using var command = db.CreateCommand();
            command.CommandText = sql;
            if (sql.Contains("@id", StringComparison.Ordinal)) Add(command, "id", id);
            if (sql.Contains("@now", StringComparison.Ordinal)) Add(command, "now", new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc));
            if (sql.Contains("@rows", StringComparison.Ordinal)) Add(command, "rows", rows);
            if (sql != "ANALYZE" || db is NpgsqlConnection) await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>As durable as the server's own: what was answered for is on the disk.</summary>
    private static async Task<DbConnection> OpenAsync(string to)
    {
        DbConnection db = to.StartsWith("Data Source=", StringComparison.Ordinal) ? new SqliteConnection(to) : new NpgsqlConnection(to);
        await db.OpenAsync();
        if (db is not SqliteConnection) return db;
        await using var pragmas = db.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";
        await pragmas.ExecuteNonQueryAsync();
        return db;
    }

    private static async Task<DbDataReader> ReadAsync(DbConnection db, string sql, long id)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        Add(command, "id", id);
        return await command.ExecuteReaderAsync();
    }

    /// <summary>Gives a command a parameter.</summary>
    public static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static void Raw(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(text, skipInputValidation: true);
    }

    private static void Times(Utf8JsonWriter json, DbDataReader reader, int at)
    {
        Time(json, "created_at", "created_at_ts", reader.GetDateTime(at));
        Time(json, "updated_at", "updated_at_ts", reader.GetDateTime(at + 1));
    }

    private static void Time(Utf8JsonWriter json, string name, string stamp, DateTime time)
    {
        Span<char> text = stackalloc char[24];
        time.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
        json.WriteNumber(stamp, (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);
    }
}
