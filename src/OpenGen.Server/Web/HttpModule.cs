using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;

namespace OpenGen.Server.Web;

/// <summary>What every endpoint shares: the spelling of JSON, error answers, limits of bodies, the two route prefixes.</summary>
internal static class HttpModule
{
    /// <summary>The largest JSON or form body without files, in bytes.</summary>
    public const long LargestBody = 32 * 1024 * 1024;

    /// <summary>The authentication scheme of programs.</summary>
    public const string ApiScheme = "Api";

    /// <summary>Whether programs rather than people ask here.</summary>
    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/v1") || context.Request.Path.StartsWithSegments("/files");

    public static void AddHttp(this WebApplicationBuilder builder)
    {
        var server = ServerOptions.Of(builder.Configuration);
        builder.Services.AddSingleton(server);
        builder.Services.AddHttpContextAccessor().AddSingleton<CurrentRequest>();
        builder.Services.AddPublicAddress(server);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.AnswerRefusedRequests();
        });
        builder.Services.AddScoped<ISweep, ForgottenCalls>();
        builder.Services.ConfigureDbContext<SqliteDbContext>(db => db.AddInterceptors(CommittedCalls.Instance))
            .ConfigureDbContext<PostgresDbContext>(db => db.AddInterceptors(CommittedCalls.Instance));
        builder.Services.AddSingleton<RunningCalls>().AddHostedService(services => services.GetRequiredService<RunningCalls>());
        // What cannot be bound is answered by the one place that answers all failures.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        // Forms of pages; what the API takes, RequestBody reads within limits of its own.
        builder.Services.Configure<FormOptions>(form => form.ValueCountLimit = BodyLimits.Anonymous.Values);
    }

    public static void UseHttp(this WebApplication app)
    {
        app.UseRefusedRequests();
        app.UseErrorAnswers();
        app.UsePublicAddress();
        app.UseResponseHeaders();
        app.Use((context, next) => NulInQuery(context.Request) is { } fault ? Problem.WriteAsync(context, fault) : next(context));
        app.Use((context, next) =>
        {
            // One route table, two prefixes.
            if (context.Request.Path.StartsWithSegments("/v1/vidsheet", out var rest))
                context.Request.Path = "/v1/autocontentengine" + rest;
            return next(context);
        });
        app.UseRouting();
    }

    /// <summary>
    /// What Kestrel refuses in a path and bodies are refused for, a query must not hold either: no text with a NUL means anything.
    /// </summary>
    private static Error? NulInQuery(HttpRequest request)
    {
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true) return null;
        var name = request.Query.FirstOrDefault(q => (q.Key + q.Value).Contains('\0', StringComparison.Ordinal)).Key;
        return name is null ? null : JsonText.HoldsNul(name);
    }

    /// <summary>The group all API routes live in: credentials needed, unless an endpoint says otherwise.</summary>
    public static RouteGroupBuilder MapV1(this WebApplication app) =>
        app.MapGroup("/v1").RequireAuthorization(ApiScheme).DisableAntiforgery();
}
