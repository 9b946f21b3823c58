using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>Turns what the framework or a bug would answer into the documented error body, on every route.</summary>
internal static partial class ErrorAnswers
{
    /// <summary>Catches exceptions and empty error answers of everything that comes after it.</summary>
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // When the answer starts, since an exception clears what was set before.
            context.Response.OnStarting(static state =>
            {
                var of = (HttpContext)state;
                of.Response.Headers["X-Request-Id"] = of.TraceIdentifier;
                return Task.CompletedTask;
            }, context);
            return next(context);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = exception =>
                exception.Exception is BadInputException or BadHttpRequestException or OperationCanceledException
                    || exception.Exception.IsDeletedMeanwhile(),
            ExceptionHandler = context =>
            {
                var exception = context.Features.Get<IExceptionHandlerFeature>()!.Error;
                if (exception.IsDeletedMeanwhile())
                    LogDeletedMeanwhile(LoggerOf(context), context.Request.Method, context.Request.Path, exception);
                return Problem.WriteAsync(context, Describe(exception, context));
            },
        });
        app.UseWhen(
            HttpModule.IsApi, api => api.UseStatusCodePages(page => Problem.WriteAsync(page.HttpContext, Describe(page.HttpContext))));
    }

    private static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorAnswers));

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Method} {Path} was answered with 404, since what it is about was deleted meanwhile")]
    private static partial void LogDeletedMeanwhile(ILogger logger, string method, PathString path, Exception exception);

    private static Error Describe(Exception exception, HttpContext context) => exception switch
    {
        BadInputException bad => bad.Error,
        BadHttpRequestException { StatusCode: 413 } => BodyLimits.TooLarge,
        BadHttpRequestException { StatusCode: 415 } => UnsupportedMediaType,
        BadHttpRequestException bad => new HttpError(bad.StatusCode, "bad_request", "The request could not be read: " + bad.Message),
        _ when MachineFaults.Of(exception) is { } fault => fault,
        _ when exception.IsDeletedMeanwhile() => DeletedMeanwhile,
        _ => new(
            ErrorKind.Internal, "internal_error", $"Something went wrong on our side; it is in the log under {context.TraceIdentifier}"),
    };

    private static Error Describe(HttpContext context) => context.Response.StatusCode switch
    {
        401 => Error.Unauthorized,
        403 => Error.Forbidden(),
        404 => new(ErrorKind.NotFound, "not_found", $"There is nothing at {context.Request.Path}"),
        405 => new HttpError(405, "method_not_allowed", $"{context.Request.Path} does not take {context.Request.Method}"),
        413 => BodyLimits.TooLarge,
        415 => UnsupportedMediaType,
        416 => new HttpError(416, "range_not_satisfiable", "The file ends before the range begins"),
        429 => Error.RateLimited,
        var status => new HttpError(status, status >= 500 ? "internal_error" : "bad_request", "The request could not be served"),
    };

    /// <summary>404: what a request is about, or something it names, was deleted between its being found and its being used.</summary>
    private static readonly Error DeletedMeanwhile = new(ErrorKind.NotFound, "not_found", "What this is about was deleted meanwhile");

    /// <summary>415.</summary>
    internal static readonly Error UnsupportedMediaType = new HttpError(415, "unsupported_media_type",
        "Send application/json, application/x-www-form-urlencoded or multipart/form-data");
}

/// <summary>Input that cannot be bound; carries the answer. Thrown by the binder alone, which has no other way out.</summary>
internal sealed class BadInputException(Error error) : Exception(error.Message)
{
    /// <summary>What to answer.</summary>
    public Error Error { get; } = error;
}
