using System.Globalization;

namespace OpenGen.Bench;

/// <summary>Watches the memory of this program's children, and of this program if wanted, and keeps the highest sum.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _peak;

    private PeakMemory(bool withSelf, TimeSpan every) => _watching = WatchAsync(withSelf, every);

    /// <summary>The highest sum so far, bytes; a page that several hold, or one holds twice, counts once.</summary>
    public long Bytes => Interlocked.Read(ref _peak);

    /// <param name="withSelf">Whether this program's own memory belongs to what is measured.</param>
    /// <param name="every">How often it looks, ten times a second without: the kernel holds up a process whose memory it sums.</param>
    public static PeakMemory Watch(bool withSelf, TimeSpan? every = null) => new(withSelf, every ?? Often);

    /// <summary>Makes <see cref="Bytes"/> begin anew.</summary>
    public void Forget() => Interlocked.Exchange(ref _peak, 0);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(bool withSelf, TimeSpan every)
    {
        while (!_end.IsCancellationRequested)
        {
            var now = Resident(withSelf);
            if (now > Bytes) Interlocked.Exchange(ref _peak, now);
            await Task.Delay(every, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Sums what /proc says of this process and of all that descend from it.</summary>
    private static long Resident(bool withSelf)
    {
        var processes = new Dictionary<int, (int Parent, long Mapped)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(folder) is { } read)
                processes[id] = read;
        }
        return processes.Where(p => p.Key == Environment.ProcessId ? withSelf : Descends(p.Key) && !IsBeingBorn(p.Value))
            .Sum(p => Share(p.Key));

        // Between vfork and exec a child lives in its parent's memory; counted twice, that would be the peak of every start.
        bool IsBeingBorn((int Parent, long Mapped) child) =>
            processes.TryGetValue(child.Parent, out var parent) && Math.Abs(parent.Mapped - child.Mapped) < 1 << 20;

        bool Descends(int id)
        {
            while (processes.TryGetValue(id, out var process))
            {
                if (process.Parent == Environment.ProcessId) return true;
                id = process.Parent;
            }
            return false;
        }
    }

    /// <summary>Parent, and mapped bytes, by proc(5); null for a process that has just ended.</summary>
    private static (int Parent, long Mapped)? Read(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            // The program's name stands in brackets and may hold anything, brackets too.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[20], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// A process's proportional set, bytes: of what it shares, its share. .NET maps the code it makes twice, so the resident set is
    /// more than there is.
    /// </summary>
    private static long Share(int id)
    {
        const string Row = "Pss:";
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/smaps_rollup"))
                .FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[Row.Length..^2], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
