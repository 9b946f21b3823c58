using Npgsql;

namespace OpenGen.Tests.Support;

/// <summary>A database on the PostgreSQL that tests run on, dropped afterwards with all that is still connected to it.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _name = "t" + Guid.NewGuid().ToString("N");

    private PostgresDatabase()
    {
    }

    /// <summary>How a server is told of it.</summary>
    public string Connection => $"{Server};Database={_name}";

    private static string Server => Environment.GetEnvironmentVariable("OPENGEN_TEST_POSTGRES")
        ?? throw new InvalidOperationException(
            "These tests need a PostgreSQL: run them with ./opengen test, or set OPENGEN_TEST_POSTGRES to \"Host=…;Username=…\"");

    /// <summary>With the schema, and nothing in it.</summary>
    public static async Task<PostgresDatabase> CreateAsync() =>
        await CreateAsync($" TEMPLATE {(await MigratedDatabases.PostgresAsync())._name}");

    /// <summary>With nothing at all.</summary>
    public static Task<PostgresDatabase> CreateEmptyAsync() => CreateAsync("");

    private static async Task<PostgresDatabase> CreateAsync(string from)
    {
        var database = new PostgresDatabase();
        await ExecuteAsync(Server + ";Database=postgres", $"CREATE DATABASE {database._name}{from}");
        return database;
    }

    /// <summary>Changes what is in it.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(Connection, sql);

    /// <summary>All rows of a query, each by a function that reads it.</summary>
    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The one number that a query answers.</summary>
    public async Task<long> CountAsync(string sql) => (await ReadAsync(sql, row => row.GetInt64(0))).Single();

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(Connection)) NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync(Server + ";Database=postgres", $"DROP DATABASE {_name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string to, string sql)
    {
        await using var connection = new NpgsqlConnection(to);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
