using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.FileProviders;
using MudBlazor;
using MudBlazor.Services;
using OpenGen.Server.Dashboard.Failures;
using OpenGen.Server.Dashboard.Pages.Accounts;
using OpenGen.Server.Dashboard.Pages.Security;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Dashboard;

/// <summary>The pages for people, in Blazor. They ask the modules' own classes and never the database.</summary>
internal static class DashboardModule
{
    /// <summary>Paths that programs ask; whatever else has no endpoint is a page that does not exist.</summary>
    private static readonly PathString[] NotPages = [
        "/v1", "/files", "/docs", "/mcp", "/healthz", "/readyz", "/.well-known", "/_blazor", "/_framework", "/_content"];

    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        FindAssets(builder);
        var services = builder.Services;
        // Over TLS alone: never sent without it, and set by this very host (RFC 6265bis, 4.1.3.2).
        var isHttps = ServerOptions.Of(builder.Configuration).IsHttps;
        var (secure, prefix) = isHttps ? (CookieSecurePolicy.Always, "__Host-") : (CookieSecurePolicy.SameAsRequest, "");
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveSession>();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.VisibleStateDuration = 4000;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = prefix + "opengen.session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = secure;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = SignIn.ReturnUrlParameter;
        });
        NameCookie(services, IdentityConstants.TwoFactorUserIdScheme, prefix + "opengen.second-step", TimeSpan.FromMinutes(5), secure);
        NameCookie(services, IdentityConstants.TwoFactorRememberMeScheme, prefix + "opengen.known-browser", TimeSpan.FromDays(30), secure);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.Name = prefix + "opengen.antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = secure;
        });
    }

    private static void NameCookie(IServiceCollection services, string scheme, string name, TimeSpan lifetime, CookieSecurePolicy secure) =>
        services.Configure<CookieAuthenticationOptions>(scheme, cookie =>
        {
            cookie.Cookie.Name = name;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = secure;
            cookie.ExpireTimeSpan = lifetime;
            cookie.SlidingExpiration = false;
        });

    /// <summary>What a request for a page passes, and one of a program does not stop at.</summary>
    public static void UseDashboard(this WebApplication app)
    {
        app.UseFailurePages(IsPage);
        app.UsePageRateLimits();
        app.UseAntiforgery();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.MapStaticAssets().ShortCircuit();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        app.MapMethods(
            "/", [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context) => Results.LocalRedirect(context.User.Identity?.IsAuthenticated == true ? "/agents" : "/sign-in"))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPasskeyCeremonies();
        app.MapPost("/sign-out", SignOutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>
    /// Assets are found beside the program and not in the folder it was started from. The build output names them in a manifest,
    /// which ASP.NET reads in Development alone unless told; a published program has them in <c>wwwroot</c>.
    /// </summary>
    private static void FindAssets(WebApplicationBuilder builder)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            builder.Environment.WebRootPath = published;
            builder.Environment.WebRootFileProvider = new PhysicalFileProvider(published);
        }
        if (!builder.Environment.IsDevelopment()) StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
    }

    private static bool IsPage(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        : !Array.Exists(NotPages, prefix => context.Request.Path.StartsWithSegments(prefix))
            && !context.Request.Path.Value!.StartsWith("/openapi.", StringComparison.Ordinal);

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, BrowserSessions sessions)
    {
        if (await antiforgery.IsRequestValidAsync(context)) await sessions.EndAsync(context.User);
        return Results.LocalRedirect("/sign-in");
    }
}
