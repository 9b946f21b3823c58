using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace OpenGen.Server.Data;

/// <summary>An entity with a number that later ones have a higher one than.</summary>
internal interface IHasId
{
    /// <summary>Its number.</summary>
    long Id { get; }
}

/// <summary>Reads lists that grow without end.</summary>
internal static class NewestFirst
{
    /// <summary>Entities that are in memory at once.</summary>
    private const int Batch = 500;

    /// <summary>
    /// Entities by falling ids. Each batch is a query of its own that begins below the one before: nothing stays open in the database
    /// while a client is slow to read, and of what is added meanwhile nothing is there twice.
    /// </summary>
    /// <param name="from">How many are left out at the top.</param>
    /// <param name="size">How many there are at most.</param>
    public static async IAsyncEnumerable<T> ReadNewestFirstAsync<T>(
        this IQueryable<T> found, int from, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IHasId
    {
        for (var (below, left, skip) = (long.MaxValue, size, from); left > 0; skip = 0)
        {
            var asked = Math.Min(left, Batch);
            var batch = await found.AsNoTracking().Where(entity => entity.Id < below).OrderByDescending(entity => entity.Id)
                .Skip(skip).Take(asked).ToListAsync(cancellationToken);
            foreach (var entity in batch) yield return entity;
            if (batch.Count < asked) yield break;
            (below, left) = (batch[^1].Id, left - batch.Count);
        }
    }
}
