using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>What became of one try at a password or a code.</summary>
internal enum TryOutcome
{
    /// <summary>It was right; the try is given back.</summary>
    Right,

    /// <summary>It was wrong, and is one of the five.</summary>
    Wrong,

    /// <summary>The account is locked, by five wrong tries or by an operator: nothing was compared.</summary>
    Refused,
}

/// <summary>
/// The tries that an account has: five wrong passwords or codes, and no sixth is looked at until five minutes after the last.
/// A try is taken in the database before anything is compared, so that of any number of guesses at once, on any number of nodes,
/// no more than five count; a right one gives its own back and no other.
/// </summary>
internal sealed class SignInTries(AppDbContext db, TimeProvider clock)
{
    /// <summary>Wrong tries before an account is locked.</summary>
    public const int Most = 5;

    /// <summary>How long after the last try they are forgotten.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Those of one account wait for each other on a node: else honest programs that sign in at the same moment would
    /// find the tries of the others taken.
    /// </summary>
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Compares when there is a try left.</summary>
    /// <param name="isRight">The comparison; not called when there is none.</param>
    public async Task<TryOutcome> TakeAsync(User user, Func<Task<bool>> isRight, CancellationToken cancellationToken)
    {
        var turn = Turns[(int)(user.Id & (Turns.Length - 1))];
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!await TakeAsync(user.Id, cancellationToken)) return TryOutcome.Refused;
            if (!await isRight()) return TryOutcome.Wrong;
            await db.Users.Where(u => u.Id == user.Id && u.AccessFailedCount > 0)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount - 1), CancellationToken.None);
            return TryOutcome.Right;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> TakeAsync(long userId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var forgotten = now - Window;
        DateTimeOffset? moment = new DateTimeOffset(now);
        return await db.Users
            .Where(u => u.Id == userId && (u.LockoutEnd == null || u.LockoutEnd <= moment))
            .Where(u => u.AccessFailedCount < Most || u.LastTryAt == null || u.LastTryAt <= forgotten)
            .ExecuteUpdateAsync(u => u
                .SetProperty(x => x.AccessFailedCount, x => x.LastTryAt == null || x.LastTryAt <= forgotten ? 1 : x.AccessFailedCount + 1)
                .SetProperty(x => x.LastTryAt, now), cancellationToken) == 1;
    }
}
