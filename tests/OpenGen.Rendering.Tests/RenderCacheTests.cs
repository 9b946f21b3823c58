using System.Globalization;
using OpenGen.Making.Music;
using OpenGen.Media;
using OpenGen.Rendering.Pipeline;

namespace OpenGen.Rendering.Tests;

public sealed class RenderCacheTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opengen-cache-");
    private readonly RenderCache cache;

    public RenderCacheTests() => cache = new RenderCache(new RenderingOptions { CacheFolder = folder.FullName, MaxCacheBytes = 100 });

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_kept_may_be_made_of_other_things_that_are_kept()
    {
        // A preview of many films: whatever its key and theirs are, none waits for another.
        var outer = Key("preview");
        var made = cache.GetAsync(
            outer, ".mp4",
            async path =>
            {
                for (var i = 0; i < 500; i++) await cache.GetAsync(Key("film", i), ".mov", film => File.WriteAllTextAsync(film, "f"), Stop);
                await File.WriteAllTextAsync(path, "whole");
            },
            Stop);

        Assert.Equal("whole", await File.ReadAllTextAsync(await made.WaitAsync(TimeSpan.FromSeconds(60), Stop), Stop));
    }

    [Fact]
    public async Task Asked_for_twice_at_once_it_is_made_once()
    {
        var started = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var made = 0;
        async Task MakeAsync(string path)
        {
            Interlocked.Increment(ref made);
            started.SetResult();
            await go.Task;
            await File.WriteAllTextAsync(path, "once", Stop);
        }

        var first = cache.GetAsync(Key("one"), ".mov", MakeAsync, Stop);
        await started.Task;
        var second = cache.GetAsync(Key("one"), ".mov", MakeAsync, Stop);
        go.SetResult();

        Assert.Equal(await first, await second);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task When_the_one_who_makes_it_gives_up_the_one_who_waits_makes_it()
    {
        using var cancelled = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var first = cache.GetAsync(
            Key("one"), ".mov",
            async path =>
            {
                await File.WriteAllTextAsync(path, "half");
                started.SetResult();
                await Task.Delay(Timeout.Infinite, cancelled.Token);
            },
            cancelled.Token);
        await started.Task;
        var second = cache.GetAsync(Key("one"), ".mov", path => File.WriteAllTextAsync(path, "whole"), Stop);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("whole", await File.ReadAllTextAsync(await second, Stop));
        Assert.Equal([await second], folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName));
    }

    [Fact]
    public async Task What_was_asked_for_longest_ago_goes_first_and_nothing_within_the_hour()
    {
        var old = await KeepAsync("old", hoursAgo: 9);
        var older = await KeepAsync("older", hoursAgo: 10);
        var recent = await KeepAsync("recent", hoursAgo: 0.5);

        // 120 bytes of a hundred are held; sixty more want two files gone, of which one is in use.
        var fresh = await KeepAsync("fresh", hoursAgo: 0);

        Assert.Equal((false, false, true, true), (File.Exists(older), File.Exists(old), File.Exists(recent), File.Exists(fresh)));
    }

    [Fact]
    public void A_key_counts_the_code_that_makes_the_file_and_all_of_ours_that_it_builds_on()
    {
        Assert.Equal(["OpenGen.Media"], Counted(typeof(RenderCache)));
        Assert.Equal(["OpenGen.Media", "OpenGen.Rendering"], Counted(typeof(VideoRenderer)));
        Assert.Equal(["OpenGen.Making", "OpenGen.Media", "OpenGen.Rendering"], Counted(typeof(MusicMaker)));
        Assert.NotEqual(RenderCache.Key(typeof(VideoRenderer), "a"), RenderCache.Key(typeof(MusicMaker), "a"));
        Assert.Contains(
            typeof(VideoRenderer).Module.ModuleVersionId.ToString("N"), RenderCache.CodeOf(typeof(MusicMaker).Assembly),
            StringComparison.Ordinal);

        static IEnumerable<string> Counted(Type maker) => RenderCache.CodeOf(maker.Assembly).Split(' ').Where((_, i) => i % 2 == 0);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Key(string what, int number = 0) =>
        RenderCache.Key(typeof(RenderCacheTests), what, number.ToString(CultureInfo.InvariantCulture));

    private async Task<string> KeepAsync(string what, double hoursAgo)
    {
        var file = await cache.GetAsync(Key(what), ".mov", path => File.WriteAllTextAsync(path, new string('x', 40), Stop), Stop);
        File.SetLastAccessTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-hoursAgo));
        return file;
    }
}
