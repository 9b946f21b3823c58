namespace OpenGen.Server.Dashboard;

/// <summary>What browsers are told about every page.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// Scripts, fonts and connections come from this server alone, and nobody frames it. Styles may stand in the page,
    /// because MudBlazor places its popovers by style attributes.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <param name="isPage">Whether a request is a person's.</param>
    public static void UsePageHeaders(this WebApplication app, Func<HttpContext, bool> isPage) => app.Use((context, next) =>
    {
        if (!isPage(context)) return next();
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XFrameOptions = "DENY";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next();
    });
}
