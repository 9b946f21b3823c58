namespace OpenGen.Server.Modules.Automation;

/// <summary>When a message that did not arrive is sent again: Standard Webhooks' schedule, for a day.</summary>
internal static class RetrySchedule
{
    /// <summary>After the last of these it is tried once more when the day is over.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
            TimeSpan.FromHours(10)];

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>The next time; null when it is given up.</summary>
    /// <param name="tries">How often it was tried, from 1.</param>
    /// <param name="retryAfter">How long the server wants to be left alone at least.</param>
    public static DateTime? Next(int tries, DateTime queuedAt, DateTime now, TimeSpan? retryAfter)
    {
        var end = queuedAt + Patience;
        if (now >= end) return null;
        var wait = tries <= Waits.Length ? Waits[tries - 1] : Patience;
        // What failed together does not come back together.
        wait += TimeSpan.FromMilliseconds(Random.Shared.NextInt64((long)wait.TotalMilliseconds / 10));
        if (retryAfter > wait) wait = TimeSpan.FromSeconds(Math.Ceiling(retryAfter.Value.TotalSeconds));
        return wait < end - now ? now + wait : end;
    }
}
