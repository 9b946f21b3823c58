using Npgsql;

namespace OpenGen.Bench;

/// <summary>The PostgreSQL that the launcher starts for benchmarks.</summary>
internal static class Postgres
{
    private const string Setting = "OPENGEN_TEST_POSTGRES";

    /// <summary>Why something was not measured on PostgreSQL.</summary>
    public static string HowTo(string bench) => $"set {Setting}, or run ./opengen bench {bench}";

    /// <summary>Measures on a fresh database, which is gone afterwards; false when there is no server for it.</summary>
    public static async Task<bool> WithDatabaseAsync(Func<string, Task> measure, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } server) return false;
        var name = $"bench{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}", cancellationToken);
        try
        {
            await measure($"{server};Database={name}");
        }
        finally
        {
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)", CancellationToken.None);
        }
        return true;
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
