using System.ComponentModel;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Renders.Previews;

/// <summary>A picture out of a cell's video as it will look, at once and for nothing.</summary>
[Operation("previewFrame", Phase.Export, Says = "One frame of a cell's video, as it is now; free")]
[Needs(Role.Manager), AnswersFile("image/jpeg")]
internal sealed class PreviewFrame(PreviewMaker previews) : IOperation<SheetScope, PreviewFrame.Request, FileAnswer>
{
    /// <param name="At">The frame.</param>
    /// <param name="Width">Pixels.</param>
    public sealed record Request(
        long CellId,
        [Description("The frame, from 0, at 30 a second; past the end it is the last one")] int? At = null,
        [Description("Pixels, 64 to 1920 and no wider than the video; as wide as that without")] int? Width = null);

    public Task<Result<FileAnswer>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        previews.FrameAsync(scope, request.CellId, request.At ?? 0, request.Width, cancellationToken);
}
