using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Renders.Previews;

/// <summary>
/// Makes looks at a cell's video before it is rendered: free, kept in no folder of the agent, made anew only when a layer changed.
/// </summary>
internal sealed class PreviewMaker(
    ISheetLookup sheets, CompositionBuilder builder, SourceFetcher fetcher, VideoRenderer renderer, RenderCache cache, ScratchSpace scratch,
    PreviewGate gate)
{
    private const int LeastWidth = 64;
    private const int MostWidth = 1920;

    private static readonly Error Busy = Error.Busy("Too many previews are being made; try again in a moment");

    /// <summary>A small version of the video, MP4.</summary>
    /// <param name="width">Pixels, 64 to 1920.</param>
    public async Task<Result<FileAnswer>> VideoAsync(SheetScope sheet, long cellId, int width, CancellationToken cancellationToken)
    {
        if (Fault(width) is { } fault) return fault;
        return await MakeAsync(sheet, cellId, $"preview {width}", ".mp4",
            (composition, path) => renderer.PreviewAsync(composition, width, path, cancellationToken), cancellationToken);
    }

    /// <summary>One frame of it, JPEG.</summary>
    /// <param name="frame">From 0, at 30 a second; past the end it is the last one.</param>
    /// <param name="width">Pixels, 64 to 1920; null for the video's own.</param>
    public async Task<Result<FileAnswer>> FrameAsync(
        SheetScope sheet, long cellId, int frame, int? width, CancellationToken cancellationToken)
    {
        if (Fault(width) is { } fault) return fault;
        if (frame < 0) return Error.Invalid("at", "must be 0 or more");
        return await MakeAsync(sheet, cellId, $"frame {frame} {width}", ".jpg",
            (composition, path) => renderer.FrameAsync(composition, frame, path, width, cancellationToken), cancellationToken);
    }

    private static Error? Fault(int? width) =>
        width is < LeastWidth or > MostWidth ? Error.Invalid("width", $"must be from {LeastWidth} to {MostWidth}") : null;

    private async Task<Result<FileAnswer>> MakeAsync(
        SheetScope sheet, long cellId, string purpose, string extension, Func<CompositionInput, string, Task> makeAsync,
        CancellationToken cancellationToken)
    {
        var found = await sheets.FindAsync(sheet.AgentId, sheet.WorkspaceId, sheet.SheetId, cellId, cancellationToken);
        if (found is not { } cell) return Error.NotFound("Cell");
        if (RenderOrders.Refusal(cell) is { } refusal) return refusal;

        var folder = Directory.CreateDirectory(scratch.NewPath());
        try
        {
            using var sources = fetcher.Begin(sheet.WorkspaceId, folder.FullName);
            var (composition, skipped) = await builder.BuildAsync(cell, sources, cancellationToken);
            if (composition.Layers.Count == 0)
                return Error.Refused("nothing_to_show", "No layer has anything to show: " + string.Join("; ", skipped));
            var key = await cache.KeyAsync(purpose, composition, cancellationToken);
            // What is kept already needs no turn.
            var kept = await cache.GetAsync(
                key, extension, path => gate.RunAsync(() => makeAsync(composition, path), cancellationToken), cancellationToken);
            return new FileAnswer(kept, null) { Version = key };
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
