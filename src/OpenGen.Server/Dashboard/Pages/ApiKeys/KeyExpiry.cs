using System.Text.Json.Nodes;
using OpenGen.Server.Web;

namespace OpenGen.Server.Dashboard.Pages.ApiKeys;

/// <summary>A choice of how long a new key holds.</summary>
/// <param name="Id">What the form calls it.</param>
/// <param name="Days">Whole days; null for ever, or until a date of one's own.</param>
internal sealed record KeyExpiry(string Id, string Says, int? Days)
{
    public const string Custom = "custom";

    /// <summary>How far ahead a date may lie, in years.</summary>
    private const int Longest = 50;

    /// <summary>The choices, the safest first.</summary>
    public static readonly KeyExpiry[] Choices =
    [
        new("30d", "30 days", 30),
        new("90d", "90 days", 90),
        new("365d", "1 year", 365),
        new("never", "Never", null),
        new(Custom, "Custom date", null),
    ];

    /// <summary>
    /// What the API calls this choice: <c>"30d"</c>, nothing for ever, or the seconds left to the end of a chosen day (UTC).
    /// </summary>
    public Result<JsonNode?> AsLifetime(DateOnly? date, DateTime now)
    {
        if (Id != Custom) return Days is { } days ? JsonValue.Create($"{days}d") : (JsonNode?)null;
        if (date is not { } day) return Error.Invalid("date", "Choose a date");
        if (day >= DateOnly.FromDateTime(now).AddYears(Longest))
            return Error.Invalid("date", $"Choose a day within {Longest} years, or Never");
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return end <= now
            ? Error.Invalid("date", "Choose a day that is not over")
            : (JsonNode?)JsonValue.Create((long)(end - now).TotalSeconds);
    }
}
