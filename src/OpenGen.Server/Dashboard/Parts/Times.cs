using System.Globalization;

namespace OpenGen.Server.Dashboard.Parts;

/// <summary>Times as people read them.</summary>
internal static class Times
{
    /// <summary>"just now", "5 minutes ago", "yesterday", and the date when it is longer ago or in the future.</summary>
    public static string Relative(DateTime utc, DateTime now) => (now - utc) switch
    {
        { Ticks: < 0 } => Day(utc),
        { TotalMinutes: < 1.5 } => "just now",
        { TotalMinutes: < 60 } age => $"{(int)age.TotalMinutes} minutes ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalHours: < 24 } age => $"{(int)age.TotalHours} hours ago",
        { TotalHours: < 48 } => "yesterday",
        { TotalDays: < 14 } age => $"{(int)age.TotalDays} days ago",
        _ => Day(utc),
    };

    /// <summary>What is left until a time: "in 3 hours", "in 29 days", else the date.</summary>
    public static string Until(DateTime utc, DateTime now) => (utc - now) switch
    {
        { TotalHours: < 1 } => "within the hour",
        { TotalHours: < 36 } left => $"in {(int)Math.Round(left.TotalHours)} hours",
        { TotalDays: < 15 } left => $"in {(int)Math.Round(left.TotalDays)} days",
        _ => Day(utc),
    };

    /// <summary>"23 Nov 2026".</summary>
    public static string Day(DateTime utc) => utc.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"2026-11-23 14:05 UTC".</summary>
    public static string Exact(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>An IANA name as people read it: "America/New York", "UTC".</summary>
    public static string Zone(string iana) => iana is "Etc/UTC" or "UTC" ? "UTC" : iana.Replace('_', ' ');

    /// <summary>For <c>&lt;time datetime&gt;</c>.</summary>
    public static string Machine(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
