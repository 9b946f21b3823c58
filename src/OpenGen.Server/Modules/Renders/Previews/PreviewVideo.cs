using System.ComponentModel;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Renders.Previews;

/// <summary>How a cell's video will look, at once and for nothing.</summary>
[Operation("previewVideo", Phase.Export, Says = "A small, quick version of a cell's video, as it is now; free")]
[Needs(Role.Manager), AnswersFile("video/mp4")]
internal sealed class PreviewVideo(PreviewMaker previews) : IOperation<SheetScope, PreviewVideo.Request, FileAnswer>
{
    private const int UsualWidth = 360;

    /// <param name="Width">Pixels.</param>
    public sealed record Request(
        long CellId, [Description("Pixels, 64 to 1920 and no wider than the video; 360 without")] int? Width = null);

    public Task<Result<FileAnswer>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        previews.VideoAsync(scope, request.CellId, request.Width ?? UsualWidth, cancellationToken);
}
