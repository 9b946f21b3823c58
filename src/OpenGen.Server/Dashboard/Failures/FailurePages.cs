using Microsoft.AspNetCore.Diagnostics;

namespace OpenGen.Server.Dashboard.Failures;

/// <summary>Answers people with a page where programs get the error body: for what is not there, and for what broke.</summary>
internal static partial class FailurePages
{
    /// <summary>Covers everything that comes after it.</summary>
    /// <param name="isPage">Whether a request is a person's.</param>
    public static void UseFailurePages(this WebApplication app, Func<HttpContext, bool> isPage)
    {
        app.UseStatusCodePagesWithReExecute("/failure/{0}", createScopeForStatusCodePages: true);
        app.Use(async (context, next) =>
        {
            if (!isPage(context))
            {
                context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
                await next();
                return;
            }

            try
            {
                await next();
            }
            catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                PageFailed(context.RequestServices.GetRequiredService<ILogger<App>>(), context.Request.Path, context.TraceIdentifier, fault);
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Path} failed; the person was told the id {RequestId}")]
    private static partial void PageFailed(ILogger log, PathString path, string requestId, Exception fault);
}
