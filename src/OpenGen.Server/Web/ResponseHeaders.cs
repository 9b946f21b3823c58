using Scalar.AspNetCore;

namespace OpenGen.Server.Web;

/// <summary>What browsers are told about every answer: what it is, what it may run, who may frame it, that it is not to be kept.</summary>
internal static class ResponseHeaders
{
    /// <summary>
    /// Scripts, fonts and connections come from this server alone, and nobody frames it. Styles may stand in the page,
    /// because MudBlazor places its popovers by style attributes, and so does the reference.
    /// </summary>
    private const string Page =
        "default-src 'self'; script-src 'self'{0}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Data is no page: if a browser is made to show it, nothing in it runs.</summary>
    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    private static readonly string PageWithoutNonce = Page.Replace("{0}", "", StringComparison.Ordinal);

    /// <summary>Sets them when an answer starts, whoever answers; what an endpoint set itself stays.</summary>
    public static void UseResponseHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            Set((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (headers.CacheControl.Count == 0 && headers.ETag.Count == 0) headers.CacheControl = "no-store";
        if (HttpModule.IsApi(context))
        {
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Data;
            return;
        }
        headers.ContentSecurityPolicy = context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce
            ? Page.Replace("{0}", $" 'nonce-{nonce}'", StringComparison.Ordinal)
            : PageWithoutNonce;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
