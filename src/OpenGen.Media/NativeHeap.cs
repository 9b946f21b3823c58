using System.Runtime.InteropServices;

namespace OpenGen.Media;

/// <summary>
/// Keeps the memory of pictures from outliving them. libvips allocates outside of the collector's sight, behind handles of a few bytes, and
/// glibc keeps what was freed in one arena a thread: a server that has drawn a few pictures would hold half a gigabyte for good.
/// </summary>
internal static partial class NativeHeap
{
    // Parameters of mallopt(3).
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int ArenaMax = -8;

    /// <summary>Bytes: more than a page of captions, which is drawn many times over, and less than a canvas.</summary>
    private const int Large = 1 << 22;

    /// <summary>Asks for few arenas, and for large blocks to be mapped one by one, so that freeing them gives them back.</summary>
    public static void Prepare() => Quietly(() =>
    {
        _ = MallOpt(ArenaMax, 2);
        _ = MallOpt(MapThreshold, Large);
        _ = MallOpt(TrimThreshold, Large);
    });

    /// <summary>
    /// Frees pictures that nothing refers to any more, and hands their memory back; some tens of milliseconds, between one long piece
    /// of work and the next.
    /// </summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        Quietly(() => _ = MallocTrim(0));
    }

    /// <summary>Does work that draws a lot, and hands back what it took, done or failed.</summary>
    public static async Task BorrowAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            GiveBack();
        }
    }

    /// <summary>Where the C library is not glibc there is nothing to ask for.</summary>
    private static void Quietly(Action ask)
    {
        try
        {
            ask();
        }
        catch (Exception absent) when (absent is EntryPointNotFoundException or DllNotFoundException)
        {
            // Memory then comes back when that library sees fit.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);
}
