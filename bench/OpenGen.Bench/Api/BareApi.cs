using System.Collections.Concurrent;
using System.CommandLine;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Npgsql;

namespace OpenGen.Bench.Api;

/// <summary>
/// The least that can answer the same: one route, no middleware, one read by the SHA-256 of the header, on a statement that stays
/// prepared. It knows neither expiry, revocation, last use, error answers nor request ids.
/// </summary>
internal static class BareApi
{
    private const string Sql = "SELECT id, email, name, username, created_at FROM bare_users WHERE hash = @hash";

    /// <summary>A user as the API shows it.</summary>
    public sealed record User(long Id, string Email, string? Name, string? Username, string CreatedAt);

    /// <summary>How it is started: <c>bare DATABASE</c>, a SQLite file or a PostgreSQL connection; prints its address.</summary>
    public static Command Command()
    {
        var file = new Argument<string>("file");
        var command = new Command("bare") { file };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed.GetValue(file)!, cancellationToken));
        return command;
    }

    /// <summary>Makes the database with one key in it.</summary>
    public static async Task MakeDatabaseAsync(string file, string key, User user, CancellationToken cancellationToken)
    {
        await using DbConnection connection = IsPostgres(file)
            ? new NpgsqlConnection(file)
            : new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = IsPostgres(file)
            ? """
                CREATE TABLE bare_users (hash BYTEA PRIMARY KEY, id BIGINT NOT NULL, email TEXT NOT NULL, name TEXT, username TEXT, created_at TEXT NOT NULL);
                INSERT INTO bare_users VALUES (@hash, @id, @email, @name, @username, @created_at);
                """
            : """
                PRAGMA journal_mode = WAL;
                CREATE TABLE bare_users (hash BLOB PRIMARY KEY, id INTEGER NOT NULL, email TEXT NOT NULL, name TEXT, username TEXT, created_at TEXT NOT NULL) WITHOUT ROWID;
                INSERT INTO bare_users VALUES (@hash, @id, @email, @name, @username, @created_at);
                """;
        foreach (var (name, value) in new (string, object?)[]
            { ("@hash", HashOf(key)), ("@id", user.Id), ("@email", user.Email), ("@name", user.Name), ("@username", user.Username),
                ("@created_at", user.CreatedAt) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<int> ServeAsync(string file, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        await using var app = builder.Build();
        if (IsPostgres(file))
        {
            var source = new NpgsqlDataSourceBuilder(file) { ConnectionStringBuilder = { MaxAutoPrepare = 10 } }.Build();
            app.MapGet("/v1/me", async Task<IResult> (HttpContext context) =>
                context.Request.Headers.TryGetValue("X-API-Key", out var key) && await FindAsync(source, HashOf(key.ToString())) is { } user
                    ? TypedResults.Ok(user)
                    : TypedResults.Unauthorized());
        }
        else
        {
            var users = new Users(file);
            app.MapGet("/v1/me", IResult (HttpContext context) =>
                context.Request.Headers.TryGetValue("X-API-Key", out var key) && users.Find(key) is { } user
                    ? TypedResults.Ok(user)
                    : TypedResults.Unauthorized());
        }
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static bool IsPostgres(string database) => database.StartsWith("Host=", StringComparison.OrdinalIgnoreCase);

    private static async Task<User?> FindAsync(NpgsqlDataSource source, byte[] hash)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue("hash", hash);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? UserIn(row) : null;
    }

    private static User UserIn(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
            row.GetString(4));

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    private sealed class Users(string file)
    {
        private readonly ConcurrentBag<Reading> _idle = [];

        public User? Find(StringValues key)
        {
            if (!_idle.TryTake(out var reading)) reading = new Reading(file);
            try
            {
                return reading.Find(HashOf(key.ToString()));
            }
            finally
            {
                _idle.Add(reading);
            }
        }
    }

    /// <summary>A connection with its statement prepared.</summary>
    private sealed class Reading
    {
        private readonly SqliteCommand _command;
        private readonly SqliteParameter _hash;

        public Reading(string file)
        {
            var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            _command = connection.CreateCommand();
            _command.CommandText = Sql;
            _hash = _command.Parameters.Add("@hash", SqliteType.Blob);
            _command.Prepare();
        }

        public User? Find(byte[] hash)
        {
            _hash.Value = hash;
            using var row = _command.ExecuteReader();
            return row.Read() ? UserIn(row) : null;
        }
    }
}
