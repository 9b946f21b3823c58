using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Renders;

/// <summary>…/cells/{cell_id}/preview and …/frame: how a cell's video will look, at once and for nothing.</summary>
internal static class PreviewEndpoints
{
    private const int LeastWidth = 64;
    private const int MostWidth = 1920;

    public static void Map(RouteGroupBuilder v1)
    {
        var cell = v1.MapGroup("/autocontentengine/{sheet_id:long}/cells/{cell_id:long}").WithTags("Rendering").InPhase(Phase.Export).ForAgent();
        cell.MapGet("/preview", PreviewAsync).WithName("previewVideo").WithSummary("A small, quick version of a cell's video, as it is now; free")
            .Produces(StatusCodes.Status200OK, contentType: "video/mp4").Produces(StatusCodes.Status304NotModified);
        cell.MapGet("/frame", FrameAsync).WithName("previewFrame").WithSummary("One frame of a cell's video, as it is now; free")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").Produces(StatusCodes.Status304NotModified);
    }

    private static async Task<Results<PhysicalFileHttpResult, Problem>> PreviewAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId,
        [Description("Pixels, 64 to 1920 and no wider than the video; 360 without")] int? width, Previews previews, HttpResponse response, CancellationToken stop) =>
        Fault(width, null) is { } fault ? fault.AsProblem() : Answer(await previews.VideoAsync(scope, cellId, width ?? 360, stop), "video/mp4", response);

    private static async Task<Results<PhysicalFileHttpResult, Problem>> FrameAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId,
        [Description("The frame, from 0, at 30 a second; past the end it is the last one")] int? at,
        [Description("Pixels, 64 to 1920 and no wider than the video; as wide as that without")] int? width, Previews previews, HttpResponse response, CancellationToken stop) =>
        Fault(width, at) is { } fault ? fault.AsProblem() : Answer(await previews.FrameAsync(scope, cellId, at ?? 0, width, stop), "image/jpeg", response);

    private static Error? Fault(int? width, int? at) =>
        width is < LeastWidth or > MostWidth ? Error.Invalid("width", $"must be from {LeastWidth} to {MostWidth}")
        : at is < 0 ? Error.Invalid("at", "must be 0 or more")
        : null;

    private static Results<PhysicalFileHttpResult, Problem> Answer(Result<Previews.Shown> made, string contentType, HttpResponse response)
    {
        if (made.Failed) return made.Error.AsProblem();
        // Kept by the browser, and asked about each time: the layers may have changed.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.PhysicalFile(made.Value.Path, contentType, entityTag: new EntityTagHeaderValue($"\"{made.Value.Key}\""), enableRangeProcessing: true);
    }
}
