namespace OpenGen.Kernel;

/// <summary>An entity with a lifetime. Both times are UTC, to the millisecond, and set when it is saved.</summary>
public interface IHasTimes
{
    /// <summary>When it was first saved.</summary>
    DateTime CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    DateTime UpdatedAt { get; set; }
}

/// <summary>The four time fields every resource with a lifetime answers.</summary>
public abstract record Timed
{
    /// <param name="createdAt">UTC.</param>
    /// <param name="updatedAt">UTC.</param>
    protected Timed(DateTime createdAt, DateTime updatedAt) => (CreatedAt, UpdatedAt) = (createdAt, updatedAt);

    /// <param name="of">The entity that is shown.</param>
    protected Timed(IHasTimes of) : this(of.CreatedAt, of.UpdatedAt) { }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>Unix milliseconds of the same instant.</summary>
    public long CreatedAtTs => Unix(CreatedAt);

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; }

    /// <summary>Unix milliseconds of the same instant.</summary>
    public long UpdatedAtTs => Unix(UpdatedAt);

    private static long Unix(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}

/// <summary>The time as everything here keeps it.</summary>
public static class Clock
{
    /// <summary>Now in UTC, truncated to milliseconds: what the databases keep and answers show.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        var utc = clock.GetUtcNow().UtcDateTime;
        return new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }
}
