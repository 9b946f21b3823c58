using System.ComponentModel.DataAnnotations.Schema;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>A POST with an <c>Idempotency-Key</c>: that it runs, that it has done something, and at last its answer.</summary>
[Table("idempotent_calls")]
internal sealed class IdempotentCall
{
    public long Id { get; private set; }

    /// <summary>SHA-256 over user, method, path and key.</summary>
    public byte[] Scope { get; init; } = [];

    /// <summary>SHA-256 over query and body.</summary>
    public byte[] RequestHash { get; init; } = [];

    public DateTime StartedAt { get; init; }

    /// <summary>Until when its node is known to work on it; renewed while it runs (<see cref="RunningCalls"/>). UTC.</summary>
    public DateTime AliveUntil { get; init; }

    /// <summary>Whether it has changed anything; set in the same transaction as the change.</summary>
    public bool Committed { get; init; }

    /// <summary>The answer's; null while there is none.</summary>
    public int? Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    /// <summary>Encrypted by Data Protection.</summary>
    public byte[]? Body { get; init; }

    /// <summary>
    /// Takes the key, or gives the call that has it. Of two at once one takes it; so does one that finds a call that died before it
    /// did anything.
    /// </summary>
    /// <param name="call">The call that wants it.</param>
    /// <param name="forgotten">Calls begun before this are too old to count.</param>
    /// <param name="now">Calls that were to live until before this, or until long after, and have no answer run no longer.</param>
    public static async Task<IdempotentCall?> BeginAsync(
        AppDbContext db, IdempotentCall call, DateTime forgotten, DateTime now, CancellationToken cancellationToken)
    {
        // Further ahead than any node writes it: by a clock that ran ahead and has been put right since.
        var impossible = now + RunningCalls.Lease + RunningCalls.ClockSkew;
        await db.IdempotentCalls
            .Where(c => c.Scope == call.Scope
                && (c.StartedAt < forgotten || ((c.AliveUntil < now || c.AliveUntil > impossible) && c.Status == null && !c.Committed)))
            .ExecuteDeleteAsync(cancellationToken);
        db.IdempotentCalls.Add(call);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return await db.IdempotentCalls.AsNoTracking().FirstOrDefaultAsync(c => c.Scope == call.Scope, cancellationToken) ?? call;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Keeps the answer.</summary>
    /// <param name="status">Null where the answer is too large to keep.</param>
    public Task EndAsync(AppDbContext db, int? status, string? contentType, string? location, byte[] body) =>
        db.IdempotentCalls.Where(c => c.Id == Id).ExecuteUpdateAsync(c => c
            .SetProperty(x => x.Status, status).SetProperty(x => x.ContentType, contentType)
            .SetProperty(x => x.Location, string.IsNullOrEmpty(location) ? null : location)
            .SetProperty(x => x.Body, body), CancellationToken.None);

    /// <summary>Lets the key be used again, as if nothing had been sent: only a call that has changed nothing.</summary>
    /// <returns>Whether it was such a call.</returns>
    public static async Task<bool> ForgetAsync(AppDbContext db, long id) =>
        await db.IdempotentCalls.Where(c => c.Id == id && !c.Committed).ExecuteDeleteAsync(CancellationToken.None) == 1;

    private sealed class Configuration : IEntityTypeConfiguration<IdempotentCall>
    {
        public void Configure(EntityTypeBuilder<IdempotentCall> call)
        {
            call.Property(c => c.ContentType).HasMaxLength(100);
            call.HasIndex(c => c.Scope).IsUnique();
            call.HasIndex(c => c.StartedAt);
        }
    }
}

/// <summary>Clears calls whose keys are free again.</summary>
internal sealed class ForgottenCalls(AppDbContext db, TimeProvider clock) : ISweep
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = clock.Now() - Idempotency.Lifetime;
        await db.IdempotentCalls.Where(c => c.StartedAt < forgotten).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>
/// Notes in every transaction of an idempotent call that the call has changed something, so that a crash after it is known from one
/// before. A call that was taken for dead, and whose key somebody else has by now, commits nothing.
/// </summary>
internal sealed class CommittedCalls : DbTransactionInterceptor
{
    public static readonly CommittedCalls Instance = new();

    private static readonly AsyncLocal<Current?> Running = new();

    /// <summary>From here until disposal the transactions of this flow belong to a call.</summary>
    public static IDisposable Note(long callId) => Running.Value = new Current(callId);

    public override InterceptionResult TransactionCommitting(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        if (Running.Value is { } call)
        {
            using var command = CommandFor(call, transaction);
            if (command.ExecuteNonQuery() == 0) throw Idempotency.Overtaken;
        }
        return result;
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Running.Value is { } call)
        {
            await using var command = CommandFor(call, transaction);
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0) throw Idempotency.Overtaken;
        }
        return result;
    }

    private static DbCommand CommandFor(Current call, DbTransaction transaction)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE idempotent_calls SET committed = TRUE WHERE id = @id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", call.CallId);
        command.Parameters.Add(id);
        return command;
    }

    private sealed record Current(long CallId) : IDisposable
    {
        public void Dispose() => Running.Value = null;
    }
}
