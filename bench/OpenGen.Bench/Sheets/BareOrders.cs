using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace OpenGen.Bench.Sheets;

/// <summary>
/// The least that orders a text for every cell of a column: the prompt filled in from the cell beside it, a charge for all of them, and
/// as many rows of jobs and of the ledger; statements by hand.
/// </summary>
internal static class BareOrders
{
    private const int Price = 1;

    private const string JobColumns =
        "workspace_id, agent_id, sheet_id, cell_id, type, lane, status, input, provider, model, cost, run, fence, attempts, progress, "
            + "warnings, created_at, updated_at";

    /// <summary>Orders them, and answers each job with its cell.</summary>
    /// <param name="sheet">The sheet's id.</param>
    /// <param name="column">The column whose cells are written.</param>
    /// <param name="named">The column that the prompt names.</param>
    public static async Task OrderAsync(DbConnection db, long sheet, long column, long named, HttpContext context)
    {
        await using var transaction = await db.BeginTransactionAsync();
        var (cells, prompts) = (new List<long>(), new List<string>());
        await using (var reading = Command(
            "SELECT c.id, n.value FROM sheet_rows r JOIN sheet_cells c ON c.row_id = r.id AND c.column_id = @column "
                + "JOIN sheet_cells n ON n.row_id = r.id AND n.column_id = @named WHERE r.sheet_id = @sheet ORDER BY r.position"))
        await using (var reader = await reading.ExecuteReaderAsync())
            while (await reader.ReadAsync())
            {
                cells.Add(reader.GetInt64(0));
                prompts.Add(JsonSerializer.Serialize(new { data = new { prompt = $"Say something new about {reader.GetString(1)}" } }));
            }

        await using (var charging = Command(
            "UPDATE workspaces SET credits = credits - @sum WHERE id = (SELECT workspace_id FROM agents a JOIN sheets s ON s.agent_id = a.id "
                + "WHERE s.id = @sheet) AND credits >= @sum", ("sum", (long)cells.Count * Price)))
            if (await charging.ExecuteNonQueryAsync() != 1) throw new InvalidOperationException("There are not enough credits");

        var jobs = await IdsAsync(
            $"INSERT INTO jobs ({JobColumns}) SELECT a.workspace_id, a.id, s.id, {At(0, "bigint")}, 'text', 'Quick', 'Pending', {At(1, "text")}, "
                + $"'local', 'local', {Price}, 1, 0, 0, 0, '[]', @now, @now FROM {Rows()} JOIN sheets s ON s.id = @sheet "
                + "JOIN agents a ON a.id = s.agent_id RETURNING id",
            JsonSerializer.Serialize(cells.Zip(prompts, (cell, prompt) => new object[] { cell, prompt })));
        await IdsAsync(
            "INSERT INTO credit_transactions (workspace_id, bucket, kind, amount, balance_after, job_id, reference, description, created_at, "
                + $"updated_at) SELECT w.id, 'generic', 'Charge', -{Price}, w.credits, {At(0, "bigint")}, {At(1, "text")}, 'text by local', "
                + $"@now, @now FROM {Rows()} JOIN sheets s ON s.id = @sheet JOIN agents a ON a.id = s.agent_id "
                + "JOIN workspaces w ON w.id = a.workspace_id RETURNING id",
            JsonSerializer.Serialize(jobs.Select(job => new object[] { job, $"charge:{job}:1" })));
        await transaction.CommitAsync();

        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartArray();
        foreach (var (cell, job) in cells.Zip(jobs))
        {
            json.WriteStartObject();
            json.WriteNumber("generation_id", job);
            json.WriteNumber("cell_id", cell);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        DbCommand Command(string sql, params (string Name, object Value)[] more)
        {
            var command = db.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            foreach (var (name, value) in more.Concat([("sheet", (object)sheet), ("column", column), ("named", named)]))
                if (sql.Contains("@" + name, StringComparison.Ordinal)) BareSheets.Add(command, name, value);
            return command;
        }

        async Task<List<long>> IdsAsync(string sql, string rows)
        {
            await using var command = Command(sql, ("rows", rows), ("now", TimeProvider.System.GetUtcNow().UtcDateTime));
            await using var reader = await command.ExecuteReaderAsync();
            var ids = new List<long>();
            while (await reader.ReadAsync()) ids.Add(reader.GetInt64(0));
            ids.Sort();
            return ids;
        }

        string Rows() => db is NpgsqlConnection ? "json_array_elements(CAST(@rows AS json)) AS e (row)" : "json_each(@rows) AS e";

        string At(int place, string type) => db is NpgsqlConnection ? $"CAST(e.row ->> {place} AS {type})" : $"e.value ->> {place}";
    }
}
