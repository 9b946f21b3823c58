using System.Globalization;
using System.Text;

namespace OpenGen.Fuzz;

/// <summary>What came of a run.</summary>
/// <param name="Reopened">Connections that the server closed between two requests.</param>
/// <param name="Health">How long <c>/healthz</c> took, each time, quickest first.</param>
/// <param name="Before">Memory in bytes; 0 where it was not measured.</param>
internal sealed record FuzzReport(
    FuzzOptions Options, IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, Tally> Tallies, IReadOnlyDictionary<int, int> Statuses,
    int Reopened, IReadOnlyList<TimeSpan> Health, long Before, long Peak, long After)
{
    private const int ShownRequest = 2_000;

    /// <summary>The table at the end.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        var sent = Statuses.Values.Sum();
        Line($"seed        {Options.Seed}");
        Line($"requests    {sent} in {Options.Duration.TotalMinutes:0.#} minutes, on {Tallies.Count} operations ({Tallies.Values.Min(t => t.All)} to {Tallies.Values.Max(t => t.All)} each)");
        Line($"answers     {string.Join("  ", Statuses.OrderByDescending(s => s.Value).Select(s => $"{(s.Key == 0 ? "none" : s.Key.ToString(CultureInfo.InvariantCulture))}: {s.Value}"))}");
        Line($"reopened    {Reopened} connections");
        Line($"2xx         {Tallies.Values.Sum(t => t.Successes)} on {Tallies.Values.Count(t => t.Successes > 0)} of {Tallies.Count} operations");
        var never = Tallies.Where(t => t.Value.Successes == 0).Select(t => t.Key).Order(StringComparer.Ordinal).ToList();
        if (never.Count > 0) Line($"never 2xx   {string.Join(", ", never)}");
        if (Health.Count > 0) Line($"healthz     {Health.Count} times: median {Milliseconds(0.5)} ms, p99 {Milliseconds(0.99)} ms, slowest {Milliseconds(1)} ms");
        if (Before > 0) Line($"memory      {Before >> 20} MB before, {Peak >> 20} MB at most, {After >> 20} MB after a rest (at most {(Before + Options.MostGrowth) >> 20})");
        Line($"findings    {Findings.Count}");
        foreach (var finding in Findings.OrderBy(f => f.Cause, StringComparer.Ordinal)) Line($"  {finding.Operation}: {finding.Cause} ({finding.Count} times)");
        return table.ToString();

        void Line(FormattableString line) => table.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>How many requests each operation had, how many were 2xx, and how long they took on average.</summary>
    public string Operations() =>
        string.Concat(Tallies.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key,-34} {t.Value.Successes,7} of {t.Value.All,7} {t.Value.Average.TotalMilliseconds,9:0.0} ms\n")));

    /// <summary>Every finding with a request that shows it, to be sent again.</summary>
    public string Details()
    {
        var details = new StringBuilder();
        foreach (var finding in Findings)
        {
            var seen = Encoding.Latin1.GetString(finding.Request);
            details.Append(CultureInfo.InvariantCulture, $"## {finding.Operation}: {finding.Cause} ({finding.Count} times)\n{finding.Where}\n\n{finding.Answer}\n\n");
            if (finding.Request.Length == 0) continue;
            details.Append(CultureInfo.InvariantCulture, $"{(seen.Length > ShownRequest ? seen[..ShownRequest] + "…" : seen)}\n\n");
            details.Append(CultureInfo.InvariantCulture, $"base64 -d <<< {Convert.ToBase64String(finding.Request)} | nc -q 5 {Options.Server.Address} {Options.Server.Port}\n\n");
        }
        return details.ToString();
    }

    private string Milliseconds(double share) => Health[Math.Min(Health.Count - 1, (int)(share * Health.Count))].TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);
}
