using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Finds whose an API key is: the read that every request waits for. On SQLite EF Core spends 70 µs on what the database does in 4
/// (the connection is opened and given its functions, the statement is parsed), so there it is written by hand and stays prepared.
/// </summary>
internal sealed class KeyLookup(DataOptions data) : IDisposable
{
    /// <summary>Compiled for one model: the process may hold servers on different databases, so it is not static.</summary>
    private readonly Func<AppDbContext, byte[], DateTime, Task<KeyOwner?>> _query = EF.CompileAsyncQuery(
        (AppDbContext db, byte[] hash, DateTime now) =>
            (from key in db.ApiKeys
             join user in db.Users on key.UserId equals user.Id
             where key.Hash == hash && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now)
             select new KeyOwner(key.Id, key.LastUsedAt, user.Id, user.Email!, user.Name, user.Username, user.CreatedAt)).FirstOrDefault());

    private readonly ConcurrentBag<Prepared> _idle = [];
    private volatile bool _disposed;

    /// <summary>The owner of a key that holds now; null for a key that is unknown, revoked or expired.</summary>
    /// <param name="request">Where a context comes from, when one is needed.</param>
    /// <param name="hash">SHA-256 of the key's text.</param>
    public Task<KeyOwner?> FindAsync(IServiceProvider request, byte[] hash, DateTime now) =>
        data.OnPostgres ? _query(request.GetRequiredService<AppDbContext>(), hash, now) : Task.FromResult(OnSqlite(hash, now));

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var prepared)) prepared.Dispose();
    }

    private KeyOwner? OnSqlite(byte[] hash, DateTime now)
    {
        // As many as ever read at the same moment; each is one thread's at a time.
        if (!_idle.TryTake(out var prepared)) prepared = new Prepared(data.SqliteConnection);
        var whole = false;
        try
        {
            var owner = prepared.Find(hash, now);
            whole = true;
            return owner;
        }
        finally
        {
            if (whole && !_disposed) _idle.Add(prepared);
            else prepared.Dispose();
        }
    }

    /// <summary>A connection of its own with the statement on it.</summary>
    private sealed class Prepared : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _command;
        private readonly SqliteParameter _hash;
        private readonly SqliteParameter _now;

        public Prepared(string connectionString)
        {
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
            _connection.Open();
            _command = _connection.CreateCommand();
            _command.CommandText = """
                SELECT k.id, k.last_used_at, u.id, u.email, u.name, u.username, u.created_at
                FROM api_keys AS k JOIN users AS u ON u.id = k.user_id
                WHERE k.hash = $hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $now)
                """;
            _hash = _command.Parameters.Add("$hash", SqliteType.Blob);
            _now = _command.Parameters.Add("$now", SqliteType.Text);
            _command.Prepare();
        }

        public KeyOwner? Find(byte[] hash, DateTime now)
        {
            _hash.Value = hash;
            _now.Value = now;
            using var row = _command.ExecuteReader();
            return row.Read()
                ? new KeyOwner(row.GetInt64(0), row.IsDBNull(1) ? null : Utc(row, 1), row.GetInt64(2), row.GetString(3), Text(row, 4), Text(row, 5), Utc(row, 6))
                : null;
        }

        public void Dispose()
        {
            _command.Dispose();
            _connection.Dispose();
        }

        private static DateTime Utc(SqliteDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

        private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}

/// <summary>A key and whose it is.</summary>
internal sealed record KeyOwner(long KeyId, DateTime? LastUsedAt, long UserId, string Email, string? Name, string? Username, DateTime CreatedAt);
