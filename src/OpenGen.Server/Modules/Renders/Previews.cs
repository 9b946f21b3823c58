using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders;

/// <summary>How many previews are made at once: as many as videos, one for every two cores.</summary>
internal sealed class PreviewGate : IDisposable
{
    /// <summary>Requests that may wait for their turn; a dashboard that shows a sheet asks for a frame of each row.</summary>
    private const int MostWaiting = 100;

    private readonly SemaphoreSlim _turn = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>Does it when its turn has come.</summary>
    /// <exception cref="TooManyPreviewsException">Too many wait already.</exception>
    public async Task RunAsync(Func<Task> makeAsync, CancellationToken stop)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting) throw new TooManyPreviewsException();
            await _turn.WaitAsync(stop);
            try
            {
                await makeAsync();
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();
}

/// <summary>More previews wait than will be made in any time that somebody waits for.</summary>
internal sealed class TooManyPreviewsException : Exception;

/// <summary>A look at a cell's video before it is rendered: free, kept in no folder of the agent, made anew only when a layer changed.</summary>
internal sealed class Previews(SheetLookup sheets, CompositionBuilder builder, SourceFetcher fetcher, VideoRenderer renderer, RenderCache cache, ScratchSpace scratch, PreviewGate gate)
{
    /// <summary>A file of the cache.</summary>
    /// <param name="Key">What it is made from; the same as long as nothing of that changes.</param>
    public sealed record Shown(string Path, string Key);

    private static readonly Error Busy = Error.Busy("Too many previews are being made; try again in a moment");

    public Task<Result<Shown>> VideoAsync(SheetScope sheet, long cellId, int width, CancellationToken stop) =>
        MakeAsync(sheet, cellId, $"preview {width}", ".mp4", (composition, path) => renderer.PreviewAsync(composition, width, path, stop), stop);

    public Task<Result<Shown>> FrameAsync(SheetScope sheet, long cellId, int frame, int? width, CancellationToken stop) =>
        MakeAsync(sheet, cellId, $"frame {frame} {width}", ".jpg", (composition, path) => renderer.FrameAsync(composition, frame, path, width, stop), stop);

    private async Task<Result<Shown>> MakeAsync(SheetScope sheet, long cellId, string purpose, string extension, Func<CompositionInput, string, Task> makeAsync, CancellationToken stop)
    {
        if (await sheets.FindAsync(sheet.AgentId, sheet.WorkspaceId, sheet.SheetId, cellId, stop) is not { } cell) return Error.NotFound("Cell");
        if (RenderOrders.Refusal(cell) is { } refusal) return refusal;

        var folder = Directory.CreateDirectory(scratch.NewPath());
        try
        {
            using var sources = fetcher.Begin(sheet.WorkspaceId, folder.FullName);
            var (composition, skipped) = await builder.BuildAsync(cell, sources, stop);
            if (composition.Layers.Count == 0) return Error.Refused("nothing_to_show", "No layer has anything to show: " + string.Join("; ", skipped));
            var key = await cache.KeyAsync(purpose, composition, stop);
            // What is kept already needs no turn.
            return new Shown(await cache.GetAsync(key, extension, path => gate.RunAsync(() => makeAsync(composition, path), stop), stop), key);
        }
        catch (TooManyPreviewsException)
        {
            return Busy;
        }
        catch (CompositionInvalidException invalid)
        {
            return Error.Refused("nothing_to_show", invalid.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
